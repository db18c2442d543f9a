"""A closed week to read: its tally, then every change that came after its cut-off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.parser import Words
from bot.cli.tally_table import WIDTH_OF_FILES, show_tally
from bot.dialog.text import Text
from handlers.adjustments import CAUSES
from models.adjustment import Cause


def show_week(answer: Mapping[str, Any], words: Words, console: Console | None = None) -> None:
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    show_tally(answer["tally"], {}, words, out)
    taken = datetime.fromisoformat(answer["taken_at"])
    out.print(words(Text("cli.week.taken", day=taken.date(), at=taken.strftime("%H:%M"))))
    if "adjustments" not in answer:
        return
    if not answer["adjustments"]:
        out.print(words(Text("adjustments.none")))
        return
    out.print(_adjustments(answer["adjustments"], words))


def _adjustments(adjustments: list[dict[str, Any]], words: Words) -> Table:
    table = Table(box=SIMPLE)
    for head in (
        Text("cli.week.number"),
        Text("cli.week.when"),
        Text("cli.week.team"),
        Text("cli.week.what"),
        Text("cli.week.delta"),
    ):
        table.add_column(words(head))
    for one in adjustments:
        plus = one["delta"].get("plus", {})
        moved = ", ".join(f"{path} {count:+d}" for path, count in plus.items() if "/" not in path)
        when = datetime.fromisoformat(one["at"]).strftime("%d/%m %H:%M")
        what = words(CAUSES[Cause(one["cause"])])
        table.add_row(str(one["number"]), when, one["team"] or "", what, moved)
    return table
