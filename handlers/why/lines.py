"""The reports behind a figure: what each adds, who, when and how, and what was changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.dialog.text import Label, Parameter, Text
from handlers.kinds import kind_text
from handlers.week_page import moment
from handlers.why.words import channel_words, figure_label, reason_words
from models.activity import ActivityKind, ActivityState
from models.explained import MEMBERS, part_of, part_of_figures, value_of
from models.logged import Logged
from models.weeks import week_days


def head_line(
    figure: str, logged: tuple[Logged, ...], name: str, week: str, labels: Mapping[str, str]
) -> Text:
    monday, sunday = week_days(week)
    said: dict[str, Parameter] = {
        "value": value_of(figure, logged),
        "figure": figure_label(figure, labels),
        "where": name or Text("adjustments.commune"),
        "monday": monday,
        "sunday": sunday,
    }
    return Text("why.head_members", **said) if figure == MEMBERS else Text("why.head", **said)


def behind_figure(figure: str, logged: tuple[Logged, ...]) -> tuple[Logged, ...]:
    """What counts first, by day; then what counted once and is withdrawn."""
    parts = [one for one in logged if part_of(figure, one)]
    return tuple(sorted(parts, key=lambda one: one.is_withdrawn))


def report_lines(figure: str, logged: Logged, *, is_own: bool) -> tuple[Text, ...]:
    """What it adds, who logged it, when it was confirmed and by which channel; then each change."""
    where: Label = logged.business[1] or kind_text(logged.kind)
    if not is_own:
        name = logged.team_name or Text("adjustments.commune")
        where = Text("why.team_kind", team=name, kind=where)
    who: Label = logged.author_name
    if logged.for_name:
        who = Text("why.for", name=logged.author_name, whom=logged.for_name)
    day, at = moment(logged.confirmed_at)
    first = Text(
        "why.report",
        day=logged.day,
        where=where,
        count=part_of(figure, logged),
        who=who,
        on=day,
        at=at,
        channel=channel_words(logged.revisions[0].channel if logged.revisions else ""),
    )
    return (first, *_changes(figure, logged))


def _changes(figure: str, logged: Logged) -> Iterator[Text]:
    for revision in logged.revisions[1:]:
        day, _ = moment(revision.at)
        by: dict[str, Parameter] = {
            "why": reason_words(revision.why),
            "name": revision.by_name,
            "on": day,
        }
        before, after = dict(revision.before), dict(revision.after)
        if after.get("state") == ActivityState.CONFIRMED:
            yield Text("why.restored", **by)
            continue
        if "state" in after:
            yield Text("why.withdrawn", **by)
            continue
        was, became = _part(figure, logged, before), _part(figure, logged, after)
        if was != became:
            yield Text("why.changed", before=was, after=became, **by)
        elif before.get("day") != after.get("day"):
            yield Text(
                "why.moved",
                before=date.fromisoformat(before["day"]),
                after=date.fromisoformat(after["day"]),
                **by,
            )


def _part(figure: str, logged: Logged, figures: Mapping[str, Any]) -> int:
    kind = ActivityKind(figures.get("kind", logged.kind))
    return part_of_figures(figure, kind, figures)
