"""What was tried of Zalo, and what is left for a human, to read and to print."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from bot.cli.parser import Words
from bot.cli.zalo_tries import Tried
from bot.dialog.text import Text

SIGNS = {"ok": ("✓", "green"), "no": ("✗", "bold red"), "untried": ("?", "yellow")}


def show_tried(
    tried: Iterable[Tried], by_hand: Iterable[Text], words: Words, console: Console | None = None
) -> None:
    out = console or Console(highlight=False, markup=False)
    for one in tried:
        sign, style = SIGNS[one.outcome.value]
        out.print(f"{sign} {words(one.text)}", style=style)
        if one.advice:
            out.print(f"   → {words(one.advice)}")
    out.print()
    out.print(words(Text("cli.zalo.check.hand")), style="bold")
    for number, text in enumerate(by_hand, start=1):
        out.print(f"☐ {number}. {words(text)}")
