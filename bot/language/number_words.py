"""Vietnamese number words: finds the numbers in a list of tokens, wherever they stand.

Reads figures ("1.200", "1,5 chục"), words with or without marks, and the spoken short forms:
"ba tư" 34, "hăm hai" 22, "trăm hai" 120, "nghìn rưỡi" 1 500, "nửa tá" 6. Whether a number is what
was asked for is decided by its reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from bot.language.figures import LARGEST, figure
from bot.language.fold import letters, syllable_agrees
from bot.language.tokens import Token, phrase_at

DIGITS: Mapping[str, int] = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
LATER_DIGITS: Mapping[str, int] = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
"""Only behind tens: "hai mươi tư", "hai lăm"."""
BEHIND_PRIVATE = ("vấn", "nhân", "liệu", "tưởng", "pháp", "thục", "gia", "thương", "cách")

TEN = ("mười", "mươi")
LINKS = ("linh", "lẻ", "lẽ")
HALF_MORE = ("rưỡi", "rưởi")
ZERO = ("không",)
HUNDRED = ("trăm",)
PACKS: Mapping[str, int] = {"chục": 10, "tá": 12}
SCALES: Mapping[str, int] = {
    "nghìn": 1_000,
    "ngàn": 1_000,
    "ngìn": 1_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
HALVED: Mapping[str, int] = {**PACKS, "trăm": 100, "nghìn": 1_000, "ngàn": 1_000}
MINUS = frozenset("-−–")
MOST_BARE = 2
"""A hundred told in more words is meant exactly: "trăm linh bảy", not "trăm", "trăm rưỡi"."""

_Table: TypeAlias = Mapping[str, tuple[tuple[str, int], ...]]
"""Words and their values, found by their letters without marks."""


def _by_letters(words: Mapping[str, int]) -> _Table:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for word, value in words.items():
        found[letters(word)] = (*found.get(letters(word), ()), (word, value))
    return found


_DIGITS = _by_letters(DIGITS)
_LATER_DIGITS = _by_letters(LATER_DIGITS)
_ONES = _by_letters({**DIGITS, **LATER_DIGITS})
_PACKS = _by_letters(PACKS)
_SCALES = _by_letters(SCALES)
_HALVED = _by_letters(HALVED)
_BEHIND_FIGURES = frozenset(map(letters, (*HUNDRED, *PACKS, *SCALES)))
"""What may make another number of the figure in front."""

_FIRST_WORDS = frozenset(
    map(letters, (*DIGITS, *TEN, "hăm", "nửa", *ZERO, *HUNDRED, *PACKS, *SCALES))
)
"""What a number in words may begin with: at any other word nobody need look further."""

_LARGEST = Fraction(LARGEST)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens it takes, from `start` up to `end`."""

    value: Fraction
    start: int
    end: int
    is_lone_digit: bool = False
    """One digit word: it may be another word ("ba" or "bà", "năm" the year)."""
    is_bare_unit: bool = False
    """A unit without its count ("chục người"): people mean about so many."""


