"""A message written out, with its tokens in small letters and its capitals still at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.fold import has_tone, lowered
from bot.language.sentences.spelling import written_out
from bot.language.tokens import Token, tokenise

LINE = "⏎"


@dataclass(frozen=True, slots=True)
class Typed:
    """`low` and `cased` have the same places."""

    cased: str
    low: str
    tokens: Sequence[Token]
    has_lines: bool
    writes_marks: bool
    """Tones were typed: then a word without any is one of the level tone."""
    shows_capitals: bool
    """Capitals tell names from words: not where all letters are capitals, or none."""

    def of(self, start: int, end: int) -> str:
        """What was typed, from one token up to another."""
        return self.cased[self.tokens[start].start : self.tokens[end - 1].end]

    def is_capital(self, at: int) -> bool:
        return self.shows_capitals and self.cased[self.tokens[at].start].isupper()


def typed(text: str) -> Typed:
    """Of a text without secrets."""
    cased = re.sub(r"\s*\n\s*", f" {LINE} ", written_out(text))
    low = lowered(cased)
    if len(low) != len(cased):  # a letter whose small form is two letters: no capitals then
        cased = low
    letters = [sign for sign in cased if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    return Typed(
        cased,
        low,
        tuple(tokenise(low)),
        LINE in low,
        has_tone(text),
        0 < capitals < len(letters) / 2,
    )
