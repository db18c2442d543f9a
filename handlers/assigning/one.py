"""One thing that was given, team by team: who is blocked first, then who has not answered."""

from __future__ import annotations

from datetime import date

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.assigning.figures import count_text
from handlers.assigning.goals import sum_of
from handlers.assigning.overview import is_blocked, is_done, states_of
from handlers.assigning.send import GIVERS
from models.assignment import AssignmentState
from models.assignment_needs import AssignmentNeed, GivenRow, GivenTeam
from models.needs import Facts

PAGE = 7
"""Teams on a page: with its head and the sums at most twelve lines."""


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is an assignment, or one and a page: "id/1"."""
    assignment_id, _, page = argument.partition("/")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < PAGE else 0
    return Begun(Context(facts=(("assignment", assignment_id), ("page", number))))


def _flow(_context: Context) -> Flow:
    return Flow(
        name="assignment", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.assignments")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    assignment_id = submission.context.fact("assignment")
    row = facts.of(AssignmentNeed(str(assignment_id)))
    if not asker.person.has(*GIVERS):
        return Done(lines=(Text("task.not_yours"),))
    if row is None:
        return Done(lines=(Text("assignment.gone"),))
    teams = sorted(row.asked, key=_need_of_care)
    page = submission.context.number("page")
    shown = teams[page * PAGE : (page + 1) * PAGE]
    if page and not shown:
        return Done(next_task=f"assignment:{row.id}")
    is_more = (page + 1) * PAGE < len(teams)
    return Done(
        lines=(*_head(row, asker.today), *(_team_line(row, team) for team in shown)),
        links=_links(row, page + 1 if is_more else 0),
    )


def _need_of_care(team: GivenTeam) -> int:
    """Who is blocked first, then who has not answered; the teams' order among equals."""
    if is_blocked(team):
        return 0
    return 2 if is_done(team) else 1


def _head(row: GivenRow, today: date) -> tuple[Text, ...]:
    lines = [Text("assignment.head", title=row.title)]
    if row.is_closed:
        lines.append(Text("assignment.closed"))
    elif row.last < today:
        lines.append(Text("assignment.late", last=row.last))
    elif row.figure:
        lines.append(Text("assignment.days", first=row.first, last=row.last))
    else:
        lines.append(Text("assignment.until", last=row.last))
    states = states_of(row)
    lines.append(
        Text("assignment.sum", sum=sum_of(row), states=states)
        if row.figure
        else Text("assignment.states", states=states)
    )
    return tuple(lines)


def _team_line(row: GivenRow, team: GivenTeam) -> Text:
    name = team.name
    if row.figure and team.goal is not None:
        return _goal_line(team)
    match team.state:
        case AssignmentState.DONE:
            return Text("assignment.team_done", name=name)
        case AssignmentState.BLOCKED:
            return Text("assignment.team_blocked", name=name, word=team.word)
        case AssignmentState.OPEN:
            return Text("assignment.team_open", name=name)


def _goal_line(team: GivenTeam) -> Text:
    count, name = count_text(team.counted, team.goal or 0), team.name
    if team.is_reached:
        return Text("assignment.team_reached", name=name, count=count)
    match team.state:
        case AssignmentState.DONE:
            return Text("assignment.goal_done", name=name, count=count)
        case AssignmentState.BLOCKED:
            return Text("assignment.goal_blocked", name=name, count=count, word=team.word)
        case AssignmentState.OPEN:
            return Text("assignment.count", name=name, count=count)


def _links(row: GivenRow, following: int) -> tuple[Link, ...]:
    links: list[Link] = []
    if following:
        links.append(
            Link(
                Text("button.next_page"), Text("word.next_page"), "assignment",
                f"{row.id}/{following}",
            )
        )  # fmt: skip
    if not row.is_closed:
        if row.figure:
            links.append(
                Link(Text("button.change_goal"), Text("word.change_goal"), "change_goal", row.id)
            )
        links += [
            Link(Text("button.extend"), Text("word.extend"), "extend", row.id),
            Link(Text("button.close_given"), Text("word.close_given"), "close_given", row.id),
        ]
    links.append(Link(Text("button.assignments"), Text("word.assignments"), "assignments"))
    return tuple(links)


ASSIGNMENT = Task(
    name="assignment",
    roles=GIVERS,
    label=Text("button.assignments"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
