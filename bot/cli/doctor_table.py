"""What the doctor found, to read."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from bot.cli.checkup import Check
from bot.cli.parser import Words

SIGNS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "failed": ("✗", "bold red")}


def show_checks(checks: Iterable[Check], words: Words, console: Console | None = None) -> None:
    out = console or Console(highlight=False, markup=False)
    for check in checks:
        sign, style = SIGNS[check.state.value]
        out.print(f"{sign} {words(check.text)}", style=style)
        if check.advice:
            out.print(f"   → {words(check.advice)}")
