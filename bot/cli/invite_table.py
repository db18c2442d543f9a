"""Codes team by team, a ruled row for each person: to be printed and cut into slips."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.box import SQUARE
from rich.console import Console
from rich.table import Table

from bot.cli.codes import code_words, until
from bot.cli.parser import Words
from bot.dialog.text import Text
from models.inviting import Invitation

WIDTH_OF_FILES = 100  # where there is no screen to ask


def show_invitations(
    invitations: Sequence[Invitation], words: Words, *, console: Console | None = None
) -> None:
    """How a code is used stands at the end, once: whoever hands them over tells it."""
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    for team, found in groupby(invitations, lambda each: each.to.team):
        out.print(team or words(Text("cli.invite.officers")), style="bold")
        out.print(_slips(list(found), words))
    out.print(words(Text("cli.invite.how", **until(invitations[0]))))


def _slips(invitations: Sequence[Invitation], words: Words) -> Table:
    table = Table(box=SQUARE, show_lines=True)
    table.add_column(words(Text("cli.invite.name")), ratio=1)
    table.add_column(words(Text("cli.invite.phone")))
    table.add_column(words(Text("cli.invite.code")), style="bold")
    table.add_column(words(Text("cli.invite.until")))
    for each in invitations:
        end = words(Text("cli.invite.end", **until(each)))
        table.add_row(each.to.name, each.to.phone, code_words(each), end)
    return table
