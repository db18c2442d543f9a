"""Numbers that count nothing: times, ages, prices, plates, names that are numbers."""

import re
from bisect import bisect_left

from bot.language.number_words import Number, number_at
from bot.language.sentences import tables
from bot.language.sentences.countable import countable
from bot.language.sentences.phrases import longest
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import LINE, Typed

TIME, AGE, GROUPS = "time", "age", "groups"
GROUP_NOUNS = {
    ("nhóm",), ("đội",), ("tổ",), ("điểm",), ("nơi",), ("thôn",), ("xóm",), ("chỗ",), ("khu",),
    ("bàn",), ("địa", "điểm"), ("đoàn",),
}  # fmt: skip
"""Each of them may have so many people."""
_MEASURED_AS = {"giờ": TIME, "tuổi": AGE, "phút": "while", "tiếng": "while"}
PERIODS = frozenset({"quý", "năm"})

_TIME = re.compile(
    r"(?:lúc |luc |hồi )?\d{1,2}\s?(?:h|giờ|gio|g(?=\d\d))\s?"
    r"(?:\d{1,2}(?!\d)(?![/.,]?\d)(?:p|ph|phút)?|rưỡi|ruoi|kém \d+)?(?![^\W\d_])"
    r"|\d{1,2}:\d{2}(?!\d)|(?:(?:lúc|hồi|từ) )\d{1,2} rưỡi(?! \w*(?:người|triệu))"
    r"|\d{1,2} rưỡi(?= (?:sáng|trưa|chiều|tối))"
)
_PLATE = re.compile(
    r"\d{2}\s?[a-zđ]{1,2}\d?\s?[-–. ]\s?\d{2,3}\.?\d{2}(?!\d)|[a-z]{2}-\d{4,6}"
    r"|(?:hp|qn|tb|th|na|qb|nđ|bđ) ?\d{4,6}(?!\d)(?: ?ts\b)?"
)
_DOCUMENT = re.compile(
    r"\d+[/-](?:\d{4}[/-])?[a-zđ]{2,}(?:-[a-zđ]+)*(?: ngày \d{1,2}/\d{1,2}(?:/\d{4})?)?"
)
_TAIL = re.compile(
    r"[/-](?:\d{4}[/-])?[a-zđ]{2,}(?:-[a-zđ]+)*(?: ngày \d{1,2}/\d{1,2}(?:/\d{4})?)?"
    r"|[a-zđ]\d{0,2}(?![^\W_])"
)
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|phần trăm|phan tram)")
_MONEY = re.compile(
    r"\d+(?:[.,]\d+)*\s?(?:k|đ|tr|vnđ|vnd|đồng(?! ch[íi])|triệu|củ|lít)(?:/\w+)?(?!\w)(?:\s?\d+)?"
)
_BLOOD_PRESSURE = re.compile(r"(?:9\d|1\d\d|2[01]\d)/(?:[4-9]\d|1[0-3]\d)(?![\d/])")
_OF_AIM = re.compile(
    r"\d{1,2}/\d{1,2}(?= (?:chỉ tiêu|kế hoạch|quân số|chi tieu|ke hoach|quan so)(?!\w))"
)
_ROUND_THE_CLOCK = re.compile(
    r"24/7|24h/7|4\.0(?!\d)|2\.0(?!\d)|[2345]g(?!\w)|2k\d{1,2}(?!\w)|u[5-9]\d(?!\w)"
)
_PERIOD = re.compile(r"\d{4}\s?[-–]\s?\d{4}")
_CLASS = re.compile(r"\d{1,2}[a-zđ]\d{0,2}(?![^\W_])")
_ANSWERS = (
    (_ROUND_THE_CLOCK, ""), (_PLATE, ""), (_TIME, TIME), (_PERCENT, ""), (_PERIOD, ""),
    (_DOCUMENT, ""), (_MONEY, ""), (_BLOOD_PRESSURE, ""),
    (_OF_AIM, ""),
)  # fmt: skip
_UP_TO = re.compile(r"\s?(?:-|–|đến|tới|den|toi)\s?\d{1,3}(?!\d)")
_DAY_OF_MONTH = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?(?!\d)(?! (?:người|hộ|bác|cụ|lượt))")
DATED_NOUNS = ("buổi", "lớp", "ca", "đợt")
AGE_NOUN = "tuổi"
COUNTED_NOUNS = ("buổi", "lớp", "ca", "lần")
NAMED_DAYS = frozenset({"hôm", "hom", "sáng", "trưa", "chiều", "tối"})
WEEKDAYS = frozenset({"hai", "ba", "tư", "tu", "năm", "nam", "sáu", "sau", "bảy", "bay", *"234567"})
SMALLEST_PRICE = 1_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
CLASS_NOUNS = ("lớp", "khối", "học sinh", "phòng", "xe", "lô")


