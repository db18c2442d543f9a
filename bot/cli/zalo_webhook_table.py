"""Where the messages of each bot go, to read."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.parser import Words
from bot.cli.zalo_told import Told
from bot.dialog.text import Text

WIDTH_OF_FILES = 100  # where there is no screen to ask


def show_webhooks(told: Iterable[Told], words: Words, console: Console | None = None) -> None:
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    table = Table(box=SIMPLE)
    table.add_column(words(Text("cli.zalo.bot")), style="bold")
    table.add_column(words(Text("cli.zalo.webhook.state")))
    table.add_column(words(Text("cli.zalo.webhook.address")), overflow="fold")
    for each in told:
        said = "\n".join(filter(None, [words(each.text), each.hint]))
        table.add_row(each.bot, said, each.address or "–", style=None if each.ok else "red")
    out.print(table)
