"""“Việc đã giao”: how far everything given has come, the earliest deadline first."""

from __future__ import annotations

from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Parameter, Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.assigning.figures import shortened
from handlers.assigning.goals import sum_of
from handlers.assigning.send import GIVERS
from models.assignment import AssignmentState
from models.assignment_needs import (
    LISTED_AFTER,
    AssignmentsNeed,
    GivenRow,
    GivenTeam,
)
from models.needs import Facts

WHICH = "which"


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    rows = facts.of(AssignmentsNeed(asker.today - LISTED_AFTER))
    if not rows:
        return Begun(refusal=Text("assignments.none"))
    named = tuple(Named(row.id, _item(row, asker.today)) for row in rows)
    return Begun(Context(lists=(("assignments", named),)))


def _item(row: GivenRow, today: date) -> Text:
    said: dict[str, Parameter] = {
        "title": shortened(row.title),
        "last": row.last,
        "states": states_of(row),
    }
    if row.figure:
        said["states"] = Text("assignments.with_sum", sum=sum_of(row), states=states_of(row))
    if row.last < today:
        return Text("assignments.item_late", **said)
    return Text("assignments.item", **said)


def states_of(row: GivenRow) -> Text:
    """Reached by itself is as good as done."""
    done = sum(is_done(team) for team in row.asked)
    blocked = sum(is_blocked(team) for team in row.asked)
    open_ = len(row.asked) - done - blocked
    return Text("assignments.states", done=done, blocked=blocked, open=open_)


def is_done(team: GivenTeam) -> bool:
    return team.state is AssignmentState.DONE or team.is_reached


def is_blocked(team: GivenTeam) -> bool:
    return team.state is AssignmentState.BLOCKED and not team.is_reached


def _flow(context: Context) -> Flow:
    step = ChoiceStep(
        name=WHICH,
        label=Text("label.given_which"),
        ask=Text("assignments.ask"),
        short=Text("assignments.ask"),
        help=Text("assignments.help"),
        said=Text("menu.said"),
        choices=context.list_of("assignments"),
    )
    return Flow(
        name="assignments", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.assignments")


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen(WHICH)
    return Done(next_task=f"assignment:{chosen.id}" if chosen else "menu")


ASSIGNMENTS = Task(
    name="assignments",
    roles=GIVERS,
    label=Text("button.assignments"),
    words=("việc đã giao", "xem việc đã giao", "work given"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
