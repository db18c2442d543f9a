"""Finds the phrases of the tables in a list of tokens: the longest that stands at a place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.language.fold import letters, syllable_agrees, tones
from bot.language.tokens import Token

EXACT = "="
"""In front of a word of a table: it counts only as it is written, marks and all."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`words` with their marks; `tag` and `value` are what the tables say of it."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    is_exact: bool
    tag: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The phrases that begin with one word: alone, and by their second word, the longest first."""

    alone: tuple[Phrase, ...]
    longer: Mapping[str, tuple[Phrase, ...]]


Index: TypeAlias = Mapping[str, Entry]
"""Phrases by their first word without marks."""


def index_of(rows: Iterable[tuple[str, str, str]]) -> Index:
    """Of (tag, value, "phrase | phrase") rows; among equally long ones the earlier row is first."""
    found: dict[str, list[Phrase]] = {}
    for tag, value, line in rows:
        for phrase in _phrases(tag, value, line):
            found.setdefault(phrase.folded[0], []).append(phrase)
    return {first: _entry(phrases) for first, phrases in found.items()}


def _entry(phrases: Sequence[Phrase]) -> Entry:
    longer: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.words)):
        if len(phrase.words) > 1:
            longer.setdefault(phrase.folded[1], []).append(phrase)
    alone = tuple(phrase for phrase in phrases if len(phrase.words) == 1)
    return Entry(alone, {second: tuple(found) for second, found in longer.items()})


def phrases(line: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a line of a table, as `tokens.longest_at` takes them."""
    return tuple(tuple(phrase.split()) for phrase in line.split("|"))


def _phrases(tag: str, value: str, line: str) -> Iterator[Phrase]:
    for written in line.split("|"):
        text = written.strip()
        words = tuple(text.removeprefix(EXACT).split())
        yield Phrase(words, tuple(map(letters, words)), text.startswith(EXACT), tag, value)


def longest(index: Index, tokens: Sequence[Token], at: int) -> Phrase | None:
    """The longest phrase at this place; at equal length one with the very marks goes first."""
    entry = index.get(tokens[at].folded) if at < len(tokens) else None
    if entry is None:
        return None
    if at + 1 < len(tokens):
        found = _best(entry.longer.get(tokens[at + 1].folded, ()), tokens, at)
        if found is not None:
            return found
    return _best(entry.alone, tokens, at)


def _best(phrases: Sequence[Phrase], tokens: Sequence[Token], at: int) -> Phrase | None:
    best: Phrase | None = None
    for phrase in phrases:
        length = len(phrase.words)
        if best is not None and length < len(best.words):
            break
        if at + length > len(tokens) or not _stands(phrase, tokens, at):
            continue
        if _is_as_typed(phrase, tokens, at):
            return phrase
        if phrase.is_exact and _is_same(phrase, tokens, at):
            return phrase
        is_exact = phrase.is_exact or _is_other(phrase, tokens, at)
        if best is None and not is_exact and _agrees(phrase, tokens, at):
            best = phrase
    return best


def _is_as_typed(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    for step, word in enumerate(phrase.words, at):  # noqa: SIM110  # hundreds of times a message
        if tokens[step].word != word:
            return False
    return True


def _is_other(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that is without marks on purpose stands where the phrase has some."""
    return any(
        tokens[at + step].is_bare and not word.isascii() for step, word in enumerate(phrase.words)
    )


def _stands(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    """Whether its bare letters stand there; those of its first two words are known to."""
    folded = phrase.folded
    for step in range(2, len(folded)):  # noqa: SIM110  # hundreds of times a message: no generator
        if tokens[at + step].folded != folded[step]:
            return False
    return True


def _is_same(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    """The same marks, wherever on the syllable they were written ("hoà", "hòa")."""
    pairs = [(tokens[at + step].word, word) for step, word in enumerate(phrase.words)]
    return all(syllable_agrees(one, other) and syllable_agrees(other, one) for one, other in pairs)


def _agrees(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    return all(_may_be(tokens[at + step].word, word) for step, word in enumerate(phrase.words))


def _may_be(typed: str, word: str) -> bool:
    """Marks may be left out, but not the tone alone: "tư" is no careless "từ"."""
    return syllable_agrees(typed, word) and (typed.isascii() or tones(typed) == tones(word))
