"""What came of an import, as tables to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.parser import Words
from bot.dialog.text import Text
from bot.roster.problems import Place, Problem
from models.roster import Counts, Outcome

WIDTH_OF_FILES = 100  # where there is no screen to ask
MOST_SHOWN = 200


def show_import(
    outcome: Outcome | None,
    problems: Sequence[Problem],
    words: Words,
    *,
    is_dry_run: bool,
    console: Console | None = None,
) -> None:
    """Problems first, then remarks; what was done stands last, where the eye is."""
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    stopping = [each for each in problems if each.stops]
    others = [each for each in problems if not each.stops]
    for found, title in (
        (stopping, Text("cli.import.problems", n=len(stopping))),
        (others, Text("cli.import.warnings", n=len(others))),
    ):
        if found:
            out.print(words(title), style="bold")
            out.print(_table(found[:MOST_SHOWN], words))
        if len(found) > MOST_SHOWN:
            out.print(words(Text("cli.import.more", n=len(found) - MOST_SHOWN)))
    if outcome is None:
        out.print(words(Text("cli.import.nothing_written")), style="bold")
        return
    said = Text("cli.import.previewed") if is_dry_run else Text("cli.import.done")
    out.print(words(said), style="bold")
    for line in _figures(outcome):
        out.print(words(line))


def _table(problems: Sequence[Problem], words: Words) -> Table:
    table = Table(box=SIMPLE)
    table.add_column(words(Text("cli.import.sheet")))
    table.add_column(words(Text("cli.import.row")), justify="right")
    table.add_column(words(Text("cli.import.column")))
    table.add_column(words(Text("cli.import.what")), ratio=1)
    for each in problems:
        table.add_row(*_written(each.place), words(each.text))
    return table


def _written(place: Place) -> tuple[str, str, str]:
    return place.sheet, "" if place.row is None else str(place.row), place.column or ""


def _figures(outcome: Outcome) -> list[Text]:
    lines = [
        _counted(Text("cli.import.teams"), outcome.teams),
        _counted(Text("cli.import.villages"), outcome.villages),
        _counted(Text("cli.import.members"), outcome.members),
    ]
    if outcome.missing and outcome.deactivated:
        lines.append(Text("cli.import.ended", n=len(outcome.missing)))
    elif outcome.missing:
        lines.append(Text("cli.import.left_alone", n=len(outcome.missing)))
    return lines


def _counted(line: Text, counts: Counts) -> Text:
    return line.given(created=counts.created, updated=counts.updated, unchanged=counts.unchanged)
