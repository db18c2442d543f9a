"""“Việc được giao”: what a team has to do, and its answer: xong, or vướng with a word why."""

from __future__ import annotations

from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Has, TextStep
from bot.dialog.text import Parameter, Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.assigning.figures import count_text, shortened
from handlers.assigning.notices import ANSWER, tell_giver
from models.assignment import AssignmentState
from models.assignment_changes import AnswerAssignment
from models.assignment_needs import LISTED_AFTER, AssignmentNeed, GivenNeed, GivenRow, GivenTeam
from models.changes import Audited
from models.needs import Facts
from models.people import Role

WHICH, VERDICT, SURE, WORD = "which", "verdict", "sure", "word"
DONE, BLOCKED = AssignmentState.DONE.value, AssignmentState.BLOCKED.value
YES, NO = "yes", "no"
WORD_LENGTH = 200

Item = tuple[GivenRow, GivenTeam]


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "", an assignment and a team, or these and a verdict: "id/thon-01/done"."""
    assignment_id, _, rest = argument.partition("/")
    team_id, _, verdict = rest.partition("/")
    items = _items(asker, assignment_id, facts)
    if not items:
        return Begun(refusal=Text("given.gone") if argument else Text("given.none"))
    is_one_team = len({team.team_id for _, team in items}) == 1
    named = tuple(_named(row, team, asker.today, is_one_team=is_one_team) for row, team in items)
    context = Context(lists=(("given", named),))
    if not argument:
        late = sum(_is_late(row, team, asker.today) for row, team in items)
        return Begun(context, lead=Text("given.late", count=late) if late else None)
    chosen = next((one for one in named if one.id == f"{assignment_id}/{team_id}"), None)
    if chosen is None:
        return Begun(refusal=Text("given.gone"))
    answers = Answers().given(WHICH, chosen)
    said = next((one for one in _verdicts() if one.id == verdict), None)
    if said is not None:
        answers = answers.given(VERDICT, said)
    return Begun(context, answers, lead=Text("given.which.said", value=chosen.label))


def _items(asker: Asker, assignment_id: str, facts: Facts) -> tuple[Item, ...]:
    """What this person may answer: for the own teams, and for any team where a coordinator was told
    in place of its leader.
    """
    teams = tuple(duty.team_id for duty in asker.person.teams(*WORKERS))
    rows = facts.of(GivenNeed(teams, asker.today - LISTED_AFTER)) if teams else ()
    items = tuple((row, team) for row in rows for team in row.teams)
    if not assignment_id or not asker.person.has(Role.COORDINATOR):
        return items
    row = facts.of(AssignmentNeed(assignment_id))
    if row is None or row.is_closed:
        return items
    return tuple((row, team) for team in row.teams if team.is_active)


def _named(row: GivenRow, team: GivenTeam, today: date, *, is_one_team: bool) -> Named:
    said: dict[str, Parameter] = {
        "title": shortened(row.title),
        "last": row.last,
        "state": _state(team),
    }
    is_late = _is_late(row, team, today)
    label = Text("given.item_late", **said) if is_late else Text("given.item", **said)
    if not is_one_team:
        label = Text("given.item_of", team=team.name, item=label)
    return Named(f"{row.id}/{team.team_id}", label)


def _is_late(row: GivenRow, team: GivenTeam, today: date) -> bool:
    is_open = team.state is not AssignmentState.DONE and not team.is_reached
    return row.last < today and is_open


def _state(team: GivenTeam) -> Text:
    said = {
        AssignmentState.OPEN: Text("given.state.open"),
        AssignmentState.DONE: Text("given.state.done"),
        AssignmentState.BLOCKED: Text("given.state.blocked"),
    }[team.state]
    if team.goal is None:
        return said
    count = count_text(team.counted, team.goal)
    if team.state is AssignmentState.OPEN and not team.is_reached:
        return count
    if team.is_reached:
        said = Text("given.state.reached")
    return Text("given.state.both", count=count, state=said)


def _verdicts() -> tuple[Named, ...]:
    return (
        Named(DONE, Text("button.given_done")),
        Named(BLOCKED, Text("button.given_blocked")),
    )


def _flow(context: Context) -> Flow:
    return Flow(
        name=ANSWER,
        version=1,
        steps=(
            ChoiceStep(
                name=WHICH,
                label=Text("label.given_which"),
                ask=Text("given.which.ask"),
                short=Text("given.which.short"),
                help=Text("given.which.help"),
                said=Text("given.which.said"),
                choices=context.list_of("given"),
            ),
            ChoiceStep(
                name=VERDICT,
                label=Text("label.given_verdict"),
                ask=Text("given.verdict.ask"),
                short=Text("given.verdict.ask"),
                help=Text("given.verdict.help"),
                said=Text("menu.said"),
                choices=_verdicts(),
            ),
            ChoiceStep(
                name=SURE,
                label=Text("label.given_verdict"),
                ask=Text("given.sure.ask"),
                short=Text("given.sure.ask"),
                help=Text("given.verdict.help"),
                said=Text("menu.said"),
                choices=(
                    Named(YES, Text("button.given_sure")),
                    Named(NO, Text("button.given_not_yet")),
                ),
                when=(Has(VERDICT, DONE),),
            ),
            TextStep(
                name=WORD,
                label=Text("label.given_word"),
                ask=Text("given.word.ask"),
                short=Text("given.word.short"),
                help=Text("given.word.help"),
                said=Text("given.word.said"),
                longest=WORD_LENGTH,
                when=(Has(VERDICT, BLOCKED),),
            ),
        ),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.given")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers = submission.answers
    chosen, verdict = answers.chosen(WHICH), answers.chosen(VERDICT)
    if chosen is None or verdict is None:
        return Done(next_task="menu")
    back = (Link(Text("button.given"), Text("word.given"), "given"),) if _works(asker) else ()
    if answers.has(SURE, NO):
        return Done(lines=(Text("given.kept"),), links=back)
    assignment_id, _, team_id = chosen.id.partition("/")
    items = _items(asker, assignment_id, facts)
    found = next(
        ((row, team) for row, team in items if (row.id, team.team_id) == (assignment_id, team_id)),
        None,
    )
    if found is None:
        return Done(lines=(Text("given.gone"),), links=back)
    row, team = found
    is_done = verdict.id == DONE
    word = None if is_done else answers.words(WORD)
    said = {"team": team.name, "title": shortened(row.title)}
    line = Text("answered.done", **said)
    if not is_done:
        line = Text("answered.blocked", word=word or "", **said)
    return Done(
        changes=(
            AnswerAssignment(
                assignment_id=row.id,
                team_id=team.team_id,
                state=AssignmentState(verdict.id),
                word=word,
                by_id=asker.person.id,
                at=asker.now,
            ),
            Audited(
                id=asker.new_id(),
                at=asker.now,
                by_id=asker.person.id,
                action="assignment.answered",
                subject=row.id,
                detail=(("team", team.team_id), ("state", verdict.id)),
            ),
            tell_giver(asker, identity=f"answered:{submission.dialog}", giver=row.by_id, line=line),
        ),
        lines=(Text("given.done_said", **said) if is_done else Text("given.blocked_said", **said),),
        links=back,
    )


def _works(asker: Asker) -> bool:
    return bool(asker.person.teams(*WORKERS))


GIVEN = Task(
    name="given",
    roles=frozenset(WORKERS),
    label=Text("button.given"),
    words=("việc được giao", "xem việc được giao", "việc giao cho tổ", "work given to us"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)

ANSWER_GIVEN = Task(
    name=ANSWER,
    roles=frozenset({*WORKERS, Role.COORDINATOR}),
    label=Text("button.given"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    serves_draft=True,
    from_notice=True,
)
