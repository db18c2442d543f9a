"""“Vì sao 37?”: which reports stand behind a figure of a week, and how each of them came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Label, Text
from bot.readers import OFFICERS, WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.session.reasons import refusal_of
from handlers.why.lines import behind_figure, head_line, report_lines
from handlers.why.words import figure_label
from models.explained import PEOPLE, BehindNeed, figures_of, part_of
from models.indicator_needs import EveryIndicatorNeed
from models.logged import Logged
from models.needs import Facts, Need
from models.weeks import is_week, week_days, week_of

NUMBER = "="
"""In front of a number that was asked for: "=37"."""

WHICH = "which"
LINES = 10
MENDED = 2
"""Entries of a page that get a button to mend them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of one team's week, or ("") of all."""

    team_id: str
    week: str
    figure: str

    def as_text(self) -> str:
        return f"{self.team_id}/{self.week}/{self.figure}"


def why_link(team_id: str, week: str) -> Link:
    """Under a page of figures: which of them, is asked next."""
    return Link(Text("button.why"), Text("word.why"), "why", f"{team_id}/{week}")


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a number ("=37"), a page ("thon-01/2026-W47", a team "" for all), or a figure
    of a page and where its list goes on ("thon-01/2026-W47/people/6").
    """
    if argument.startswith(NUMBER):
        return _of_number(asker, int(argument.removeprefix(NUMBER)), facts)
    team_id, week, figure, start = (*argument.split("/"), "", "", "", "")[:4]
    if not is_week(week):
        week = week_of(asker.today)
        team_id = _own(asker)[0] if _own(asker) and not _sees_all(asker) else ""
    if not _may_see(asker, team_id):
        return Begun(refusal=Text("task.not_yours"))
    if figure:
        place = Place(team_id, week, figure).as_text()
        return Begun(Context(facts=(("place", place), ("start", int(start or 0)))))
    facts.require((EveryIndicatorNeed(), BehindNeed(team_id, week)))
    logged = facts.of(BehindNeed(team_id, week))
    values = figures_of(logged)
    if not values:
        monday, sunday = week_days(week)
        return Begun(refusal=Text("why.nothing", monday=monday, sunday=sunday))
    places = [(Place(team_id, week, figure), value) for figure, value in values.items()]
    return _choice(places, facts, {})


def _of_number(asker: Asker, number: int, facts: Facts) -> Begun:
    """Where this number stands in this week and the one before: the own team's, or everybody's."""
    weeks = (week_of(asker.today), week_of(asker.today - timedelta(days=7)))
    teams = ("",) if _sees_all(asker) else _own(asker)
    needs: list[Need[Any]] = [BehindNeed(team, week) for team in teams for week in weeks]
    facts.require((EveryIndicatorNeed(), *needs))
    places: list[tuple[Place, int]] = []
    names: dict[str, str] = {}
    for team in teams:
        for week in weeks:
            for team_id, name, logged in _pages(team, facts.of(BehindNeed(team, week))):
                names[team_id] = name
                places += [
                    (Place(team_id, week, figure), value)
                    for figure, value in figures_of(logged).items()
                    if value == number
                ]
    if not places:
        return Begun(refusal=Text("why.no_such", number=number))
    if len(places) == 1:
        return Begun(Context(facts=(("place", places[0][0].as_text()), ("start", 0))))
    return _choice(places, facts, names if _sees_all(asker) or len(teams) > 1 else {})


def _pages(team: str, logged: tuple[Logged, ...]) -> list[tuple[str, str, tuple[Logged, ...]]]:
    """The pages on which this shows: one team's, or the commune's and each team's."""
    if team:
        return [(team, logged[0].team_name if logged else "", logged)]
    by_team: dict[str, list[Logged]] = {}
    for one in logged:
        by_team.setdefault(one.team_id, []).append(one)
    each = [(id_, held[0].team_name, tuple(held)) for id_, held in sorted(by_team.items()) if id_]
    return [("", "", logged), *each]


def _choice(places: list[tuple[Place, int]], facts: Facts, names: dict[str, str]) -> Begun:
    labels = _labels(facts)
    offered = tuple(
        Named(f"p{number}", _place_label(place, value, labels, names))
        for number, (place, value) in enumerate(places)
    )
    stored = tuple((f"p{number}", place.as_text()) for number, (place, _) in enumerate(places))
    return Begun(Context(lists=(("places", offered),), facts=stored))


def _place_label(place: Place, value: int, labels: dict[str, str], names: dict[str, str]) -> Label:
    figure = figure_label(place.figure, labels)
    if not names:
        return Text("why.place", value=value, figure=figure)
    monday, _ = week_days(place.week)
    where: Label = names.get(place.team_id) or Text("adjustments.commune")
    return Text("why.place_of", value=value, figure=figure, where=where, monday=monday)


def _labels(facts: Facts) -> dict[str, str]:
    return {row.id: row.label for row in facts.of(EveryIndicatorNeed())}


def _sees_all(asker: Asker) -> bool:
    return asker.person.has(*OFFICERS)


def _own(asker: Asker) -> tuple[str, ...]:
    return tuple(duty.team_id for duty in asker.person.teams(*WORKERS))


def _may_see(asker: Asker, team_id: str) -> bool:
    return _sees_all(asker) or team_id in _own(asker)


def _flow(context: Context) -> Flow:
    step = ChoiceStep(
        name=WHICH,
        label=Text("button.why"),
        ask=Text("why.which"),
        short=Text("why.which"),
        help=Text("why.help"),
        said=Text("menu.said"),
        choices=context.list_of("places"),
    )
    steps = (step,) if context.list_of("places") else ()
    return Flow(name="why", version=1, steps=steps, draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.why")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    context, chosen = submission.context, submission.answers.chosen(WHICH)
    written = context.fact(chosen.id) if chosen else context.fact("place")
    team_id, week, figure = str(written).split("/")
    if not _may_see(asker, team_id):
        return Done(lines=(Text("task.not_yours"),))
    start = context.number("start") if context.fact("start") is not None else 0
    need = BehindNeed(team_id, week)
    facts.require((EveryIndicatorNeed(), need))
    logged = facts.of(need)
    reports = behind_figure(figure, logged)
    name = next((one.team_name for one in logged if team_id), "")
    head = head_line(figure, logged, name, week, _labels(facts))
    lines: list[Text] = [head]
    shown: list[Logged] = []
    for report in reports[start:]:
        told = report_lines(figure, report, is_own=bool(team_id))
        if shown and len(lines) + len(told) > LINES:
            break
        lines += told
        shown.append(report)
    links = []
    following = start + len(shown)
    if following < len(reports):
        where = f"{Place(team_id, week, figure).as_text()}/{following}"
        links.append(Link(Text("button.next_page"), Text("word.next_page"), "why", where))
    return Done(lines=tuple(lines), links=(*links, *_mend_links(shown, asker)))


def _mend_links(shown: list[Logged], asker: Asker) -> list[Link]:
    """A button for each of the first that this person may mend."""
    mine = [one for one in shown if refusal_of(asker, one) is None and one.people][:MENDED]
    return [
        Link(
            Text("button.mend_of", day=one.day, people=part_of(PEOPLE, one) or one.people),
            Text("word.mend_of", number=number),
            "entry",
            one.id,
        )
        for number, one in enumerate(mine, start=1)
    ]


WHY = Task(
    name="why",
    roles=frozenset({*WORKERS, *OFFICERS}),
    label=Text("button.why"),
    words=("vì sao", "tại sao", "số này ở đâu ra", "why"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
