"""What went wrong meanwhile is refused at its step; what was recorded is thanked for."""

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.text import Text
from bot.task import Done, Link, Mend, Submission
from handlers.session.record import undo
from models.activity import ActivityKind
from models.changes import Notify, WithdrawActivity
from models.needs import IndicatorsNeed
from models.people import Role
from models.scribe_changes import AskScribe
from models.team_week import Entry
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    MONDAY,
    NOW,
    ONE,
    RESIDENT,
    SEED_ROWS,
    SUNDAY,
    TWO,
    WEEK,
    asker,
    duty,
    facts,
    known,
    person_id,
)
from tests.handlers.session.answers import (
    COMMUNE,
    DIALOG,
    FOR,
    HOA,
    MEMBERS,
    OWN,
    PHONE,
    answers,
    days_ago,
    sent,
    ticked,
    week,
)


def entry(people: int, kind: ActivityKind = ActivityKind.RESIDENTS_SESSION) -> Entry:
    return Entry("activity00000001", kind, MONDAY, 1, people, 0, person_id(1), "Tổ trưởng 01")


# What is refused


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (Answers(), "kind"),
        (answers(people=None), "people"),
        (answers(people=0), "people"),
        (answers(day=None), "people"),
    ],
)
def test_session_that_lacks_something_needed_is_refused(said: Answers, step: str) -> None:
    assert Mend(step, Text("miss.needed")) == sent(said)


def test_day_to_come_is_refused() -> None:
    refused = sent(answers(day=days_ago(-1)))

    assert Mend("day", Text("miss.date.future", day=days_ago(-1))) == refused


def test_more_installs_than_people_are_refused() -> None:
    refused = sent(answers(vneid=13))

    assert Mend("vneid", Text("limit.vneid", part=13, whole=12)) == refused


def test_more_of_a_group_than_people_are_refused() -> None:
    refused = sent(answers(groups=ticked("elderly"), group__elderly=13))

    assert isinstance(refused, Mend)
    assert refused.step == "group.elderly"


def test_topic_closed_meanwhile_is_refused_by_its_name() -> None:
    left = tuple(row for row in SEED_ROWS if row.id != "dvc")

    refused = sent(answers(topics=ticked("dvc")), told=facts({IndicatorsNeed(): left, **week()}))

    assert Mend("topics", Text("session.topic_gone", label="dvc")) == refused


@pytest.mark.parametrize("person", [RESIDENT, known(2, duty(Role.MEMBER, TWO))])
def test_what_an_author_wrote_who_left_the_team_goes_to_its_leader(person: object) -> None:
    done = sent(answers(), by=person)

    assert isinstance(done, Done)
    request, notice = done.changes
    assert isinstance(request, AskScribe)
    assert isinstance(notice, Notify)
    assert (request.team_id, notice.team_id, notice.role) == (ONE, ONE, Role.LEADER)
    assert "session.sum.people" in request.draft


def test_session_beside_a_zero_report_is_refused() -> None:
    refused = sent(answers(), told=facts(week(zero=True)))

    label = Text("label.week", monday=MONDAY, sunday=SUNDAY)
    assert Mend("", Text("session.zero_exists", week=label)) == refused


# What is said


def test_thanks_say_where_the_week_stands() -> None:
    done = sent(answers(), told=facts(week(entry(25), entry(7, ActivityKind.MEMBERS_SESSION))))

    assert (Text("session.done_week.closing", people=37),) == done.lines


def test_thanks_for_an_older_week_name_it() -> None:
    told = facts(week(entry(25), of="2026-W46"))

    done = sent(answers(day=days_ago(7)), told=told)

    assert done.lines[0].id == "session.done_old_week.closing"
    assert dict(done.lines[0].parameters)["people"] == 37


def test_session_for_another_is_thanked_for_with_their_team() -> None:
    done = sent(answers(for_whom=HOA, how=PHONE), FOR, by=LEADER, told=facts(week(entry(25))))

    assert (Text("session.done_for.closing", people=12, team="Thôn 01", all=37),) == done.lines


def test_members_session_is_thanked_for_by_its_number() -> None:
    done = sent(answers(kind=MEMBERS, who_came=Named("by_count", "")))

    assert (Text("session.done_members.closing", people=12),) == done.lines


def test_commune_session_is_thanked_for_without_a_team() -> None:
    done = sent(answers(), COMMUNE, by=COORDINATOR)

    assert [line.id for line in done.lines] == ["session.done.closing"]


@pytest.mark.parametrize(
    ("context", "by", "said", "again"),
    [
        (COMMUNE, COORDINATOR, answers(), "session_commune"),
        (FOR, LEADER, answers(for_whom=HOA, how=PHONE), "session_for"),
    ],
)
def test_closing_offers_another_of_the_same_kind(
    context: object, by: object, said: Answers, again: str
) -> None:
    done = sent(said, context, by=by)

    assert ["undo", again] == [link.task for link in done.links]


def test_closing_of_an_own_session_offers_undo_another_and_the_week() -> None:
    done = sent(answers())

    assert Link(Text("button.undo"), Text("word.undo"), "undo") == done.links[0]
    assert [link.task for link in done.links] == ["undo", "session", "team_week"]


def test_undo_withdraws_the_row_that_was_recorded() -> None:
    changes = undo("activity00000001", Submission(DIALOG, answers(), OWN), asker(MEMBER))

    assert isinstance(changes[0], WithdrawActivity)
    assert ("activity00000001", MEMBER.id, NOW, "undo", f"team:{ONE}/{WEEK}") == (
        changes[0].activity_id,
        changes[0].by_id,
        changes[0].at,
        changes[0].why,
        changes[0].key,
    )


def test_undo_of_a_commune_session_shares_no_week() -> None:
    changes = undo("a", Submission(DIALOG, answers(), COMMUNE), asker(COORDINATOR))

    assert changes[0].key == ""