def apart_at(typed: Typed, at: int, before: Piece | None) -> Piece | None:
    """The number with its words that begins at this token, if it counts nothing."""
    token = typed.tokens[at]
    if _is_list_mark(typed, at):
        return Piece(Tag.APART, at, at + 2)
    if token.is_figure or token.word in {"lúc", "luc"}:
        for pattern, value in _ANSWERS:
            if found := pattern.match(typed.low, token.start):
                if pattern is _BLOOD_PRESSURE and countable(typed.tokens, at + 3):
                    continue
                return Piece(Tag.APART, at, _without_count(typed, at, found, value), value)
        if before is not None and (found := _CLASS.match(typed.low, token.start)):
            named = typed.tokens[before.end - 1].is_in(CLASS_NOUNS)
            if named:
                return Piece(Tag.APART, at, _behind(typed, found.end()))
    if token.word[0].isalpha() and (found := _PLATE.match(typed.low, token.start)):
        return Piece(Tag.APART, at, _behind(typed, found.end()))
    return _named(typed, at) or _measured(typed, at, before)


def _without_count(typed: Typed, at: int, found: re.Match[str], value: str) -> int:
    """Where it ends: the 15 of "8h đến 10h 15 người" are people, no minutes."""
    end = _behind(typed, found.end())
    is_minute = value == TIME and end - at > 2 and typed.tokens[end - 1].is_figure  # noqa: PLR2004
    is_apart = is_minute and typed.tokens[end - 1].start > typed.tokens[end - 2].end
    return end - 1 if is_apart and countable(typed.tokens, end) else end


def _is_list_mark(typed: Typed, at: int) -> bool:
    """Such as the "1." and "2)" of a list, at the beginning of a line."""
    tokens = typed.tokens
    opens = at == 0 or tokens[at - 1].word == LINE
    if not opens or at + 2 >= len(tokens) or not typed.has_lines:
        return False
    return tokens[at].word.isdecimal() and tokens[at + 1].word in {".", ")", "/", "-"}


def _named(typed: Typed, at: int) -> Piece | None:
    """A noun and its number: "nghị quyết 57", "lớp 9", "khóa 2"."""
    noun = longest(tables.NAMED_BY_NUMBER, typed.tokens, at)
    if noun is None or _is_level(typed, at):
        return None
    start = at + len(noun.words)
    number = number_at(typed.tokens, start) if start < len(typed.tokens) else None
    if number is None or _is_no_name(typed, at, start):
        return None
    if number.is_lone_digit and noun.value != "always":
        return None
    behind = countable(typed.tokens, number.end)
    if noun.value != "always" and behind is not None:
        return None
    if number.is_bare_unit:
        return None
    if noun.value == "always" and number.is_lone_digit and behind is not None:
        return None
    if noun.words[0] in PERIODS and (noun.words[0] != "năm" or _is_year(number)):
        return Piece(Tag.STRETCH, at, number.end)
    tail = _TAIL.match(typed.low, typed.tokens[number.end - 1].end)
    if noun.words[-1] == AGE_NOUN:
        tail = _UP_TO.match(typed.low, typed.tokens[number.end - 1].end) or tail
    end = _behind(typed, tail.end()) if tail else number.end
    return Piece(Tag.APART, at, end)


