"""A month's entries sent together: all or none, each a session of its own."""

from datetime import date

import pytest

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Mend, Submission
from handlers.catching_up.task import CATCH_UP, CATCHING_UP
from models.changes import RecordActivity, WithdrawActivity
from models.needs import Facts, TeamWeekNeed
from models.team_week import TeamWeek
from models.weeks import week_of
from tests.handlers.people import COORDINATOR, MEMBER, ONE, RESIDENT, TODAY, asker, facts

WEEKS = [week_of(date(2026, 3, day)) for day in (5, 30)]
BEGUN = CATCHING_UP.begin(asker(MEMBER), "2026-03", facts())


def known(zero: str = "") -> Facts:
    return facts(
        {
            TeamWeekNeed(ONE, week): TeamWeek(
                ONE, "Thôn 01", week, has_zero_report=week == zero, entries=()
            )
            for week in WEEKS
        }
    )


def kept(*messages: str, context: Context = BEGUN.context) -> Answers:
    (step,) = CATCHING_UP.flow(context).steps
    text = ""
    for message in messages:
        text = step.read(text, message, TODAY).kept
    return Answers().given("entries", text)


def sent(*messages: str, told: Facts | None = None) -> Done | Mend:
    submission = Submission("d", kept(*messages), BEGUN.context)
    return CATCHING_UP.submit(submission, asker(MEMBER), told or known())


FIVE = "ngày 5 hướng dẫn 12 người, 3 cụ, cài VNeID mức 2 cho 4 người"
THIRTY = "ngày 30 tập huấn thành viên 6 người"


def test_each_entry_is_a_session_of_its_own_day() -> None:
    done = sent(FIVE, THIRTY)

    assert isinstance(done, Done)
    first, second = done.changes
    assert isinstance(first, RecordActivity)
    assert isinstance(second, RecordActivity)
    assert (first.day, first.people, first.elderly, first.vneid_2) == (date(2026, 3, 5), 12, 3, 4)
    assert (second.day, second.kind.value) == (date(2026, 3, 30), "members_session")
    assert first.dialog_id != second.dialog_id


def test_nothing_is_logged_while_something_is_open() -> None:
    assert sent(FIVE, "hướng dẫn 9 người") == Mend("entries", Text("catching.open"))


def test_empty_list_is_not_sent() -> None:
    assert sent() == Mend("entries", Text("catching.none"))


def test_one_that_cannot_be_logged_holds_all_back() -> None:
    found = sent(FIVE, THIRTY, told=known(zero=WEEKS[1]))

    assert isinstance(found, Mend)
    assert (found.step, found.text.id) == ("entries", "catching.mend")
    assert dict(found.text.parameters)["nth"] == 2


def test_part_above_the_whole_is_said_with_its_entry() -> None:
    found = sent("ngày 5 hướng dẫn 12 người, 30 cụ")

    assert isinstance(found, Mend)


def test_taken_back_together() -> None:
    done = sent(FIVE, THIRTY)
    assert isinstance(done, Done)
    assert CATCHING_UP.undo is not None

    submission = Submission("d", kept(FIVE, THIRTY), BEGUN.context)
    changes = CATCHING_UP.undo(done.record, submission, asker(MEMBER))

    assert [type(change) for change in changes] == [WithdrawActivity, WithdrawActivity]
    ids = [change.id for change in done.changes if isinstance(change, RecordActivity)]
    assert [c.activity_id for c in changes if isinstance(c, WithdrawActivity)] == ids


@pytest.mark.parametrize("argument", ["", "2026-12", "2027-01", "x", "2026-3"])
def test_month_that_is_none_or_lies_ahead_is_refused(argument: str) -> None:
    assert CATCHING_UP.begin(asker(MEMBER), argument, facts()).refusal == Text("catching.not_yet")


def test_twelve_months_are_offered_the_latest_first() -> None:
    months = CATCH_UP.begin(asker(MEMBER), "", facts()).context.list_of("months")

    assert [named.id for named in months][:2] == ["2026-11", "2026-10"]
    assert len(months) == 12


def test_who_works_in_no_team_has_nothing_to_catch_up() -> None:
    assert CATCH_UP.begin(asker(RESIDENT), "", facts()).refusal == Text("session.no_team")
    assert not CATCHING_UP.roles & {duty.role for duty in COORDINATOR.duties}
