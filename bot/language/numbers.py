"""How many? Reads the answer to a question for a number.

The text is known to answer such a question, so that "tám", "tam" and "12 bác" are enough. What
could be read in two ways is never guessed: each doubt has its own reading, and the caller asks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from bot.language.number_words import Number, scan
from bot.language.tokens import Token, longest_at, tokenise, vocabulary


@dataclass(frozen=True, slots=True)
class Exactly:
    """A whole number between -10⁹ and 10⁹; whether it makes sense is the caller's matter."""

    value: int


@dataclass(frozen=True, slots=True)
class NotWhole:
    """Such as "1,5", "2 rưỡi", "50%"."""


@dataclass(frozen=True, slots=True)
class Range:
    """Such as "15-20", "15 đến 20", "năm bảy người"."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Rough:
    """About `value`: "khoảng 20", "hơn 10", "chục người"."""

    value: int


@dataclass(frozen=True, slots=True)
class Missing:
    """No number, or none that counts ("vài chục", "không nhớ")."""


@dataclass(frozen=True, slots=True)
class Many:
    """Different numbers: which one is meant is not known."""


Reading: TypeAlias = Exactly | NotWhole | Range | Rough | Missing | Many

COUNTED = vocabulary(
    "người ng lượt bác cụ ông bà cô chú anh chị em cháu bạn hộ nhà buổi lớp ca đơn hồ vị đứa "
    "thành đồng máy lần vợ"
)
"""What is counted, by its first word: behind a digit word it shows that a number is meant."""

POLITE = vocabulary("dạ vâng ừ ạ nhé nha à thưa")
FILLERS = POLITE | vocabulary(
    "có là thì được đc dc chỉ tổng cộng số tất cả thảy hết thôi rồi đã mới đúng khoảng tầm chừng "
    "độ cỡ gần hơn trên dưới chắc hình như"
)
"""Words around a digit word that leave it the whole answer: "dạ có ba thôi ạ"."""

CONNECTORS = frozenset({"đến", "tới", "hoặc", "hay", "-", "–", "—", "~", "→"})
FIVE_OR_SEVEN = [Fraction(5), Fraction(7)]
VAGUE_COUNTS = vocabulary("vài mấy dăm đôi hàng nhiều")
ROUGH_BEFORE: tuple[tuple[str, ...], ...] = (
    *(
        (word,)
        for word in sorted(
            vocabulary("khoảng gần hơn trên dưới tầm chừng ước xấp ngót nghét chắc ~ ≈ > < ≥ ≤")
        )
    ),
    ("xấp", "xỉ"),
    ("hình", "như"),
    ("ít", "nhất"),
    ("nhiều", "nhất"),
    ("tối", "thiểu"),
    ("tối", "đa"),
    *((no, word) for no in ("chưa", "không", "chẳng") for word in ("đến", "tới", "quá")),
)
ROUGH_BEFORE_MARKED = frozenset({"cỡ", "độ", "non"})
"""Only with their marks: "co 12 nguoi" is "có 12 người"."""
UNMARKED_ABOUT = "tam"
"""Before another number it is "tầm" without its mark, elsewhere "tám"."""
ROUGH_BEHIND: tuple[tuple[str, ...], ...] = (
    ("hơn",),
    ("+",),
    ("gì", "đó"),
    ("đổ", "lại"),
    ("trở", "lên"),
    ("trở", "xuống"),
    ("là", "cùng"),
    ("có", "lẻ"),
)
SEVERAL_BEHIND = "mấy"
"""Only with its mark: "20 may" is twenty machines."""

NONE = vocabulary("không ko k kg khg hông hong hok chưa chẳng chả")
NONE_OF_WHAT = vocabulary("có ai nào")
NONE_AROUND = vocabulary("hết cả đâu đến tới được đc dc một") | NONE_OF_WHAT | POLITE | COUNTED


@dataclass(frozen=True, slots=True)
class _Count:
    """One number or one range, and the numbers that it is made of."""

    low: Fraction
    high: Fraction
    start: int
    end: int
    is_lone_digit: bool
    is_bare_unit: bool


def read_number(text: str) -> Reading:
    """What the answer says about the number; never raises."""
    tokens = tokenise(text)
    if _says_none(tokens):
        return Exactly(0)
    counts = [count for count in _with_ranges(tokens, _numbers(tokens)) if _is_meant(tokens, count)]
    if not counts:
        return Missing()
    if len({(count.low, count.high) for count in counts}) > 1:
        return Many()
    return _judged(tokens, counts[0])


def _judged(tokens: Sequence[Token], count: _Count) -> Reading:
    is_whole = count.low.denominator == count.high.denominator == 1
    if not is_whole or _word(tokens, count.end) == "%":
        return NotWhole()
    if longest_at(tokens, count.end, [("rưỡi",), ("rưởi",)]):
        return NotWhole()
    if count.low != count.high:
        return Range(int(count.low), int(count.high))
    value = int(count.low)
    if _is_denied(tokens, count.start):
        return Missing()
    if _is_rough(tokens, count) or (count.is_bare_unit and not _is_all(tokens, count, POLITE)):
        return Rough(value)
    return Exactly(value)


def _says_none(tokens: Sequence[Token]) -> bool:
    """True for "không", "chưa ạ", "không có bác nào"; not for "không nhớ", "không phải 12"."""
    words = [token for token in tokens if _is_word(token)]
    while words and words[0].is_in(POLITE):
        words = words[1:]
    if not words or not words[0].is_in(NONE):
        return False
    rest = [token for token in words[1:] if not token.is_in(POLITE)]
    if not rest:
        return True
    names_what = any(token.is_in(NONE_OF_WHAT) for token in rest)
    return names_what and all(token.is_in(NONE_AROUND) for token in rest)


def _numbers(tokens: Sequence[Token]) -> list[Number]:
    """The numbers, without "tam" where another number follows: there it is "tầm"."""
    found = scan(tokens)
    starts = {number.start for number in found}
    return [
        number
        for number in found
        if not (tokens[number.start].word == UNMARKED_ABOUT and number.end in starts)
    ]


def _with_ranges(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[_Count]:
    """Each number, or two as a range where words or a dash say so."""
    at = 0
    while at < len(numbers):
        one = numbers[at]
        other = numbers[at + 1] if at + 1 < len(numbers) else None
        count = _Count(
            one.value, one.value, one.start, one.end, one.is_lone_digit, one.is_bare_unit
        )
        if other is not None and _are_range(tokens, one, other):
            lone = one.is_lone_digit and other.is_lone_digit
            yield replace(count, high=other.value, end=other.end, is_lone_digit=lone)
            at += 2
        else:
            yield count
            at += 1


def _are_range(tokens: Sequence[Token], one: Number, other: Number) -> bool:
    if not one.value < other.value:
        return False
    between = [token for token in tokens[one.end : other.start] if not token.is_in(COUNTED)]
    if between:
        return len(between) == 1 and between[0].is_in(CONNECTORS)
    if tokens[one.start].is_figure or tokens[other.start].is_figure or one.end != other.start:
        return False
    if one.is_lone_digit and other.is_lone_digit:  # the idioms "năm sáu", "năm bảy"
        return other.value - one.value == 1 or [one.value, other.value] == FIVE_OR_SEVEN
    return not one.is_lone_digit and not other.is_lone_digit  # "mười lăm hai mươi người"


def _is_meant(tokens: Sequence[Token], count: _Count) -> bool:
    """False for what only looks like a number: "năm nay", "bà Ba", "tram y te", "vài chục"."""
    behind = tokens[count.end] if count.end < len(tokens) else None
    before = tokens[count.start - 1] if count.start else None
    followed = behind is not None and behind.is_in(COUNTED)
    if (
        before is not None
        and before.is_in(VAGUE_COUNTS)
        and (count.is_bare_unit or count.is_lone_digit)
    ):
        return False
    if count.is_lone_digit:
        return followed or _is_all(tokens, count, FILLERS | COUNTED)
    if count.is_bare_unit and count.end == count.start + 1:
        return followed or behind is None or _is_all(tokens, count, FILLERS | COUNTED)
    return True


def _is_all(tokens: Sequence[Token], count: _Count, around: frozenset[str]) -> bool:
    """Whether nothing but such words stands around the number."""
    outside = (*tokens[: count.start], *tokens[count.end :])
    return all(token.is_in(around) for token in outside if _is_word(token))


def _is_denied(tokens: Sequence[Token], start: int) -> bool:
    """True for "không phải 12", "ko có 12"; a sign parts them: "không, 12"."""
    if _ends_with(tokens, start, ROUGH_BEFORE):
        return False
    near = tokens[max(0, start - 2) : start]
    return any(
        token.is_in(NONE) and all(_is_word(later) for later in near[place:])
        for place, token in enumerate(near)
    )


def _is_rough(tokens: Sequence[Token], count: _Count) -> bool:
    start = count.start
    while start and tokens[start - 1].is_in(("có", "được", "là")):
        start -= 1
    if _ends_with(tokens, count.start, ROUGH_BEFORE) or _ends_with(tokens, start, ROUGH_BEFORE):
        return True
    if count.start and tokens[count.start - 1].word in {*ROUGH_BEFORE_MARKED, UNMARKED_ABOUT}:
        return True
    behind = count.end
    if _word(tokens, behind) == SEVERAL_BEHIND or longest_at(tokens, behind, ROUGH_BEHIND):
        return True
    is_counted = behind < len(tokens) and tokens[behind].is_in(COUNTED)
    return is_counted and longest_at(tokens, behind + 1, ROUGH_BEHIND[1:]) > 0


def _ends_with(tokens: Sequence[Token], end: int, phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands directly before `end`."""
    return any(
        longest_at(tokens, end - len(phrase), [phrase]) for phrase in phrases if end >= len(phrase)
    )


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) else ""


def _is_word(token: Token) -> bool:
    return token.word[0].isalnum()
