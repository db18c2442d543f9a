"""What was to be given is given: looked at once more, written, and told to each team."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.task import Asker, Done, Link, Mend, Submission
from handlers.assigning.figures import NOTHING, amount
from handlers.assigning.notices import tell_team
from models.assignment_changes import GiveAssignment
from models.assignment_needs import AskedTeam, AskedTeamsNeed
from models.changes import Audited, Notify
from models.commune import TeamKind
from models.goals import FIGURES
from models.needs import Facts, IndicatorsNeed
from models.people import Role

WHAT, FIGURE, GOAL, FIRST, LAST, WHOM, TEAMS = (
    "what", "figure", "goal", "first", "last", "whom", "teams",
)  # fmt: skip
ALL, CHOSEN = "all", "chosen"
GIVERS = frozenset({Role.COORDINATOR})

UNLED_NAMED = 8


def submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """The assignment bears the dialog's own id: whatever is sent twice is given once."""
    if not asker.person.has(*GIVERS):
        return Done(lines=(Text("task.not_yours"),))
    facts.require((AskedTeamsNeed(), IndicatorsNeed()))
    answers, teams = submission.answers, facts.of(AskedTeamsNeed())
    given = _read(submission.dialog, answers, asker, teams)
    if isinstance(given, Mend):
        return given
    units = {row.id: row.unit for row in facts.of(IndicatorsNeed())}
    if given.figure and given.figure not in (*FIGURES, *units):
        return Mend(FIGURE, Text("give.figure.gone"))
    asked = {team_id for team_id, _ in given.teams}
    told = tuple(team for team in teams if team.id in asked)
    goal = None
    figure, number = answers.chosen(FIGURE), answers.number(GOAL)
    if given.figure and figure is not None and number is not None:
        goal = amount(number, given.figure, figure.label, units.get(given.figure, ""))
    return Done(
        changes=(
            given,
            _audited(given, asker),
            *_notices(given, told, goal, asker),
        ),
        lines=(
            Text("give.done", what=given.title, count=len(told), last=given.last),
            *_unled(told),
        ),
        links=(
            Link(Text("button.assignments"), Text("word.assignments"), "assignments"),
            Link(Text("button.give_more"), Text("word.give"), "give"),
        ),
    )


def _read(
    id_: str, answers: Answers, asker: Asker, teams: tuple[AskedTeam, ...]
) -> GiveAssignment | Mend:
    what, last = answers.words(WHAT), answers.day(LAST)
    figure, goal = answers.chosen(FIGURE), answers.number(GOAL)
    if not what or figure is None:
        return Mend(FIGURE if what else WHAT, Text("miss.needed"))
    is_counted = figure.id != NOTHING
    if is_counted and (goal is None or goal < 1):
        return Mend(GOAL, Text("give.goal.too_few"))
    if last is None or last < asker.today:
        return Mend(LAST, Text("miss.day.past", day=last) if last else Text("miss.needed"))
    first = (answers.day(FIRST) if is_counted else None) or asker.today
    if first > last:
        return Mend(LAST, Text("give.last.before_first", first=first))
    asked = _asked(answers, teams)
    if isinstance(asked, Mend):
        return asked
    return GiveAssignment(
        id=id_,
        title=what,
        figure=figure.id if is_counted else None,
        first=first,
        last=last,
        by_id=asker.person.id,
        at=asker.now,
        teams=tuple((team_id, goal if is_counted else None) for team_id in asked),
    )


def _asked(answers: Answers, teams: tuple[AskedTeam, ...]) -> tuple[str, ...] | Mend:
    if answers.has(WHOM, ALL):
        every = tuple(team.id for team in teams if team.kind is TeamKind.TO)
        return every or Mend(WHOM, Text("give.no_teams"))
    known = {team.id for team in teams}
    ticked = answers.ticked(TEAMS)
    gone = tuple(team.label for team in ticked if team.id not in known)
    if gone:
        return Mend(TEAMS, Text("give.teams.gone", teams=gone))
    if not ticked:
        return Mend(WHOM, Text("give.teams.none"))
    return tuple(team.id for team in ticked)


def _audited(given: GiveAssignment, asker: Asker) -> Audited:
    goals = {goal for _, goal in given.teams if goal is not None}
    counted = (("figure", given.figure or ""), ("goal", max(goals))) if goals else ()
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="assignment.given",
        subject=given.id,
        detail=(("teams", ",".join(team_id for team_id, _ in given.teams)), *counted),
    )


def _notices(
    given: GiveAssignment, teams: tuple[AskedTeam, ...], goal: Text | None, asker: Asker
) -> tuple[Notify, ...]:
    """A coordinator hears of a team that nobody leads, but not of a whole commune of them."""
    is_few = sum(not team.is_led for team in teams) <= UNLED_NAMED
    return tuple(_notice(given, team, goal, asker, is_few=is_few) for team in teams)


def _notice(
    given: GiveAssignment, team: AskedTeam, goal: Text | None, asker: Asker, *, is_few: bool
) -> Notify:
    until = (
        Text("given.notice.goal", goal=goal, first=given.first, last=given.last)
        if goal
        else Text("given.notice.until", last=given.last)
    )
    head = Text("given.notice", name=asker.person.name, team=team.name, title=given.title)
    return tell_team(
        asker,
        identity=f"given:{given.id}",
        team=(team.id, team.kind),
        assignment_id=given.id,
        lines=(head, until, Text("given.notice.how")),
        last=given.last,
        is_led=team.is_led or not is_few,
    )


def _unled(teams: tuple[AskedTeam, ...]) -> tuple[Text, ...]:
    """Whom nobody of the team can tell."""
    names = tuple(team.name for team in teams if not team.is_led)
    if not names:
        return ()
    if len(names) > UNLED_NAMED:
        more = len(names) - UNLED_NAMED
        return (Text("give.unled_more", teams=names[:UNLED_NAMED], more=more),)
    return (Text("give.unled", teams=names),)
