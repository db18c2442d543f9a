"""A tally as tables to read. It takes the JSON, since a frozen week is stored so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.parser import Words
from bot.dialog.text import Parameter, Text
from models.figures import completed

STATES = {
    "active": Text("cli.tally.state.active"),
    "zero": Text("cli.tally.state.zero"),
    "silent": Text("cli.tally.state.silent"),
}
WIDTH_OF_FILES = 100  # where there is no screen to ask


def show_tally(
    tally: Mapping[str, Any],
    labels: Mapping[str, str],
    words: Words,
    console: Console | None = None,
) -> None:
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    out.print(_title(tally, words), style="bold")
    out.print(_totals(tally, labels, words))
    out.print(_teams(tally, words))


def _title(tally: Mapping[str, Any], words: Words) -> str:
    as_of = datetime.fromisoformat(tally["as_of"])
    period: dict[str, Parameter] = {
        "first": date.fromisoformat(tally["from"]),
        "last": date.fromisoformat(tally["to"]),
        "at": as_of.strftime("%H:%M"),
        "day": as_of.date(),
    }
    if tally["week"] is None:
        return words(Text("cli.tally.of_days", **period))
    year, _, week = tally["week"].partition("-W")
    # A year is no quantity: as a number it would be written 2.026.
    return words(Text("cli.tally.of_week", week=int(week), year=year, **period))


def _totals(tally: Mapping[str, Any], labels: Mapping[str, str], words: Words) -> Table:
    table = Table(box=SIMPLE, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for label, figure in _figures(tally):
        table.add_row(words(label), _written(figure, words))
    for id_, figure in tally["indicators"].items():
        table.add_row(labels.get(id_, id_), _written(figure, words))
    return table


def _figures(tally: Mapping[str, Any]) -> Iterator[tuple[Text, int]]:
    commune = tally["commune"]
    yield Text("cli.tally.teams"), tally["teams"]
    yield Text("cli.tally.teams_active"), tally["teams_active"]
    yield Text("cli.tally.teams_zero"), tally["teams_zero"]
    yield Text("cli.tally.teams_silent"), tally["teams_silent"]
    yield Text("cli.tally.sessions_members"), tally["sessions"]["members"]
    yield Text("cli.tally.sessions_residents"), tally["sessions"]["residents"]
    yield Text("cli.tally.home_visits"), tally["home_visits"]
    yield Text("cli.tally.people_guided"), tally["people_guided"]
    yield Text("cli.tally.members_trained"), tally["members_trained"]
    yield Text("cli.tally.vneid_1"), tally["vneid"]["level_1"]
    yield Text("cli.tally.vneid_2"), tally["vneid"]["level_2"]
    yield Text("cli.tally.vneid_unspecified"), tally["vneid"]["unspecified"]
    yield Text("cli.tally.trainees_enrolled"), tally["trainees"]["enrolled"]
    yield Text("cli.tally.trainees_attended"), tally["trainees"]["attended"]
    yield Text("cli.tally.trainees_qualified"), tally["trainees"]["qualified"]
    whole = completed(tally)
    yield Text("cli.tally.businesses"), whole["businesses"]["supported"]
    yield Text("cli.tally.ocop_products"), whole["ocop_products"]["total"]
    yield Text("cli.tally.ocop_listed"), whole["ocop_products"]["on_platform"]
    yield Text("cli.tally.commune_sessions_members"), commune["sessions"]["members"]
    yield Text("cli.tally.commune_sessions_residents"), commune["sessions"]["residents"]
    yield Text("cli.tally.commune_people_guided"), commune["people_guided"]
    yield Text("cli.tally.commune_members_trained"), commune["members_trained"]


def _teams(tally: Mapping[str, Any], words: Words) -> Table:
    table = Table(box=SIMPLE)
    table.add_column(words(Text("cli.tally.team")))
    table.add_column(words(Text("cli.tally.state")))
    for heading in (
        Text("cli.tally.sessions"),
        Text("cli.tally.people"),
        Text("cli.tally.vneid"),
    ):
        table.add_column(words(heading), justify="right")
    for team in tally["by_team"]:
        figures = (_written(team[key], words) for key in ("sessions", "people_guided", "vneid"))
        table.add_row(team["name"], words(STATES[team["state"]]), *figures)
    return table


def _written(figure: int, words: Words) -> str:
    return words(Text("cli.tally.figure", n=figure))
