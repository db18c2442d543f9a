"""Mending what was logged: who may, for how long, and what becomes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.text import Text
from bot.task import Done, Mend, Submission
from handlers.session.mending import SESSION_EDIT
from handlers.session.reasons import refusal_of
from handlers.session.taking_back import SESSION_WITHDRAW
from models.changes import Audited, EditActivity, WithdrawActivity, keys_of
from models.load import Known
from models.logged import Logged
from models.logged_needs import LoggedNeed
from models.needs import Facts
from models.people import Role
from tests.handlers.logged import ACTIVITY, CONFIRMED, LOGGED
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OFFICE,
    ONE,
    RESIDENT,
    TWO,
    asker,
    duty,
    facts,
    known,
    person_id,
)
from tests.handlers.session.answers import week

MISCOUNTED = Named("miscounted", Text("why.miscounted"))
OTHER_MEMBER = known(3, duty(Role.MEMBER, ONE))
LEADER_OF_TWO = known(11, duty(Role.LEADER, TWO))
MOVED = replace(MEMBER, duties=(duty(Role.MEMBER, TWO),))
DAYS = {name: replace(LOGGED, confirmed_at=NOW - timedelta(days=days, minutes=1))
        for name, days in (("eight", 8), ("forty", 40))}  # fmt: skip


@pytest.mark.parametrize(
    ("by", "logged", "refused"),
    [
        (MEMBER, LOGGED, ""),
        (MEMBER, DAYS["eight"], "mend.too_old"),
        (OTHER_MEMBER, LOGGED, "task.not_yours"),
        (OTHER_MEMBER, replace(LOGGED, for_id=person_id(3)), ""),
        (MOVED, LOGGED, "task.not_yours"),
        (LEADER, LOGGED, ""),
        (LEADER, DAYS["eight"], ""),
        (LEADER, DAYS["forty"], "mend.too_old"),
        (LEADER_OF_TWO, LOGGED, "task.not_yours"),
        (COORDINATOR, DAYS["forty"], ""),
        (OFFICE, LOGGED, "task.not_yours"),
        (RESIDENT, LOGGED, "task.not_yours"),
        (LEADER, replace(LOGGED, is_withdrawn=True), "mend.withdrawn"),
    ],
)
def test_who_may_mend_and_for_how_long(by: Known, logged: Logged, refused: str) -> None:
    refusal = refusal_of(asker(by), logged)

    assert (refusal.id if refusal else "") == refused


def told(logged: Logged = LOGGED) -> Facts:
    return facts({LoggedNeed(ACTIVITY): logged, **week(), **week(of="2026-W46")})


def sent(by: Known = MEMBER, now: Logged = LOGGED, **changed: object) -> Done | Mend:
    begun = SESSION_EDIT.begin(asker(by), ACTIVITY, told(replace(now, revisions=(CONFIRMED,))))
    answers = begun.answers.given("why", MISCOUNTED)
    for step, value in changed.items():
        answers = answers.given(step, value)  # type: ignore[arg-type]
    return SESSION_EDIT.submit(Submission("d", answers, begun.context), asker(by), told(now))


def test_every_answer_is_there_from_the_start() -> None:
    begun = SESSION_EDIT.begin(asker(MEMBER), ACTIVITY, told())
    flow = SESSION_EDIT.flow(begun.context)

    assert [step.name for step in flow.asked(begun.answers) if step.name not in begun.answers] == [
        "why"
    ]


def test_changed_number_is_an_edit_with_its_reason() -> None:
    done = sent(people=12)

    assert isinstance(done, Done)
    (change,) = done.changes
    assert isinstance(change, EditActivity)
    assert (change.record.id, change.record.people, change.why) == (ACTIVITY, 12, "miscounted")
    assert change.record.indicators == (("dvc", 4), ("retired", 2))
    assert change.record.photos == LOGGED.photos
    assert change.channel == "web"
    assert change.key == f"team:{ONE}/2026-W47"


def test_nothing_changed_writes_nothing() -> None:
    done = sent()

    assert isinstance(done, Done)
    assert done.changes == ()


def test_leaders_edit_of_a_members_entry_is_audited() -> None:
    done = sent(LEADER, people=12)

    assert isinstance(done, Done)
    assert isinstance(done.changes[1], Audited)


def test_entry_that_changed_meanwhile_is_not_overwritten() -> None:
    newer = replace(CONFIRMED, id="r2", by_name="Tổ trưởng 01")
    mend = sent(now=replace(LOGGED, people=18, revisions=(CONFIRMED, newer)), people=12)

    assert Mend("", Text("mend.changed", name="Tổ trưởng 01")) == mend


def test_day_moves_into_the_other_weeks_key() -> None:
    done = sent(day=date(2026, 11, 13))

    assert isinstance(done, Done)
    assert done.changes[0].key == f"team:{ONE}/2026-W46"


def test_edit_keeps_others_away_from_the_entry_and_from_both_weeks() -> None:
    done = sent(day=date(2026, 11, 13))

    assert isinstance(done, Done)
    assert set(keys_of(done.changes[0])) == {
        f"activity:{ACTIVITY}",
        f"team:{ONE}/2026-W46",
        f"team:{ONE}/2026-W47",
    }


def test_two_edits_of_the_communes_own_entry_stand_in_each_others_way() -> None:
    """What one reads under, the other writes under: the second is decided anew."""
    own = replace(LOGGED, team_id="", team_name="")
    done = sent(COORDINATOR, own, people=12)

    assert isinstance(done, Done)
    assert LoggedNeed(ACTIVITY).key in keys_of(done.changes[0])


def test_week_that_was_reported_idle_takes_no_entry() -> None:
    begun = SESSION_EDIT.begin(asker(MEMBER), ACTIVITY, told())
    answers = begun.answers.given("why", MISCOUNTED).given("day", date(2026, 11, 13))
    idle = facts({LoggedNeed(ACTIVITY): LOGGED, **week(), **week(of="2026-W46", zero=True)})

    mend = SESSION_EDIT.submit(Submission("d", answers, begun.context), asker(MEMBER), idle)

    assert isinstance(mend, Mend)
    assert mend.text.id == "session.zero_exists"


def test_reason_in_ones_own_words_is_kept() -> None:
    other = Named("other", Text("why.other"))
    done = sent(people=12, why=other, why_words="nhầm sang ngày họp")

    assert isinstance(done, Done)
    assert isinstance(done.changes[0], EditActivity)
    assert done.changes[0].why == "nhầm sang ngày họp"


def test_taking_back_keeps_its_reason() -> None:
    context = SESSION_WITHDRAW.begin(asker(MEMBER), ACTIVITY, told()).context
    answers = Answers().given("why", Named("doubled", Text("why.doubled")))

    done = SESSION_WITHDRAW.submit(Submission("d", answers, context), asker(MEMBER), told())

    assert isinstance(done, Done)
    (change,) = done.changes
    assert isinstance(change, WithdrawActivity)
    assert (change.activity_id, change.why, change.channel) == (ACTIVITY, "doubled", "web")


def test_link_to_anothers_entry_leads_nowhere() -> None:
    for task in (SESSION_EDIT, SESSION_WITHDRAW):
        begun = task.begin(asker(OTHER_MEMBER), ACTIVITY, told())

        assert Text("task.not_yours") == begun.refusal