def _is_no_name(typed: Typed, at: int, start: int) -> bool:
    """Such as "số buổi 1", "buổi 12/3"."""
    if at and typed.tokens[at - 1].is_in(("số",)) and typed.tokens[at].word in COUNTED_NOUNS:
        return True
    is_dated = typed.tokens[start - 1].word in DATED_NOUNS
    return is_dated and _DAY_OF_MONTH.match(typed.low, typed.tokens[start].start) is not None


def _is_level(typed: Typed, at: int) -> bool:
    phrase = longest(tables.WORDS, typed.tokens, at)
    return phrase is not None and phrase.tag in {Tag.LEVEL, Tag.TOPIC}


def _measured(typed: Typed, at: int, before: Piece | None) -> Piece | None:
    """A number and its measure: "82 tuổi", "3 km", "2 tiếng", "180 nghìn"; or a stretch of time."""
    number = number_at(typed.tokens, at)
    if number is None:
        return None
    end = number.end
    if _leads_to_day(typed, end, before) or _leads_to_village(typed, end, before):
        return None
    measure = longest(tables.BEHIND, typed.tokens, end)
    counted = countable(typed.tokens, end)
    if typed.tokens[end - 1].word == "ba" and not typed.writes_marks and end - at > 1:
        return None  # "hai muoi ba con": twenty people
    if measure is not None and (counted is None or len(counted.words) < len(measure.words)):
        if number.is_lone_digit and measure.words == ("đ",):
            return None
        value = _MEASURED_AS.get(measure.words[0], "")
        tag = Tag(measure.tag) if number.value != 1 else Tag.APART  # "một ngày" spans nothing
        low = int(number.value) if value == AGE else None
        return Piece(tag, at, end + len(measure.words), value, low=low)
    if counted is not None and counted.words == ("con",) and _is_left_over(typed, end):
        return None
    if counted is not None and counted.tag == Tag.THING:
        value = GROUPS if counted.words in GROUP_NOUNS else ""
        low = int(number.value) if value else None
        return Piece(Tag.APART, at, end + len(counted.words), value, low=low)
    if counted is None and number.value >= SMALLEST_PRICE and not typed.tokens[at].is_figure:
        return Piece(Tag.APART, at, end)
    if counted is None and typed.tokens[end - 1].is_in(("nghìn", "ngàn", "triệu")):
        return Piece(Tag.APART, at, end)
    is_year = typed.tokens[at].is_figure and counted is None and _is_year(number)
    return Piece(Tag.APART, at, end) if is_year and end == at + 1 else None


def _is_left_over(typed: Typed, at: int) -> bool:
    """The "còn" of "xong 12 con 3 nguoi"."""
    is_bare = not typed.writes_marks and at + 1 < len(typed.tokens)
    return is_bare and number_at(typed.tokens, at + 1) is not None


def _is_year(number: Number) -> bool:
    return FIRST_YEAR <= number.value <= LAST_YEAR and number.value.denominator == 1


def _leads_to_day(typed: Typed, end: int, before: Piece | None) -> bool:
    """The 17 of "hôm kia 17 hôm qua 15 hôm nay 20 người"."""
    words = [token.word for token in typed.tokens[end : end + 2]]
    if len(words) > 1 and words[0] in {"thứ", "thu"} and words[1] in WEEKDAYS:
        return True  # "dvc 4 thứ ba 11/8"
    names_day = len(words) > 1 and words[0] in NAMED_DAYS and words[1] in {"qua", "nay", "kia"}
    is_list = before is not None and before.tag in {Tag.DAY, Tag.AIM}
    return names_day and is_list


def _leads_to_village(typed: Typed, end: int, before: Piece | None) -> bool:
    """The 14 of "thôn Đông 14 thôn Trại 11 thôn Hạ 9 người"."""
    if before is None or before.tag is not Tag.PLACE or end + 1 >= len(typed.tokens):
        return False
    named = typed.is_capital(end + 1) or typed.tokens[end + 1].folded in tables.VILLAGES
    return named and longest(tables.PLACE_NOUNS, typed.tokens, end) is not None


def _behind(typed: Typed, place: int) -> int:
    """The first token at or behind a place of the text."""
    return bisect_left(typed.tokens, place, key=lambda token: token.start)