def scan(tokens: Sequence[Token]) -> list[Number]:
    """All numbers in their order, each as long as it can be read."""
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = number_at(tokens, at)
        if number is None:
            at += 1
            continue
        behind_number = bool(found) and found[-1].end == at - 1
        found.append(number if behind_number else _signed(tokens, number))
        at = number.end
    return found


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The longest number that begins at `at`; its value is at most `LARGEST`."""
    first = tokens[at]
    if not first.is_figure and first.folded not in _FIRST_WORDS:
        return None
    if first.is_figure and (at + 1 == len(tokens) or tokens[at + 1].folded not in _BEHIND_FIGURES):
        alone = _figure(tokens, at)  # nearly every number of a message
        return Number(min(alone[0], _LARGEST), at, at + 1) if alone is not None else None
    read = _scaled(tokens, at, below=LARGEST * 10)
    if read is None:
        return None
    value, end = read
    return Number(
        min(value, _LARGEST),
        at,
        end,
        is_lone_digit=end == at + 1 and not first.is_figure and value < min(PACKS.values()),
        is_bare_unit=end - at <= MOST_BARE
        and (first.is_in((*PACKS, *HUNDRED, *SCALES)) or first.word == "mươi"),
    )


_Read = tuple[Fraction, int]
"""A value and the place behind it."""


def _scaled(tokens: Sequence[Token], at: int, *, below: int) -> _Read | None:
    """Thousands and more: [count] scale [rest], with a scale smaller than `below`."""
    count = _hundreds(tokens, at)
    if count is None:
        if below <= LARGEST or not _is_marked_in(tokens, at, ("nghìn", "ngàn")):
            return None
        count = (Fraction(1), at)
    value, end = count
    scale = _lookup(tokens, end, _SCALES)
    if scale is None or scale >= below:
        return count
    rest, end = _rest(tokens, end + 1, scale)
    return value * scale + rest, end


def _hundreds(tokens: Sequence[Token], at: int) -> _Read | None:
    if _is_in(tokens, at, HUNDRED):
        rest, end = _rest(tokens, at + 1, 100)
        return 100 + rest, end
    if _is_in(tokens, at, ZERO) and _is_in(tokens, at + 1, HUNDRED):
        rest, end = _rest(tokens, at + 2, 100)
        return rest, end
    count = _figure(tokens, at) or _digit(tokens, at)
    if count is not None and _is_in(tokens, count[1], HUNDRED):
        rest, end = _rest(tokens, count[1] + 1, 100)
        return count[0] * 100 + rest, end
    return _tens(tokens, at)


def _rest(tokens: Sequence[Token], at: int, unit: int) -> _Read:
    """Behind a hundred or a scale: a half, "linh năm", smaller parts, or one digit of tenths."""
    if _is_in(tokens, at, HALF_MORE):
        return Fraction(unit, 2), at + 1
    if _is_in(tokens, at, LINKS):
        linked = _tens(tokens, at + 1)
        if linked is not None:
            return linked
    if _is_four(tokens, at):
        return Fraction(4 * unit, 10), at + 1
    rest = _tens(tokens, at) if unit == 100 else _scaled(tokens, at, below=unit)  # noqa: PLR2004  # a hundred
    if rest is None or rest[0] >= unit or rest[0].denominator != 1:
        return Fraction(0), at
    if rest[1] == at + 1 and 0 < rest[0] < 10:  # noqa: PLR2004  # one digit: "trăm hai" is 120
        return rest[0] * unit / 10, rest[1]
    return rest


def _is_four(tokens: Sequence[Token], at: int) -> bool:
    """The "tư" of "trăm tư người", not that of "tư vấn", "tư nhân"."""
    return _is_marked_in(tokens, at, ("tư",)) and not _is_in(tokens, at + 1, BEHIND_PRIVATE)


def _tens(tokens: Sequence[Token], at: int) -> _Read | None:
    return _pack(tokens, at) or _figure(tokens, at) or _tens_in_words(tokens, at)


def _pack(tokens: Sequence[Token], at: int) -> _Read | None:
    """Tens and dozens as people count eggs: [count] chục|tá [rưỡi], nửa chục."""
    if _is_in(tokens, at, ("nửa",)):
        halved = _lookup(tokens, at + 1, _HALVED)
        return None if halved is None else (Fraction(halved, 2), at + 2)
    if _is_in(tokens, at, ("chục",)) or _is_marked_in(tokens, at, ("tá",)):
        count: _Read | None = (Fraction(1), at)
    else:
        count = _figure(tokens, at) or _digit(tokens, at)
    if count is None:
        return None
    value, end = count
    size = _lookup(tokens, end, _PACKS)
    if size is None:
        return None
    if _is_in(tokens, end + 1, HALF_MORE):
        return value * size + Fraction(size, 2), end + 2
    return value * size, end + 1


def _tens_in_words(tokens: Sequence[Token], at: int) -> _Read | None:
    if _is_in(tokens, at, TEN):
        return _with_ones(tokens, at + 1, 10)
    if _is_in(tokens, at, ("hăm",)):
        twenties = _with_ones(tokens, at + 1, 20)
        return None if twenties[1] == at + 1 else twenties
    digit = _digit(tokens, at)
    if digit is None:
        return None
    value, end = digit
    if _is_in(tokens, end, ("mươi",)):
        return _with_ones(tokens, end + 1, int(value) * 10)
    later = _lookup(tokens, end, _LATER_DIGITS)
    return digit if later is None or value == 1 else (value * 10 + later, end + 1)


def _with_ones(tokens: Sequence[Token], at: int, value: int) -> _Read:
    """The digit behind tens, unless it begins a number of its own: "hai mươi, ba mươi"."""
    ones = None if _are_men(tokens, at) else _lookup(tokens, at, _ONES)
    begins_another = _is_in(tokens, at + 1, ("mươi", *PACKS, *HUNDRED))
    return (
        (Fraction(value), at)
        if ones is None or begins_another
        else (Fraction(value + ones), at + 1)
    )


def _are_men(tokens: Sequence[Token], at: int) -> bool:
    """The "nam" of "hai mươi nam", not that of "hai muoi nam"."""
    return at < len(tokens) and tokens[at].word == "nam" and not tokens[at - 1].word.isascii()


def _digit(tokens: Sequence[Token], at: int) -> _Read | None:
    digit = _lookup(tokens, at, _DIGITS)
    return None if digit is None else (Fraction(digit), at + 1)


def _figure(tokens: Sequence[Token], at: int) -> _Read | None:
    if at >= len(tokens) or not tokens[at].is_figure:
        return None
    if at + 1 < len(tokens) and _is_code(tokens[at], tokens[at + 1]):
        return None
    value = figure(tokens[at].word)
    return None if value is None else (value, at + 1)


def _is_code(one: Token, other: Token) -> bool:
    """The figure in "0x10" and "1e5" is no count, the one in "8ng" is."""
    return one.end == other.start and any(sign.isdecimal() for sign in other.word)


def _signed(tokens: Sequence[Token], number: Number) -> Number:
    """Takes the minus or "âm" in front; a dash with a space behind it is a bullet."""
    sign = tokens[number.start - 1] if number.start else None
    if sign is None:
        return number
    glued = sign.word in MINUS and sign.end == tokens[number.start].start
    if not glued and not phrase_at([sign], 0, ["âm"]):
        return number
    return Number(-number.value, number.start - 1, number.end)


def _is_in(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    return at < len(tokens) and tokens[at].is_in(words)


def _is_marked_in(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """As `_is_in` for words that are others without their marks: "tá" and "ta"."""
    return at < len(tokens) and tokens[at].word in words


def _lookup(tokens: Sequence[Token], at: int, words: _Table) -> int | None:
    if at >= len(tokens) or tokens[at].is_figure:
        return None
    token = tokens[at]
    for word, value in words.get(token.folded, ()):
        if syllable_agrees(token.word, word):
            return value
    return None
