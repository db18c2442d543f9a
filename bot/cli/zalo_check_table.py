"""What was tried of Zalo, and what is left for a human, to read and to print."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from bot.cli.parser import Words
from bot.cli.zalo_tries import Outcome, Tried
from bot.dialog.text import Text

SIGNS = {"ok": ("✓", "green"), "no": ("✗", "bold red"), "untried": ("?", "yellow")}
EXTRA = ("–", "dim")
"""In front of what may be missing, and is."""


def show_tried(
    tried: Iterable[Tried], by_hand: Iterable[Text], words: Words, console: Console | None = None
) -> None:
    out = console or Console(highlight=False, markup=False)
    for one in tried:
        is_missed = one.outcome is Outcome.NO and one.is_extra
        sign, style = EXTRA if is_missed else SIGNS[one.outcome.value]
        out.print(f"{sign} {words(one.text)}", style=style)
        if one.advice:
            out.print(f"   → {words(one.advice)}")
    out.print()
    out.print(words(Text("cli.zalo.check.hand")), style="bold")
    for number, text in enumerate(by_hand, start=1):
        out.print(f"☐ {number}. {words(text)}")
