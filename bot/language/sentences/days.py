"""The day of an activity, judged from all the days that stand beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from bot.language import day_rules as rules
from bot.language.date_words import DAY_WORDS
from bot.language.day_walk import Item, Why
from bot.language.sentences.heard import Ask
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import Typed
from bot.language.tokens import Token

OLD_DAYS = 31
ORDERED = ("buổi", "bài", "tiết")
UP_TO = ("đến", "tới", "-", "–", "→", "~")
_JUST = ("ban", "lúc", "hồi", "vừa", "khi")
OR = ("hoặc", "hay")
_OF_DAY = frozenset({"ngày", "hôm", "buổi", "sáng", "tối", "chiều", "ngay", "hom"})
_SUMS = frozenset({"tính", "kế", "cộng", "dồn", "tổng"})
PERIOD_LEADS = ("trong", "cả", "suốt")


@dataclass(frozen=True, slots=True)
class Judged:
    """No day and no `ask`: none was said. Several days: each was named for itself."""

    days: tuple[date, ...] = ()
    ask: Ask | None = None
    is_lunar: bool = False


def looking_ahead(piece: Piece, typed: Typed, today: date) -> Piece:
    """The same day where the sentence is about what will be: "ngày 20 sẽ …", "thứ bảy sẽ …"."""
    words = typed.tokens[piece.start : piece.end]
    if isinstance(piece.day, rules.Weekday) and piece.day.side is rules.Side.LATEST:
        is_today = piece.day.number == today.weekday()
        side = rules.Side.LATEST if is_today else rules.Side.AFTER_TODAY
        return replace(piece, day=rules.Weekday(piece.day.number, side))
    names_month = any(token.word in "/-." or token.means("tháng") for token in words)
    is_numbered = words[0].is_in(DAY_WORDS) and not names_month and not piece.is_lunar
    if not is_numbered or not isinstance(piece.day, date) or piece.day >= today:
        return piece
    if len(words) > 2 or not any(token.is_figure for token in words):  # noqa: PLR2004  # "hôm qua"
        return piece
    coming = (rules.in_month(piece.day.day, offset, today) for offset in (0, 1, 2))
    day = next((day for day in coming if day is not None and day >= today), None)
    return replace(piece, day=day or Why.NO_SUCH_DAY)


def without_ordinals(pieces: Sequence[Piece], typed: Typed) -> list[Piece]:
    """Without the "buổi 3/8" beside a day: the third of eight."""
    found = list(pieces)
    days = [at for at, piece in enumerate(pieces) if piece.tag is Tag.DAY]
    for at in days if len(days) > 1 else ():
        piece = pieces[at]
        parts = [token.word for token in typed.tokens[piece.start : piece.end]]
        is_fraction = len(parts) == 3 and parts[1] == "/"  # noqa: PLR2004
        if is_fraction and at and typed.tokens[piece.start - 1].is_in(ORDERED):
            is_share = parts[0].isdecimal() and parts[2].isdecimal()
            if is_share and int(parts[0]) <= int(parts[2]):
                found[at] = replace(piece, tag=Tag.APART, day=None)
    return found


def of_messages(pieces: Sequence[Piece], typed: Typed) -> list[Piece]:
    """The "ban nãy" of "ban nãy tôi nói sai" is when it was told, no day of a deed."""
    if not any(piece.tag is Tag.CORRECT or piece.value == "not_but" for piece in pieces):
        return list(pieces)
    return [
        replace(piece, tag=Tag.REPORTING, day=None)
        if _is_just_now(piece, typed) or _is_of_slip(pieces, at, typed)
        else piece
        for at, piece in enumerate(pieces)
    ]


def _is_of_slip(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """The "nay" of "nay em quên cộng 2 máy"."""
    piece = pieces[at]
    if piece.tag is not Tag.DAY or typed.tokens[piece.start].word != "nay":
        return False
    if sum(one.tag is Tag.DAY for one in pieces) > 1:
        return False
    behind = [one for one in pieces[at + 1 : at + 3] if one.tag is not Tag.SELF]
    return behind[:1] != [] and behind[0].tag is Tag.CORRECT


def _is_just_now(piece: Piece, typed: Typed) -> bool:
    words = typed.tokens[piece.start : piece.end]
    is_pair = piece.tag is Tag.DAY and len(words) == 2  # noqa: PLR2004
    return is_pair and words[0].is_in(_JUST) and words[1].is_in(("nãy",))


def judge(named: Sequence[Piece], typed: Typed, today: date) -> Judged:
    items = [piece.day for piece in named if piece.day is not None]
    if not items:
        return Judged()
    days = tuple(dict.fromkeys(_days(items, today)))
    if Why.NO_SUCH_DAY in items:
        return Judged(ask=Ask.DATE_INVALID)
    if len(days) > 1 and _wavers(named, typed):
        return Judged(ask=Ask.DATE_UNCLEAR)
    if Why.RANGE in items or _spans(named, typed, len(days)):
        return Judged(ask=Ask.DATE_RANGE)
    if not days:
        return Judged(ask=Ask.DATE_RANGE if _is_period(named, typed) else Ask.DATE_UNCLEAR)
    if len(days) == 1 and _may_be_next(named, typed):
        return Judged(days, Ask.DATE_UNCLEAR)
    if len(days) > 1:
        if _contradicts(items, today):
            return Judged((days[0],), Ask.DATE_UNCLEAR)
        return Judged(days)
    if any(piece.is_lunar for piece in named):
        return Judged(days, Ask.DATE_UNCLEAR, is_lunar=True)
    return Judged(days, distance(days[0], today))


def distance(day: date, today: date) -> Ask | None:
    if day > today:
        return Ask.FUTURE_DATE
    return Ask.DATE_OLD if (today - day).days > OLD_DAYS else None


def _may_be_next(named: Sequence[Piece], typed: Typed) -> bool:
    """The "toi" of "cn toi" may be tới, or the one who speaks."""
    return any(
        isinstance(piece.day, rules.Weekday)
        and piece.end < len(typed.tokens)
        and typed.tokens[piece.end].word == "toi"
        for piece in named
    )


def _days(items: Sequence[Item], today: date) -> Iterator[date]:
    explicit = [item for item in items if isinstance(item, date)]
    yield from explicit
    named = {day.weekday() for day in explicit}
    weeks = [item for item in items if isinstance(item, rules.Week)]
    for item in items:
        if isinstance(item, rules.Weekday) and item.number not in named:
            yield rules.on_weekday(item, weeks, today)


def _contradicts(items: Sequence[Item], today: date) -> bool:
    """Such as "thứ bảy 22/11" where that is a Sunday."""
    explicit = [item for item in items if isinstance(item, date)]
    weekdays = [item for item in items if isinstance(item, rules.Weekday)]
    return len(explicit) == 1 and len(weekdays) == 1 and len(set(_days(items, today))) > 1


def _spans(named: Sequence[Piece], typed: Typed, many: int) -> bool:
    """Whether the days are the ends of a span: "từ thứ 2 đến thứ 6", "từ mùng 10 đến 17/3"."""
    if any(_is_open(piece, named, typed) for piece in named):
        return True
    leads = (typed.tokens[max(0, piece.start - 5) : piece.start] for piece in named)
    if any(_is_up_to(lead) for lead in leads):
        return True
    return many > 1 and any(
        token.word in UP_TO or token.means("đến")
        for one, other in pairwise(named)
        for token in typed.tokens[one.end : other.start]
    )


def _is_open(piece: Piece, named: Sequence[Piece], typed: Typed) -> bool:
    """Such as "kể từ 20/11", "tính đến hết ngày 24/11": many days, of which one is named."""
    if any(other.end == piece.start for other in named):  # "thứ tư 25/11"
        return False
    words = [token.word for token in typed.tokens[max(0, piece.start - 3) : piece.start]]
    while words and words[-1] in _OF_DAY:
        words.pop()
    if not words:
        return False
    if words[-1] in {"hết", "het"}:
        words.pop()
        is_up_to = words[-1:] != [] and words[-1] in {*UP_TO, "tính", "den", "toi"}
    else:
        is_up_to = len(words) > 1 and words[-1] in UP_TO and words[-2] in _SUMS
    if not words:
        return False
    since = words[-1] in {"từ", "tu"} and isinstance(piece.day, date)
    return is_up_to or (since and typed.tokens[piece.end - 1].word not in {"nay", "sáng", "giờ"})


def _is_up_to(lead: Sequence[Token]) -> bool:
    """Such as "từ mùng 10 đến" in front of a day: its first day is no day of its own."""
    begins = [at for at, token in enumerate(lead) if token.is_in(("từ",))]
    ends = bool(lead) and lead[-1].is_in(("đến", "tới", "-", "–"))
    return ends and bool(begins) and any(token.is_figure for token in lead[begins[0] :])


def _wavers(named: Sequence[Piece], typed: Typed) -> bool:
    """Such as "thứ năm hoặc thứ sáu gì đó"."""
    return any(
        token.is_in(OR) for one, other in pairwise(named)
        for token in typed.tokens[one.end : other.start]
    )  # fmt: skip


def _is_period(named: Sequence[Piece], typed: Typed) -> bool:
    """A month by its number, or "trong tuần", "cả tháng": the report holds all of it."""
    for piece in named:
        words = typed.tokens[piece.start : piece.end]
        before = typed.tokens[piece.start - 1] if piece.start else None
        if words[0].means("tháng") and words[-1].word not in {"trước", "này", "sau", "rồi"}:
            return True
        if words[0].is_in(("mấy",)) and words[-1].is_in(("trước",)):
            return False
        if words[0].is_in(("cả", "suốt", "mấy")) or (before and before.is_in(PERIOD_LEADS)):
            return True
    return False
