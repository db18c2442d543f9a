"""What `toso chat` shows: coloured on a terminal, plain through a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.channels.contract import Part
from bot.channels.terminal.outbound import printed

if TYPE_CHECKING:
    from rich.console import Console

PROMPT = "> "
OURS = "cyan"
ASIDE = "dim"


class Screen:
    """`account` sits before it; what goes to others is shown faintly, under the words `others`."""

    def __init__(self, *, others: str) -> None:
        self.account = ""
        self._others = others
        self._console = _console()

    def deliver(self, account: str, part: Part) -> None:
        lines = printed(part)
        if account == self.account:
            self._show(lines, OURS)
        else:
            self._show([self._others, *lines], ASIDE)

    def hint(self, *lines: str) -> None:
        self._show(lines, ASIDE)

    def prompt(self) -> None:
        if self._console is not None:
            sys.stdout.write(PROMPT)
            sys.stdout.flush()

    def _show(self, lines: list[str] | tuple[str, ...], style: str) -> None:
        text = "\n".join(lines) + "\n"
        if self._console is None:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
        else:
            # A message may come while something is being typed: it takes over the line.
            sys.stdout.write("\r")
            self._console.print(text, style=style, soft_wrap=True)


def _console() -> Console | None:
    """Rich costs a tenth of a second: only a terminal is worth it."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
