"""Two entries become one: field by field, remembered, and taken apart again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import context_from_text, context_to_text
from bot.dialog.text import Text
from bot.task import Begun, Done, Mend, Submission
from handlers.flagging.fields import record_of
from handlers.flagging.merging import FIRST, MERGE, SECOND
from models.activity import ActivityKind
from models.changes import Audited, EditActivity, WithdrawActivity
from models.flag import FlagEnd
from models.flag_changes import RestoreActivity, SettleFlag
from models.flag_needs import FlagNeed, FlagRow
from models.load import Known
from tests.handlers.flags import FLAG, OTHER, flag_row
from tests.handlers.logged import LOGGED
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OF_TWO_TEAMS,
    asker,
    facts,
    person_id,
)

ROW = flag_row()
ASKED = ("people", "vneid", "indicator:dvc", "place")


def begun(by: Known = LEADER, row: FlagRow | None = ROW) -> Begun:
    return MERGE.begin(asker(by), FLAG, facts({FlagNeed(FLAG): row}))


def chosen(**which: str) -> Answers:
    answers = Answers()
    for name in ASKED:
        answers = answers.given(name, Named(which.get(name.partition(":")[0], FIRST), ""))
    return answers


def sent(answers: Answers, by: Known = LEADER, row: FlagRow | None = ROW) -> Done | Mend:
    told = facts({FlagNeed(FLAG): row})
    return MERGE.submit(Submission("d", answers, begun().context), asker(by), told)


def changes(answers: Answers) -> tuple[SettleFlag, EditActivity, WithdrawActivity]:
    found = sent(answers)
    assert isinstance(found, Done)
    settled, edit, withdrawal = found.changes[:3]
    assert isinstance(settled, SettleFlag)
    assert isinstance(edit, EditActivity)
    assert isinstance(withdrawal, WithdrawActivity)
    return settled, edit, withdrawal


def test_only_what_both_say_differently_is_asked() -> None:
    flow = MERGE.flow(begun().context)

    assert tuple(step.name for step in flow.steps) == ASKED


def test_the_one_logged_first_stays() -> None:
    _, edit, withdrawal = changes(chosen())

    assert (edit.record.id, withdrawal.activity_id) == (LOGGED.id, OTHER.id)


def test_what_only_one_says_needs_no_question() -> None:
    record = changes(chosen())[1].record

    assert (record.elderly, record.fishermen, record.note) == (3, 2, "mất điện")
    assert dict(record.indicators) == {"dvc": 4, "retired": 2}
    assert record.photos == (*LOGGED.photos, *OTHER.photos)


def test_each_field_is_taken_from_where_it_was_chosen() -> None:
    record = changes(chosen(people=SECOND, place=SECOND, vneid=SECOND, indicator=SECOND))[1].record

    assert (record.people, record.place) == (14, "nhà văn hóa thôn")
    assert (record.vneid_1, record.vneid_2) == (1, 0)
    assert dict(record.indicators)["dvc"] == 3
    assert changes(chosen(people=SECOND))[1].record.place == "nhà văn hóa"


def test_both_remember_each_other_and_the_flag_is_merged() -> None:
    settled, edit, withdrawal = changes(chosen())

    assert settled.end is FlagEnd.MERGED
    assert (edit.why, withdrawal.why) == (f"merged:{OTHER.id}", f"merged:{LOGGED.id}")
    assert "activity:activity00000001" in edit.also


def test_merging_anothers_entry_is_audited() -> None:
    found = sent(chosen())

    assert isinstance(found, Done)
    assert isinstance(found.changes[3], Audited)


def test_reporter_merges_an_own_one_but_nobody_elses() -> None:
    assert begun(MEMBER).refusal is None
    assert begun(OF_TWO_TEAMS).refusal == Text("task.not_yours")
    assert begun(COORDINATOR).refusal is None


def test_reporter_merges_only_as_long_as_the_own_entry_may_be_mended() -> None:
    old = flag_row(entry=replace(LOGGED, confirmed_at=NOW - timedelta(days=8)))

    assert begun(MEMBER, old).refusal == Text("mend.too_old", days=7)
    assert begun(LEADER, old).refusal is None


@pytest.mark.parametrize(
    "row",
    [
        flag_row(end=FlagEnd.FINE),
        flag_row(other=replace(OTHER, is_withdrawn=True)),
        flag_row(other=None),
        None,
    ],
)
def test_what_is_no_pair_any_more_is_not_merged(row: FlagRow | None) -> None:
    assert begun(row=row).refusal is not None
    found = sent(chosen(), row=row)
    assert isinstance(found, Done)
    assert found.changes == ()


def test_days_of_a_class_are_not_merged() -> None:
    days = [replace(one, kind=ActivityKind.CLASS_DAY) for one in (LOGGED, OTHER)]

    assert begun(row=flag_row(entry=days[0], other=days[1])).refusal == Text("merge.not_these")


def test_entry_mended_meanwhile_is_shown_anew() -> None:
    found = sent(chosen(), row=flag_row(other=replace(OTHER, people=20)))

    assert isinstance(found, Done)
    assert (found.changes, found.lines) == ((), (Text("merge.changed"),))


def test_part_of_one_above_the_whole_of_the_other_is_asked_again() -> None:
    row = flag_row(
        entry=replace(LOGGED, people=15, vneid=(0, 15, 0)), other=replace(OTHER, people=14)
    )
    context = begun(row=row).context
    found = MERGE.submit(
        Submission("d", chosen(people=SECOND), context),
        asker(LEADER),
        facts({FlagNeed(FLAG): row}),
    )

    assert found == Mend("vneid", Text("merge.too_many", part=15, people=14))


def test_attendees_of_the_chosen_list_come_along() -> None:
    kind = ActivityKind.MEMBERS_SESSION
    came = tuple((person_id(n), f"Thành viên {n:03}") for n in (1, 2))
    row = flag_row(
        entry=replace(LOGGED, kind=kind, people=2, attendees=came, vneid=(0, 0, 0), groups=()),
        other=replace(OTHER, kind=kind, people=3, vneid=(0, 0, 0), groups=()),
    )
    told = facts({FlagNeed(FLAG): row})
    context = begun(row=row).context
    found = MERGE.submit(Submission("d", chosen(), context), asker(LEADER), told)

    assert isinstance(found, Done)
    edit = found.changes[1]
    assert isinstance(edit, EditActivity)
    assert edit.record.attendees == (person_id(1), person_id(2))


def test_merge_taken_back_leaves_both_as_they_were() -> None:
    context = context_from_text(context_to_text(begun().context))
    assert MERGE.undo is not None

    edit, restored = MERGE.undo(
        f"{LOGGED.id}/{OTHER.id}", Submission("d", chosen(), context), asker(LEADER)
    )

    assert isinstance(edit, EditActivity)
    assert edit.record == record_of(LOGGED)
    assert isinstance(restored, RestoreActivity)
    assert (restored.activity_id, restored.photos) == (OTHER.id, OTHER.photos)
    assert restored.reopens == FLAG
