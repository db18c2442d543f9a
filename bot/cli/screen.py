"""What `toso chat` shows: coloured on a terminal, plain through a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.channels.contract import Part
from bot.channels.terminal.outbound import printed
from bot.cli.outside import FileKeeper

if TYPE_CHECKING:
    from rich.console import Console

PROMPT = "> "
OURS = "cyan"
ASIDE = "dim"


class Screen:
    """`account` sits before it; what goes to others is shown faintly, under the words `others`."""

    def __init__(self, *, others: str) -> None:
        self.account = ""
        self.files: FileKeeper | None = None
        self._others = others
        self._console = _console()

    def deliver(self, account: str, part: Part) -> None:
        """Files that went to the person before it lie where the path says; others' stay closed."""
        if account == self.account and self.files is not None:
            self._show(printed(self.files.kept(part), has_paths=True), OURS)
        elif account == self.account:
            self._show(printed(part), OURS)
        else:
            self._show([self._others, *printed(part)], ASIDE)

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
