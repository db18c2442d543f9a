"""“Giao việc”: a coordinator gives teams something to do, or to reach, until a day."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import (
    ChoiceStep,
    DayOffer,
    Has,
    Lacks,
    NumberStep,
    PlanDayStep,
    Step,
    TextStep,
    TicksStep,
)
from bot.dialog.text import Text
from bot.task import Asker, Begun, Task
from handlers.assigning.figures import NOTHING, amount, figure_choices
from handlers.assigning.send import (
    ALL,
    CHOSEN,
    FIGURE,
    FIRST,
    GIVERS,
    GOAL,
    LAST,
    TEAMS,
    WHAT,
    WHOM,
    submit,
)
from models.assignment_needs import AskedTeamsNeed
from models.commune import TeamKind
from models.needs import Facts, IndicatorsNeed

TITLE_LENGTH = 200
LARGE_GOAL = 1_000
"""Of one village; above it the number is asked for once more."""

YEAR = 366  # days


def _begin(_asker: Asker, _argument: str, facts: Facts) -> Begun:
    facts.require((AskedTeamsNeed(), IndicatorsNeed()))
    teams = facts.of(AskedTeamsNeed())
    if not teams:
        return Begun(refusal=Text("give.no_teams"))
    indicators = facts.of(IndicatorsNeed())
    units = tuple((f"unit.{row.id}", row.unit) for row in indicators)
    to_count = sum(team.kind is TeamKind.TO for team in teams)
    return Begun(
        Context(
            lists=(
                ("figures", figure_choices(indicators)),
                ("teams", tuple(Named(team.id, team.name) for team in teams)),
            ),
            facts=(("all", to_count), *units),
        )
    )


def _flow(context: Context) -> Flow:
    return Flow(
        name="give",
        version=1,
        steps=(*_what(context), *_when(), *_whom(context)),
        draft=_draft,
        summary=lambda answers: _summary(answers, context),
    )


def _what(context: Context) -> tuple[Step, ...]:
    return (
        TextStep(
            name=WHAT,
            label=Text("label.given_what"),
            ask=Text("give.what.ask"),
            short=Text("give.what.short"),
            help=Text("give.what.help"),
            said=Text("give.what.said"),
            longest=TITLE_LENGTH,
        ),
        ChoiceStep(
            name=FIGURE,
            label=Text("label.given_figure"),
            ask=Text("give.figure.ask"),
            short=Text("give.figure.short"),
            help=Text("give.figure.help"),
            said=Text("give.figure.said"),
            choices=context.list_of("figures"),
        ),
        NumberStep(
            name=GOAL,
            label=Text("label.given_goal"),
            ask=Text("give.goal.ask"),
            short=Text("give.goal.short"),
            help=Text("give.goal.help"),
            said=Text("give.goal.said"),
            least=1,
            too_few=Text("give.goal.too_few"),
            limit=LARGE_GOAL,
            when=(Lacks(FIGURE, NOTHING),),
        ),
    )


def _when() -> tuple[Step, ...]:
    return (
        PlanDayStep(
            name=FIRST,
            label=Text("label.given_first"),
            ask=Text("give.first.ask"),
            short=Text("give.first.short"),
            help=Text("give.first.help"),
            said=Text("give.first.said"),
            back_days=YEAR,
            ahead_days=YEAR,
            offers=(DayOffer.TODAY,),
            when=(Lacks(FIGURE, NOTHING),),
        ),
        deadline_step(),
    )


def deadline_step() -> PlanDayStep:
    return PlanDayStep(
        name=LAST,
        label=Text("label.given_last"),
        ask=Text("give.last.ask"),
        short=Text("give.last.short"),
        help=Text("give.last.help"),
        said=Text("give.last.said"),
        ahead_days=YEAR,
        offers=(DayOffer.WEEK_END, DayOffer.MONTH_END),
    )


def _whom(context: Context) -> tuple[Step, ...]:
    everyone = Named(ALL, Text("button.all_teams"))
    chosen = Named(CHOSEN, Text("button.choose_teams"))
    return (
        ChoiceStep(
            name=WHOM,
            label=Text("label.given_whom"),
            ask=Text("give.whom.ask"),
            short=Text("give.whom.short"),
            help=Text("give.whom.help"),
            said=Text("give.whom.said"),
            choices=(everyone, chosen) if context.fact("all") else (chosen,),
        ),
        TicksStep(
            name=TEAMS,
            label=Text("label.given_teams"),
            ask=Text("give.teams.ask"),
            short=Text("give.teams.short"),
            help=Text("give.teams.help"),
            said=Text("give.teams.said"),
            choices=context.list_of("teams"),
            when=(Has(WHOM, CHOSEN),),
        ),
    )


def _draft(answers: Answers) -> Text:
    what = answers.words(WHAT)
    return Text("give.draft", what=what) if what else Text("give.draft_empty")


def _summary(answers: Answers, context: Context) -> tuple[Text, ...]:
    lines: list[Text] = []
    if what := answers.words(WHAT):
        lines.append(Text("give.sum.what", what=what))
    figure, goal = answers.chosen(FIGURE), answers.number(GOAL)
    if figure is not None and goal is not None:
        unit = context.fact(f"unit.{figure.id}")
        said = amount(goal, figure.id, figure.label, unit if isinstance(unit, str) else "")
        lines.append(Text("give.sum.goal", goal=said))
    first, last = answers.day(FIRST), answers.day(LAST)
    if first is not None and last is not None:
        lines.append(Text("give.sum.days", first=first, last=last))
    elif last is not None:
        lines.append(Text("give.sum.last", last=last))
    lines.extend(_sum_of_teams(answers, context))
    return tuple(lines)


NAMED = 8
"""Teams that the review page names; of more it says how many."""


def _sum_of_teams(answers: Answers, context: Context) -> tuple[Text, ...]:
    if answers.has(WHOM, ALL):
        return (Text("give.sum.all", count=context.number("all")),)
    ticked = answers.ticked(TEAMS)
    if not ticked:
        return ()
    names = tuple(team.label for team in ticked[:NAMED])
    if len(ticked) > NAMED:
        return (Text("give.sum.teams_more", teams=names, more=len(ticked) - NAMED),)
    return (Text("give.sum.teams", teams=names),)


GIVE = Task(
    name="give",
    roles=GIVERS,
    label=Text("button.give"),
    words=("giao việc", "giao chỉ tiêu", "giao việc cho tổ", "give work"),
    begin=_begin,
    flow=_flow,
    submit=submit,
)
