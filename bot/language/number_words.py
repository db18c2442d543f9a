"""Vietnamese number words: finds the numbers in a list of tokens, wherever they stand.

Reads figures ("1.200", "1,5 chục"), words with or without marks, and the spoken short forms:
"ba tư" 34, "hăm hai" 22, "trăm hai" 120, "nghìn rưỡi" 1 500, "nửa tá" 6. Whether a number is what
was asked for is decided by its reader.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.language.fold import letters
from bot.language.tokens import Token, phrase_at

LARGEST = 10**9
"""Everything above is read as this: no count comes near, and no caller has to fear more."""

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

_FIRST_WORDS = frozenset(
    map(letters, (*DIGITS, *TEN, "hăm", "nửa", *ZERO, *HUNDRED, *PACKS, *SCALES))
)
"""What a number in words may begin with: at any other word nobody need look further."""

_WHOLE = re.compile(r"\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)")
_DECIMAL = re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)|(\d+|[1-9]\d{0,2}(?:,\d{3})+)\.(\d+)")
_DIGITS_KEPT = 10


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
    if not tokens[at].is_figure and tokens[at].folded not in _FIRST_WORDS:
        return None
    read = _scaled(tokens, at, below=LARGEST * 10)
    if read is None:
        return None
    value, end = read
    first = tokens[at]
    return Number(
        min(value, Fraction(LARGEST)),
        at,
        end,
        is_lone_digit=end == at + 1 and not first.is_figure and value < min(PACKS.values()),
        is_bare_unit=first.is_in((*PACKS, *HUNDRED, *SCALES)) or first.word == "mươi",
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
    scale = _lookup(tokens, end, SCALES)
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
        halved = _lookup(tokens, at + 1, HALVED)
        return None if halved is None else (Fraction(halved, 2), at + 2)
    if _is_in(tokens, at, ("chục",)) or _is_marked_in(tokens, at, ("tá",)):
        count: _Read | None = (Fraction(1), at)
    else:
        count = _figure(tokens, at) or _digit(tokens, at)
    if count is None:
        return None
    value, end = count
    size = _lookup(tokens, end, PACKS)
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
    later = _lookup(tokens, end, LATER_DIGITS)
    return digit if later is None or value == 1 else (value * 10 + later, end + 1)


def _with_ones(tokens: Sequence[Token], at: int, value: int) -> _Read:
    """The digit behind tens, unless it begins a number of its own: "hai mươi, ba mươi"."""
    ones = _lookup(tokens, at, {**DIGITS, **LATER_DIGITS})
    begins_another = _is_in(tokens, at + 1, ("mươi", *PACKS, *HUNDRED))
    return (
        (Fraction(value), at)
        if ones is None or begins_another
        else (Fraction(value + ones), at + 1)
    )


def _digit(tokens: Sequence[Token], at: int) -> _Read | None:
    digit = _lookup(tokens, at, DIGITS)
    return None if digit is None else (Fraction(digit), at + 1)


def _figure(tokens: Sequence[Token], at: int) -> _Read | None:
    if at >= len(tokens) or not tokens[at].is_figure:
        return None
    if at + 1 < len(tokens) and _is_code(tokens[at], tokens[at + 1]):
        return None
    value = figure(tokens[at].word)
    return None if value is None else (value, at + 1)


def figure(written: str) -> Fraction | None:
    """The value of "12", "1.200", "1,200" and "1,5"; None for other dots and commas ("1.2.3").

    Three figures behind a separator are thousands, since counts are meant: "1,200" is 1 200.
    """
    if _WHOLE.fullmatch(written):
        return _capped(written)
    if _GROUPED.fullmatch(written):
        return _capped(re.sub(r"[.,]", "", written))
    decimal = _DECIMAL.fullmatch(written)
    if decimal is None:
        return None
    whole = re.sub(r"[.,]", "", decimal[1] or decimal[3])
    part = (decimal[2] or decimal[4]).rstrip("0")[:_DIGITS_KEPT]
    return _capped(whole) + Fraction(int(part or "0"), 10 ** len(part))


def _capped(digits: str) -> Fraction:
    """Never hands a long string to int(), which refuses more than 4 300 figures."""
    significant = digits.lstrip("0")
    return Fraction(LARGEST if len(significant) > _DIGITS_KEPT else int(significant or "0"))


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


def _lookup(tokens: Sequence[Token], at: int, words: Mapping[str, int]) -> int | None:
    if at >= len(tokens) or tokens[at].is_figure:
        return None
    token = tokens[at]
    for word, value in words.items():
        if token.means(word):
            return value
    return None
