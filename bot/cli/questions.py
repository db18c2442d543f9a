"""Questions at a terminal, one at a time: a slip is asked again, an option answers before it is
asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from bot.cli.parser import Words
from bot.cli.refusal import FAULT, WRONG_LINE, Refusal
from bot.dialog.text import Text
from bot.language.fold import clean

Value = TypeVar("Value")

Hear: TypeAlias = Callable[[], str | None]
"""The next line that was typed, or None at the end."""


@dataclass(frozen=True, slots=True)
class Question(Generic[Value]):
    """`read` gives None for a slip. `usual` is what an empty line means, or a missing option where
    nobody can be asked.
    """

    option: str
    ask: Text
    miss: Text
    read: Callable[[str], Value | None]
    usual: Value | None = None


def hear_terminal() -> Hear | None:
    """None where no person sits at the keyboard."""
    stdin = sys.stdin
    if stdin is None or not stdin.isatty():
        return None
    return lambda: stdin.readline() or None


class Asking:
    """Questions go to stderr: what the command prints may be read by a program."""

    def __init__(self, words: Words, hear: Hear | None) -> None:
        self._words = words
        self._hear = hear
        self._is_first = True

    @property
    def is_alone(self) -> bool:
        """Nobody is there to be asked."""
        return self._hear is None

    def answer(self, question: Question[Value], given: str | None) -> Value:
        """Raises Refusal for an option that cannot be read, or that is missing where nobody can be
        asked, and at the end of what is typed.
        """
        if given is not None:
            value = question.read(clean(given))
            if value is None:
                text = Text("cli.init.wrong", option=question.option, why=question.miss)
                raise Refusal(text, WRONG_LINE)
            return value
        if self._hear is None:
            if question.usual is None:
                raise Refusal(Text("cli.wrong.required", names=question.option), WRONG_LINE)
            return question.usual
        return self._asked(question, self._hear)

    def _asked(self, question: Question[Value], hear: Hear) -> Value:
        said = question.ask
        while True:
            self._say(said)
            line = hear()
            if line is None:
                raise Refusal(Text("cli.init.stopped"), FAULT)
            words = clean(line)
            value = question.read(words) if words else question.usual
            if value is not None:
                return value
            said = question.miss

    def _say(self, text: Text) -> None:
        before = "" if self._is_first else "\n"
        self._is_first = False
        sys.stderr.write(f"{before}{self._words(text)}\n> ")
        sys.stderr.flush()
