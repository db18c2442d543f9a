"""What was given is closed, gets more time, or another number for one team."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, NumberStep, Step
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.assigning.figures import amount, shortened
from handlers.assigning.give import LARGE_GOAL, deadline_step
from handlers.assigning.notices import tell_team
from handlers.assigning.send import GIVERS, GOAL, LAST
from models.assignment import AssignmentState
from models.assignment_changes import ChangeGoal, CloseAssignment, ExtendAssignment
from models.assignment_needs import AssignmentNeed, GivenRow
from models.changes import Audited
from models.needs import Facts

TEAM, SURE = "team", "sure"
YES, NO = "yes", "no"


def _open(asker: Asker, assignment_id: object, facts: Facts) -> GivenRow | None:
    """One that this person may change."""
    row = facts.of(AssignmentNeed(str(assignment_id)))
    if row is None or row.is_closed or not asker.person.has(*GIVERS):
        return None
    return row


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is an assignment."""
    row = _open(asker, argument, facts)
    if row is None:
        return Begun(refusal=Text("assignment.gone"))
    teams = tuple(Named(team.team_id, team.name) for team in row.asked)
    return Begun(
        Context(lists=(("teams", teams),), facts=(("assignment", row.id),)),
        lead=Text("assignment.head", title=row.title),
    )


def _row(submission: Submission, asker: Asker, facts: Facts) -> GivenRow | None:
    return _open(asker, submission.context.fact("assignment"), facts)


def _flow(name: str, *steps: Step) -> Flow:
    return Flow(name=name, version=1, steps=steps, draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.assignments")


def _gone() -> Done:
    return Done(lines=(Text("assignment.gone"),))


def _back(row: GivenRow) -> tuple[Link, ...]:
    return (
        Link(Text("button.this_given"), Text("word.this_given"), "assignment", row.id),
        Link(Text("button.assignments"), Text("word.assignments"), "assignments"),
    )


def _audited(asker: Asker, action: str, row: GivenRow, *detail: tuple[str, str | int]) -> Audited:
    return Audited(asker.new_id(), asker.now, asker.person.id, action, row.id, detail)


# Closing


def _flow_close(_context: Context) -> Flow:
    return _flow(
        "close_given",
        ChoiceStep(
            name=SURE,
            label=Text("button.close_given"),
            ask=Text("close_given.ask"),
            short=Text("close_given.ask"),
            help=Text("close_given.help"),
            said=Text("menu.said"),
            choices=(Named(YES, Text("button.close_given")), Named(NO, Text("button.keep_given"))),
        ),
    )


def _submit_close(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    row = _row(submission, asker, facts)
    if row is None:
        return _gone()
    if not submission.answers.has(SURE, YES):
        return Done(lines=(Text("close_given.kept"),), links=_back(row))
    return Done(
        changes=(
            CloseAssignment(row.id, asker.now),
            _audited(asker, "assignment.closed", row),
        ),
        lines=(Text("close_given.done", title=shortened(row.title)),),
        links=(Link(Text("button.assignments"), Text("word.assignments"), "assignments"),),
    )


# More time


def _flow_extend(_context: Context) -> Flow:
    return _flow("extend", deadline_step())


def _submit_extend(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """Earlier than before it may be as well, but neither over nor before its first day."""
    row, last = _row(submission, asker, facts), submission.answers.day(LAST)
    if row is None or last is None:
        return _gone()
    if last < asker.today:
        return Mend(LAST, Text("miss.day.past", day=last))
    if last < row.first:
        return Mend(LAST, Text("give.last.before_first", first=row.first))
    title = shortened(row.title)
    waiting = tuple(
        team
        for team in row.asked
        if team.is_active and team.state is not AssignmentState.DONE and not team.is_reached
    )
    notices = tuple(
        tell_team(
            asker,
            identity=f"extended:{submission.dialog}",
            team=(team.team_id, team.kind),
            assignment_id=row.id,
            lines=(
                Text("extend.notice", team=team.name, title=row.title, last=last),
                Text("given.notice.how"),
            ),
            last=last,
        )
        for team in waiting
    )
    return Done(
        changes=(
            ExtendAssignment(row.id, last),
            _audited(asker, "assignment.extended", row, ("last", last.isoformat())),
            *notices,
        ),
        lines=(Text("extend.done", title=title, last=last, count=len(waiting)),),
        links=_back(row),
    )


# Another number for one team


def _begin_goal(asker: Asker, argument: str, facts: Facts) -> Begun:
    row = _open(asker, argument, facts)
    if row is not None and not row.figure:
        return Begun(refusal=Text("change_goal.none"))
    return _begin(asker, argument, facts)


def _flow_goal(context: Context) -> Flow:
    return _flow(
        "change_goal",
        ChoiceStep(
            name=TEAM,
            label=Text("label.team"),
            ask=Text("change_goal.which"),
            short=Text("change_goal.which"),
            help=Text("change_goal.help"),
            said=Text("menu.said"),
            choices=context.list_of("teams"),
        ),
        NumberStep(
            name=GOAL,
            label=Text("label.given_goal"),
            ask=Text("change_goal.ask"),
            short=Text("give.goal.short"),
            help=Text("change_goal.help"),
            said=Text("give.goal.said"),
            least=1,
            too_few=Text("give.goal.too_few"),
            limit=LARGE_GOAL,
        ),
    )


def _submit_goal(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    row, goal = _row(submission, asker, facts), submission.answers.number(GOAL)
    chosen = submission.answers.chosen(TEAM)
    if row is None or chosen is None or goal is None or not row.figure:
        return _gone()
    team = row.team(chosen.id)
    if team is None or not team.is_active:
        return Mend(TEAM, Text("give.teams.gone", teams=(chosen.label,)))
    if goal < 1:
        return Mend(GOAL, Text("give.goal.too_few"))
    said = amount(goal, row.figure, row.figure_label, row.figure_unit)
    notice = tell_team(
        asker,
        identity=f"goal:{submission.dialog}",
        team=(team.team_id, team.kind),
        assignment_id=row.id,
        lines=(
            Text("change_goal.notice", team=team.name, title=row.title, goal=said),
            Text("given.notice.until", last=row.last),
        ),
        last=row.last,
    )
    return Done(
        changes=(
            ChangeGoal(row.id, team.team_id, goal),
            _audited(
                asker, "assignment.goal", row,
                ("team", team.team_id), ("before", team.goal or 0), ("goal", goal),
            ),
            notice,
        ),
        lines=(Text("change_goal.done", team=team.name, goal=said),),
        links=_back(row),
    )  # fmt: skip


CLOSE_GIVEN = Task(
    name="close_given",
    roles=GIVERS,
    label=Text("button.close_given"),
    words=(),
    begin=_begin,
    flow=_flow_close,
    submit=_submit_close,
    in_menu=False,
)

EXTEND = Task(
    name="extend",
    roles=GIVERS,
    label=Text("button.extend"),
    words=(),
    begin=_begin,
    flow=_flow_extend,
    submit=_submit_extend,
    in_menu=False,
)

CHANGE_GOAL = Task(
    name="change_goal",
    roles=GIVERS,
    label=Text("button.change_goal"),
    words=(),
    begin=_begin_goal,
    flow=_flow_goal,
    submit=_submit_goal,
    in_menu=False,
)
