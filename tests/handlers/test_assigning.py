"""Giving work, answering it, and looking after it: who may, what is refused, who is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.message import message_from_text
from bot.dialog.text import Text
from bot.task import Asker, Done, Mend, Submission, Task
from handlers.assigning.answer import ANSWER_GIVEN, GIVEN
from handlers.assigning.change import CHANGE_GOAL, CLOSE_GIVEN, EXTEND
from handlers.assigning.give import GIVE
from handlers.assigning.goals import commune_goal_lines, goal_lines
from handlers.assigning.one import ASSIGNMENT
from handlers.assigning.overview import ASSIGNMENTS
from models.assignment import AssignmentState
from models.assignment_changes import (
    AnswerAssignment,
    ChangeGoal,
    CloseAssignment,
    ExtendAssignment,
    GiveAssignment,
)
from models.changes import Audited, Change, Notify
from models.load import Known
from models.people import Role
from tests.handlers.given import (
    DOI,
    GOAL,
    LAST,
    TASK,
    TITLE,
    given_facts,
    given_row,
    given_team,
    goal_row,
)
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OF_TWO_TEAMS,
    ONE,
    TODAY,
    TWO,
    asker,
    facts,
)

YESTERDAY = TODAY - timedelta(days=1)
DIALOG = "dialog0000000001"
NONE, VNEID = Named("none", "Không đếm số"), Named("vneid", "Cài VNeID")
ALL, CHOSEN = Named("all", "Tất cả"), Named("chosen", "Chọn từng tổ")

PLAIN: dict[str, Value] = {"what": TITLE, "figure": NONE, "last": LAST, "whom": ALL}
COUNTED: dict[str, Value] = {**PLAIN, "figure": VNEID, "goal": 20, "first": TODAY}


def given(
    answers: dict[str, Value], by: Known = COORDINATOR, who: Asker | None = None
) -> Done | Mend:
    context = GIVE.begin(asker(COORDINATOR), "", facts(given_facts())).context
    submission = Submission(DIALOG, Answers(tuple(answers.items())), context)
    return GIVE.submit(submission, who or asker(by), facts(given_facts()))


def done(found: Done | Mend) -> Done:
    assert isinstance(found, Done)
    return found


def mended(found: Done | Mend) -> tuple[str, str]:
    assert isinstance(found, Mend)
    return found.step, found.text.id


def of_kind(changes: tuple[Change, ...], kind: type) -> list[Any]:
    return [change for change in changes if isinstance(change, kind)]


# Giving


def test_every_to_is_given_it_and_no_doi() -> None:
    (change,) = of_kind(done(given(PLAIN)).changes, GiveAssignment)

    assert change.teams == ((ONE, None), (TWO, None))
    assert (change.title, change.figure, change.first, change.last) == (TITLE, None, TODAY, LAST)


def test_assignment_bears_the_name_of_its_dialog() -> None:
    """So a second submission of the same dialog cannot give it twice."""
    (change,) = of_kind(done(given(PLAIN)).changes, GiveAssignment)

    assert change.id == DIALOG


def test_goal_is_the_same_for_each_team_at_first() -> None:
    (change,) = of_kind(done(given(COUNTED)).changes, GiveAssignment)

    assert (change.figure, change.teams) == ("vneid", ((ONE, 20), (TWO, 20)))


def test_leaders_are_told_and_a_coordinator_for_a_team_that_has_none() -> None:
    chosen = {**PLAIN, "whom": CHOSEN, "teams": (Named(ONE, "1"), Named(TWO, "2"), Named(DOI, "Đ"))}

    notices = of_kind(done(given(chosen)).changes, Notify)

    assert [(n.role, n.team_id, n.or_role) for n in notices] == [
        (Role.LEADER, ONE, None),
        (Role.LEADER, TWO, Role.COORDINATOR),
        (Role.RAPID, DOI, None),
    ]
    message = message_from_text(notices[0].message)
    assert [way.id for way in message.ways] == [
        f"start.0.answer:{DIALOG}/{ONE}/done",
        f"start.0.answer:{DIALOG}/{ONE}/blocked",
    ]
    assert Text("give.unled", teams=("Thôn 02",)) in done(given(chosen)).lines


def test_notice_waits_for_the_morning_and_is_wanted_until_the_deadline() -> None:
    night = replace(asker(COORDINATOR), now=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))

    (notice, *_) = of_kind(done(given(PLAIN, who=night)).changes, Notify)

    assert notice.not_before == datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert notice.valid_until == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def test_notice_of_a_deadline_tonight_is_still_said_in_the_morning() -> None:
    night = replace(asker(COORDINATOR), now=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))

    (notice, *_) = of_kind(done(given({**PLAIN, "last": TODAY}, who=night)).changes, Notify)

    assert notice.valid_until > notice.not_before


def test_it_is_noted_with_ids_and_figures_alone() -> None:
    (audited,) = of_kind(done(given(COUNTED)).changes, Audited)

    assert (audited.action, audited.subject) == ("assignment.given", DIALOG)
    assert dict(audited.detail) == {"teams": f"{ONE},{TWO}", "figure": "vneid", "goal": 20}


@pytest.mark.parametrize(
    ("changed", "step", "said"),
    [
        ({"last": YESTERDAY}, "last", "miss.day.past"),
        ({"first": LAST + timedelta(days=1)}, "last", "give.last.before_first"),
        ({"goal": 0}, "goal", "give.goal.too_few"),
        ({"goal": None}, "goal", "give.goal.too_few"),
        ({"figure": Named("gone", "Mục cũ")}, "figure", "give.figure.gone"),
        ({"whom": CHOSEN, "teams": ()}, "whom", "give.teams.none"),
        ({"whom": CHOSEN, "teams": (Named("thon-99", "99"),)}, "teams", "give.teams.gone"),
        ({"what": ""}, "what", "miss.needed"),
    ],
)
def test_what_has_become_wrong_is_asked_again(
    changed: dict[str, Value], step: str, said: str
) -> None:
    assert mended(given({**COUNTED, **changed})) == (step, said)


def test_who_is_no_coordinator_any_more_gives_nothing() -> None:
    assert given(PLAIN, LEADER) == Done(lines=(Text("task.not_yours"),))


# Answering


def begin(task: Task, by: Known, argument: str, *rows: object) -> Submission | str:
    known = facts(given_facts(*rows) | given_facts(*rows, teams=(ONE, TWO)))
    begun = task.begin(asker(by), argument, known)
    return begun.refusal.id if begun.refusal else Submission(DIALOG, begun.answers, begun.context)


def answered(
    by: Known, argument: str, *rows: object, later: tuple[object, ...] | None = None, **said: Value
) -> Done:
    """Begun with `rows`; submitted with `later`, where that differs."""
    begun = begin(ANSWER_GIVEN, by, argument, *rows)
    assert isinstance(begun, Submission)
    answers = begun.answers.with_all(Answers(tuple(said.items())))
    stand = rows if later is None else later
    known = facts(given_facts(*stand) | given_facts(*stand, teams=(ONE, TWO)))
    return done(ANSWER_GIVEN.submit(replace(begun, answers=answers), asker(by), known))


YES, NO = Named("yes", "Đúng"), Named("no", "Chưa")


def test_done_is_written_and_told_to_who_gave_it() -> None:
    found = answered(LEADER, f"{TASK}/{ONE}/done", given_row(), sure=YES)

    (change,) = of_kind(found.changes, AnswerAssignment)
    assert (change.state, change.word, change.by_id) == (AssignmentState.DONE, None, LEADER.id)
    (notice,) = of_kind(found.changes, Notify)
    assert (notice.role, notice.person_id) == (Role.COORDINATOR, COORDINATOR.id)
    (line,) = message_from_text(notice.message).lines
    assert line == Text("answered.done", team="Thôn 01", title=TITLE)


def test_blocked_brings_its_word_along() -> None:
    found = answered(MEMBER, f"{TASK}/{ONE}/blocked", given_row(), word="mất mạng")

    (change,) = of_kind(found.changes, AnswerAssignment)
    assert (change.state, change.word) == (AssignmentState.BLOCKED, "mất mạng")
    (notice,) = of_kind(found.changes, Notify)
    (line,) = message_from_text(notice.message).lines
    assert line == Text("answered.blocked", team="Thôn 01", title=TITLE, word="mất mạng")
    (audited,) = of_kind(found.changes, Audited)
    assert "mất mạng" not in str(audited.detail)


def test_not_yet_changes_nothing() -> None:
    found = answered(LEADER, f"{TASK}/{ONE}/done", given_row(), sure=NO)

    assert (found.changes, found.lines) == ((), (Text("given.kept"),))


@pytest.mark.parametrize(
    "argument",
    [f"{TASK}/{TWO}/done", "foreign000000001/thon-01/done", f"{TASK}//done", "x", f"{TASK}/{ONE}x"],
)
def test_argument_of_another_team_or_of_nothing_opens_nothing(argument: str) -> None:
    row = given_row(given_team(ONE), given_team(TWO))
    only_own = replace(row, teams=row.teams[:1])

    assert begin(ANSWER_GIVEN, LEADER, argument, only_own) == "given.gone"


def test_member_of_another_team_answers_nothing_even_with_the_dialog_open() -> None:
    """Moved to another team in the middle of the dialog."""
    found = answered(LEADER, f"{TASK}/{ONE}/done", given_row(), later=(), sure=YES)

    assert (found.changes, found.lines) == ((), (Text("given.gone"),))


def test_what_was_closed_meanwhile_takes_no_answer() -> None:
    closed = replace(given_row(), is_closed=True)

    found = answered(LEADER, f"{TASK}/{ONE}/done", given_row(), later=(closed,), sure=YES)

    assert (found.changes, found.lines) == ((), (Text("given.gone"),))


def test_coordinator_told_in_place_of_a_leader_answers_for_the_team() -> None:
    found = answered(COORDINATOR, f"{TASK}/{ONE}/done", given_row(), sure=YES)

    (change,) = of_kind(found.changes, AnswerAssignment)
    assert (change.team_id, change.by_id) == (ONE, COORDINATOR.id)


def test_verdict_that_is_none_is_asked_for() -> None:
    begun = begin(ANSWER_GIVEN, LEADER, f"{TASK}/{ONE}/explode", given_row())

    assert isinstance(begun, Submission)
    assert set(begun.answers) == {"which"}


def items(by: Known, *rows: object) -> list[Text]:
    begun = begin(GIVEN, by, "", *rows)
    assert isinstance(begun, Submission)
    return [named.label for named in begun.context.list_of("given")]  # type: ignore[misc]


def test_list_shows_deadline_and_how_far_it_is() -> None:
    late = given_row(last=YESTERDAY)
    (first, second) = items(LEADER, late, goal_row(16))

    assert first == Text(
        "given.item_late", title=TITLE, last=YESTERDAY, state=Text("given.state.open")
    )
    count = Text("goal.count", counted=16, goal=20)
    assert second == Text("given.item", title=TITLE, last=LAST, state=count)


def test_goal_is_reached_by_itself_and_the_count_goes_on() -> None:
    (item,) = items(LEADER, goal_row(23))

    count = Text("goal.count", counted=23, goal=20)
    reached = Text("given.state.both", count=count, state=Text("given.state.reached"))
    assert item == Text("given.item", title=TITLE, last=LAST, state=reached)


def test_reached_goal_is_never_late() -> None:
    (item,) = items(LEADER, goal_row(23, last=YESTERDAY))

    assert item.id == "given.item"


def test_member_of_two_teams_sees_whose_it_is() -> None:
    both = given_row(given_team(ONE), given_team(TWO))

    assert [item.id for item in items(OF_TWO_TEAMS, both)] == ["given.item_of"] * 2


def test_nothing_given_is_said() -> None:
    assert begin(GIVEN, LEADER, "") == "given.none"


# Looking after it


def page(argument: str, *rows: object, by: Known = COORDINATOR) -> Done:
    begun = begin(ASSIGNMENT, by, argument, *rows)
    assert isinstance(begun, Submission)
    return done(ASSIGNMENT.submit(begun, asker(by), facts(given_facts(*rows))))


def test_overview_sums_up_each_of_them() -> None:
    row = goal_row(25, 4, 0)
    begun = begin(ASSIGNMENTS, COORDINATOR, "", row)

    assert isinstance(begun, Submission)
    (item,) = begun.context.list_of("assignments")
    states = Text("assignments.states", done=1, blocked=0, open=2)
    total = Text("goal.count", counted=29, goal=60)
    both = Text("assignments.with_sum", sum=total, states=states)
    assert item == Named(GOAL, Text("assignments.item", title=TITLE, last=LAST, states=both))


def test_blocked_team_stands_first_and_done_ones_last() -> None:
    row = given_row(
        given_team("thon-01", name="A", state=AssignmentState.DONE),
        given_team("thon-02", name="B"),
        given_team("thon-03", name="C", state=AssignmentState.BLOCKED, word="mất mạng"),
    )

    lines = page(TASK, row).lines

    assert [line.id for line in lines[-3:]] == [
        "assignment.team_blocked",
        "assignment.team_open",
        "assignment.team_done",
    ]


def test_page_has_seven_teams_and_leads_to_the_next() -> None:
    row = goal_row(*range(10))

    first, second = page(GOAL, row), page(f"{GOAL}/1", row)

    assert [len(found.lines) for found in (first, second)] == [10, 6]
    assert [found.links[0].argument for found in (first, second)] == [f"{GOAL}/1", GOAL]
    assert page(f"{GOAL}/9", row) == Done(next_task=f"assignment:{GOAL}")


def test_page_of_what_is_not_there_says_so() -> None:
    assert page(TASK) == Done(lines=(Text("assignment.gone"),))


@pytest.mark.parametrize("task", [ASSIGNMENT, CLOSE_GIVEN, EXTEND, CHANGE_GOAL])
def test_leader_looks_after_nothing(task: Task) -> None:
    row = goal_row(3)
    begun = task.begin(asker(COORDINATOR), GOAL, facts(given_facts(row)))
    answers = Answers((("sure", YES), ("last", LAST), ("team", Named(ONE, "Thôn 01")), ("goal", 3)))

    found = done(
        task.submit(
            Submission(DIALOG, answers, begun.context), asker(LEADER), facts(given_facts(row))
        )
    )

    assert found.changes == ()


def changed(task: Task, row: object, **said: Value) -> Done | Mend:
    known = facts(given_facts(row))
    begun = task.begin(asker(COORDINATOR), GOAL, known)
    answers = Answers(tuple(said.items()))
    return task.submit(Submission(DIALOG, answers, begun.context), asker(COORDINATOR), known)


def test_closing_asks_first() -> None:
    row = goal_row(3)

    assert of_kind(done(changed(CLOSE_GIVEN, row, sure=YES)).changes, CloseAssignment) == [
        CloseAssignment(GOAL, NOW)
    ]
    assert done(changed(CLOSE_GIVEN, row, sure=NO)).changes == ()


def test_more_time_is_told_to_whoever_is_not_done() -> None:
    found = done(changed(EXTEND, goal_row(25, 3), last=date(2026, 12, 15)))

    assert of_kind(found.changes, ExtendAssignment) == [ExtendAssignment(GOAL, date(2026, 12, 15))]
    assert [notice.team_id for notice in of_kind(found.changes, Notify)] == [TWO]


def test_deadline_is_never_moved_into_the_past_nor_before_the_first_day() -> None:
    assert mended(changed(EXTEND, goal_row(3), last=YESTERDAY)) == ("last", "miss.day.past")
    ahead = goal_row(3, first=LAST)
    assert mended(changed(EXTEND, ahead, last=TODAY)) == ("last", "give.last.before_first")


def test_one_teams_goal_is_another_and_its_leader_is_told() -> None:
    found = done(changed(CHANGE_GOAL, goal_row(3, 4), team=Named(TWO, "Thôn 02"), goal=8))

    assert of_kind(found.changes, ChangeGoal) == [ChangeGoal(GOAL, TWO, 8)]
    (notice,) = of_kind(found.changes, Notify)
    assert (notice.role, notice.team_id) == (Role.LEADER, TWO)


def test_goal_of_nought_and_a_foreign_team_are_refused() -> None:
    one, foreign = Named(ONE, "Thôn 01"), Named("thon-99", "Thôn 99")

    assert mended(changed(CHANGE_GOAL, goal_row(3), team=one, goal=0))[0] == "goal"
    assert mended(changed(CHANGE_GOAL, goal_row(3), team=foreign, goal=5))[0] == "team"


def test_task_without_a_number_has_no_goal_to_change() -> None:
    row = given_row()

    assert begin(CHANGE_GOAL, COORDINATOR, TASK, row) == "change_goal.none"


# Lines for the weeks


def test_week_shows_goals_as_counted_of_goal() -> None:
    count = Text("goal.count", counted=16, goal=20)

    assert goal_lines((goal_row(16),), TODAY) == (
        Text("goal.line", title=TITLE, count=count, last=LAST),
    )
    assert goal_lines((goal_row(16, last=YESTERDAY),), TODAY)[0].id == "goal.late"
    assert goal_lines((goal_row(21),), TODAY)[0].id == "goal.reached"
    assert goal_lines((), TODAY) == ()


def test_week_shows_three_goals_and_says_how_many_more() -> None:
    lines = goal_lines((goal_row(1),) * 5, TODAY)

    assert len(lines) == 4
    assert lines[-1] == Text("goal.more", count=2)


def test_communes_week_sums_up_its_teams() -> None:
    (line,) = commune_goal_lines((goal_row(25, 4),), TODAY)

    count = Text("goal.count", counted=29, goal=40)
    assert line == Text("goal.of_teams", title=TITLE, count=count, reached=1, teams=2, last=LAST)


def test_long_title_is_cut_at_a_word() -> None:
    (line,) = goal_lines((goal_row(1, title="Vận động " * 20),), TODAY)

    title = dict(line.parameters)["title"]
    assert isinstance(title, str)
    assert len(title) <= 61
    assert title.endswith("…")
