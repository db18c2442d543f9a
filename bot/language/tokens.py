"""A text as words with their places: what the number, date and sentence readers walk over."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.language.fold import letters, lowered, syllable_agrees

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*|[^\w\s]|_")
"""A figure with its separators ("1.200"), a word that may end in figures ("t7"), or one sign."""

_KEYCAP = dict.fromkeys((0xFE0E, 0xFE0F, 0x20E3))
"""What makes an emoji of a figure: without it "1️⃣2️⃣" is 12."""
_OTHER_FIGURE = re.compile(r"[^\D0-9]|[\ufe0e\ufe0f\u20e3]")


def vocabulary(line: str) -> frozenset[str]:
    """The words of a line: tables of words are written as people write."""
    return frozenset(line.split())


class Token(NamedTuple):
    """A word, figure or sign; `start` and `end` are places in the `plain` text."""

    word: str
    folded: str
    start: int
    end: int
    is_figure: bool
    is_bare: bool = False
    """Without marks on purpose, by somebody who writes them: "mong" is not "mống"."""

    def means(self, word: str) -> bool:
        """Whether this is `word`, typed with all, some or none of its marks, and no other ones."""
        return self.folded == _known(word) and syllable_agrees(self.word, word)

    def is_in(self, words: Collection[str]) -> bool:
        folded = self.folded
        for word in words:  # noqa: SIM110  # hundreds of times a message: no generator
            if folded == _known(word) and syllable_agrees(self.word, word):
                return True
        return False

    def is_surely_in(self, words: Collection[str]) -> bool:
        """As `is_in`, but for what was left bare on purpose: "chi đoàn" are no "chị"."""
        return self.word in words if self.is_bare else self.is_in(words)


def plain(text: str) -> str:
    """`lowered`, with the figures of every script (full-width ones, emoji keycaps) as 0–9."""
    return lowered(plain_figures(text))


def plain_figures(text: str) -> str:
    """The text with the figures of every script as 0–9."""
    if text.isascii() or not _OTHER_FIGURE.search(text):
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text.translate(_KEYCAP))


def tokenise(text: str) -> list[Token]:
    """The tokens of a text in their order; places count in `plain(text)`."""
    return tokens_of(plain(text))


def tokens_of(low: str) -> list[Token]:
    """The tokens of a text that is `plain` already."""
    return [
        Token(word, letters(word), *piece.span(), word[0].isdecimal())
        for piece in _PIECE.finditer(low)
        if (word := piece.group())
    ]


def words_of(text: str) -> list[str]:
    """The words of the tokens alone, for who need not know their places."""
    return _PIECE.findall(plain(text))


_known = lru_cache(maxsize=8_192)(letters)
"""The letters of a word of our own tables."""


def phrase_at(tokens: Sequence[Token], at: int, phrase: Sequence[str]) -> bool:
    """Whether the words of `phrase` stand at `at`."""
    if not 0 <= at <= len(tokens) - len(phrase):
        return False
    for step, word in enumerate(phrase):
        token = tokens[at + step]
        if token.folded != _known(word) or not syllable_agrees(token.word, word):
            return False
    return True


def longest_at(tokens: Sequence[Token], at: int, phrases: Collection[tuple[str, ...]]) -> int:
    """How many tokens the longest of the phrases that stand at `at` takes; 0 for none."""
    if not 0 <= at < len(tokens):
        return 0
    longest, folded = 0, tokens[at].folded
    for phrase in phrases:
        if len(phrase) > longest and folded == _known(phrase[0]) and phrase_at(tokens, at, phrase):
            longest = len(phrase)
    return longest
