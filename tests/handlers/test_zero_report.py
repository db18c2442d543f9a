"""A week without activity: reported, refused beside an activity, taken back."""

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Mend, Submission
from handlers.zero_back import ZERO_BACK
from handlers.zero_report import ZERO_REPORT
from models.activity import ActivityKind
from models.changes import Audited, FileZeroReport, WithdrawZeroReport
from models.load import Known
from models.needs import Facts, ZeroReportRow, ZeroReportsNeed
from models.team_week import Entry
from tests.dialog.walk import Walk
from tests.handlers.people import (
    MEMBER,
    MONDAY,
    NOW,
    OF_TWO_TEAMS,
    ONE,
    RAPID,
    SUNDAY,
    TWO,
    WEEK,
    asker,
    facts,
    person_id,
)
from tests.handlers.session.answers import week

LABEL = Text("label.week", monday=MONDAY, sunday=SUNDAY)
THIS_WEEK = Answers().given("week", Named(WEEK, LABEL))
ENTRY = Entry(
    "activity00000001", ActivityKind.HOME_VISIT, MONDAY, 0, 3, 0, person_id(1), "Tổ trưởng 01"
)


def context(person: Known = MEMBER) -> Context:
    return ZERO_REPORT.begin(asker(person), "", facts()).context


def sent(
    told: Facts, *, by: Known = MEMBER, said: Answers = THIS_WEEK, begun: Context | None = None
) -> Done | Mend:
    return ZERO_REPORT.submit(Submission("d", said, begun or context()), asker(by), told)


def test_this_week_and_the_last_are_offered() -> None:
    assert [named.id for named in context().list_of("weeks")] == [WEEK, "2026-W46"]


def test_member_of_one_team_is_asked_for_the_week_only() -> None:
    assert [step.name for step in ZERO_REPORT.flow(context()).steps] == ["week"]


def test_member_of_two_teams_is_asked_for_the_team() -> None:
    steps = ZERO_REPORT.flow(context(OF_TWO_TEAMS)).steps

    assert [step.name for step in steps] == ["team", "week"]


def test_report_is_shown_before_it_is_sent() -> None:
    walk = Walk(ZERO_REPORT.flow, context()).type("1")

    assert walk.lines == ["zero.week.said", "review.lead", "zero.sum", "review.ask"]
    assert walk.type("đúng rồi").submitted is not None


def test_report_is_filed_for_the_team_and_week() -> None:
    done = sent(facts(week()))

    assert isinstance(done, Done)
    filed = FileZeroReport(ONE, WEEK, MEMBER.id, NOW, key=f"team:{ONE}/{WEEK}")
    assert (filed,) == done.changes
    assert f"{ONE}/{WEEK}" == done.record


def test_week_with_an_activity_is_no_idle_week() -> None:
    refused = sent(facts(week(ENTRY)))

    assert Mend("week", Text("zero.has_activity", count=1, week=LABEL)) == refused


def test_second_report_writes_nothing_and_offers_to_take_it_back() -> None:
    done = sent(facts(week(zero=True)))

    assert isinstance(done, Done)
    assert (((), (Text("zero.already", week=LABEL),))) == (done.changes, done.lines)
    assert [link.task for link in done.links] == ["zero_back"]


def test_report_of_a_team_that_was_left_is_refused() -> None:
    assert Mend("", Text("session.team_gone")) == sent(facts(), by=RAPID)


def test_report_without_a_week_asks_for_it() -> None:
    assert Mend("week", Text("miss.choice")) == sent(facts(), said=Answers())


def test_member_of_two_teams_reports_for_the_one_that_was_chosen() -> None:
    said = THIS_WEEK.given("team", Named(TWO, "Thôn 02"))

    done = sent(facts(week(team=TWO)), by=OF_TWO_TEAMS, said=said, begun=context(OF_TWO_TEAMS))

    assert isinstance(done, Done)
    assert done.changes[0].team_id == TWO


def withdrawn(changes: tuple) -> None:
    expected = WithdrawZeroReport(ONE, WEEK, NOW, MEMBER.id, key=f"team:{ONE}/{WEEK}")
    assert expected == changes[0]
    assert isinstance(changes[1], Audited)
    assert ("zero_report.withdrawn", f"{ONE}/{WEEK}") == (changes[1].action, changes[1].subject)


def test_undo_withdraws_the_report() -> None:
    assert ZERO_REPORT.undo is not None

    withdrawn(
        ZERO_REPORT.undo(f"{ONE}/{WEEK}", Submission("d", THIS_WEEK, context()), asker(MEMBER))
    )


# Taking it back


STANDING = facts({ZeroReportsNeed((ONE,)): (ZeroReportRow(ONE, "Thôn 01", WEEK),)})


def test_report_named_by_its_button_is_taken_back_without_a_question() -> None:
    begun = ZERO_BACK.begin(asker(MEMBER), f"{ONE}/{WEEK}", STANDING)

    walk = Walk(ZERO_BACK.flow, begun.context, begun.answers)

    assert begun.answers == walk.submitted


def test_taken_back_report_is_withdrawn_and_audited() -> None:
    begun = ZERO_BACK.begin(asker(MEMBER), f"{ONE}/{WEEK}", STANDING)

    done = ZERO_BACK.submit(Submission("d", begun.answers, begun.context), asker(MEMBER), facts())

    assert isinstance(done, Done)
    withdrawn(done.changes)


@pytest.mark.parametrize("argument", ["", f"{TWO}/{WEEK}"])
def test_which_report_is_asked_unless_it_stands(argument: str) -> None:
    begun = ZERO_BACK.begin(asker(MEMBER), argument, STANDING)

    assert Answers() == begun.answers
    assert [f"{ONE}/{WEEK}"] == [named.id for named in begun.context.list_of("standing")]


def test_nothing_to_take_back_is_said_at_once() -> None:
    begun = ZERO_BACK.begin(asker(MEMBER), "", facts({ZeroReportsNeed((ONE,)): ()}))

    assert Text("zero_back.none") == begun.refusal


def test_report_of_another_team_is_not_taken_back() -> None:
    chosen = Answers().given("report", Named(f"{TWO}/{WEEK}", ""))

    done = ZERO_BACK.submit(Submission("d", chosen, Context()), asker(MEMBER), facts())

    assert Done(lines=(Text("task.not_yours"),)) == done


def test_no_report_chosen_is_asked_again() -> None:
    refused = ZERO_BACK.submit(Submission("d", Answers(), Context()), asker(MEMBER), facts())

    assert Mend("report", Text("miss.choice")) == refused
