"""A message written out, with its tokens in small letters and its capitals still at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.fold import has_tone, lowered
from bot.language.sentences.short_words import WRITTEN_OUT
from bot.language.sentences.spelling import written_out
from bot.language.tokens import Token, tokens_of, words_of

LINE = "⏎"
CAREFUL = 0.4
"""The share of marked words in the text of somebody who leaves no marks out; it is mostly 0.7."""
_NEVER_BARE = re.compile("(?<!q)uo|ie|ye[a-z]|uu")
"""Letters that no Vietnamese word has without a mark: "nguoi" was typed in haste."""


@dataclass(frozen=True, slots=True)
class Typed:
    """`low` and `cased` have the same places."""

    cased: str
    low: str
    tokens: Sequence[Token]
    has_lines: bool
    writes_marks: bool
    """Tones were typed: then a word without any is one of the level tone."""
    leaves_none_out: bool
    """Marks are typed throughout, short forms apart."""
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
    leaves_none_out = is_careful(text)
    return Typed(
        cased,
        low,
        tuple(_meant(token) if leaves_none_out else token for token in tokens_of(low)),
        LINE in low,
        has_tone(text),
        leaves_none_out,
        0 < capitals < len(letters) / 2,
    )


def is_careful(text: str) -> bool:
    """Whether it is typed with marks throughout, short forms apart."""
    words = [
        word
        for word in words_of(text)
        if word.isalpha() and len(word) > 1 and word not in WRITTEN_OUT
    ]
    return bool(words) and sum(not word.isascii() for word in words) >= CAREFUL * len(words)


def _meant(token: Token) -> Token:
    is_bare = token.word.isascii() and not _NEVER_BARE.search(token.word)
    return Token(*token[:-1], is_bare=True) if is_bare else token
