"""What a message does to the list of what is being caught up. Pure; never raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.dialog.context import Context
from bot.dialog.reading import bare_number
from bot.dialog.steps import LinesRead
from bot.dialog.text import Text
from bot.language.dates import OnDay, read_date
from bot.language.fold import fold
from bot.language.months import Month, with_whole_dates
from bot.language.numbers import Exactly, read_number
from bot.language.sentences.forms import Form
from bot.language.sentences.heard import Key
from handlers.catching_up.caught import (
    MOST,
    Caught,
    Gap,
    entries_from_text,
    entries_to_text,
    gap_text,
    hear,
)

_DROP = re.compile(
    r"(?:da |vang )?(?:bo|xoa|huy)(?: (?:di|buoi|so|cai|dong))* (\d{1,2})(?: di)?(?: a)?"
)
_AGAIN = re.compile(
    r"\s*(?:buổi|buoi|số|so)\s+(\d{1,2})\s*(?:[:,–-]|là|la|thì|thi)\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_VISIT = re.compile(r"\b(?:tai nha|den nha|o nha|tung nha|ho gia dinh|luu dong)\b")
_SESSION = re.compile(r"\b(?:huong dan|buoi|lop|nha van hoa|tap trung|nguoi dan)\b")


def reader(
    context: Context, month: Month, places: tuple[str, ...]
) -> Callable[[str, str, date], LinesRead]:
    def read(kept: str, typed: str, today: date) -> LinesRead:
        entries = entries_from_text(kept)
        after, said = _after(entries, typed, _Seen(context, month, places, today))
        return LinesRead(entries_to_text(after), said)

    return read


def next_question(context: Context, month: Month, kept: str) -> Text:
    """What an entry still lacks; else the next one."""
    entries = entries_from_text(kept)
    for nth, entry in enumerate(entries, start=1):
        gap = entry.gap(context)
        if gap is not None:
            return gap_text(gap, nth, month)
    if len(entries) >= MOST:
        return Text("catching.full", most=MOST)
    return Text("catching.more", count=len(entries))


class _Seen:
    """Where the message is read."""

    def __init__(
        self, context: Context, month: Month, places: tuple[str, ...], today: date
    ) -> None:
        self.context, self.month, self.places, self.today = context, month, places, today

    def hear(self, typed: str) -> tuple[Caught, ...]:
        limit = self.context.number("people_limit")
        return hear(typed, self.month, self.today, places=self.places, limit=limit)


Entries = tuple[Caught, ...]


def _after(entries: Entries, typed: str, seen: _Seen) -> tuple[Entries, tuple[Text, ...]]:
    if (dropped := _DROP.fullmatch(" ".join(fold(typed).split()))) is not None:
        return _without(entries, int(dropped[1]))
    if (again := _AGAIN.match(typed)) is not None and int(again[1]) <= len(entries):
        return _said_again(entries, int(again[1]), again[2], seen)
    at = next((i for i, one in enumerate(entries) if one.gap(seen.context)), None)
    if at is not None:
        return _filled(entries, at, typed, seen)
    return _added(entries, typed, seen)


def _without(entries: Entries, number: int) -> tuple[Entries, tuple[Text, ...]]:
    if not 1 <= number <= len(entries):
        return entries, (Text("catching.no_such", count=len(entries)),)
    left = (*entries[: number - 1], *entries[number:])
    return left, (Text("catching.dropped", nth=number),)


def _said_again(
    entries: Entries, number: int, typed: str, seen: _Seen
) -> tuple[Entries, tuple[Text, ...]]:
    place = number - 1
    heard = seen.hear(typed)
    if len(heard) == 1:
        return _put(entries, place, entries[place].mended_by(heard[0]), seen)
    day = _day(typed, seen)
    if day is not None:
        return _put(entries, place, entries[place].with_day(day), seen)
    return entries, (Text("catching.miss"),)


def _filled(
    entries: Entries, place: int, typed: str, seen: _Seen
) -> tuple[Entries, tuple[Text, ...]]:
    """The answer to what an entry lacks; or the entry, said again as a whole. What was held on
    another day is another entry: who hurries on loses nothing, and is asked again.
    """
    entry, gap = entries[place], entries[place].gap(seen.context)
    heard = seen.hear(typed)
    whole = [one for one in heard if one.report.day and one.report.counts.get(Key.PEOPLE)]
    if len(heard) == 1 and whole:
        known = entry.report.day
        if known is not None and known != whole[0].report.day:
            return _added(entries, typed, seen)
        return _put(entries, place, whole[0], seen)
    filled: Caught | None = None
    match gap:
        case Gap.DAY:
            day = _day(typed, seen)
            filled = entry.with_day(day) if day is not None else None
        case Gap.PEOPLE | Gap.SUMS:
            people = _number(typed)
            filled = entry.with_people(people) if people else None
        case Gap.KIND:
            form = _form(typed)
            filled = entry.with_kind(form) if form is not None else None
        case Gap.VNEID:
            count = _number(typed)
            filled = entry.with_vneid(count) if count is not None else None
        case None:
            pass
    if filled is None:
        return entries, (Text("catching.miss_here"),)
    return _put(entries, place, filled, seen)


def _added(entries: Entries, typed: str, seen: _Seen) -> tuple[Entries, tuple[Text, ...]]:
    heard = seen.hear(typed)
    if not heard:
        return entries, (Text("catching.miss"),)
    room = MOST - len(entries)
    if room <= 0:
        return entries, ()
    new = heard[:room]
    after = (*entries, *new)
    said = [_line(after, place, seen.context) for place in range(len(entries), len(after))]
    if len(said) > SAID_BACK:
        said = [Text("catching.several", count=len(new))]
    if len(heard) > room:
        said.append(Text("catching.too_many", count=len(heard) - room))
    return after, tuple(said)


SAID_BACK = 3


def _put(
    entries: Entries, place: int, new: Caught, seen: _Seen
) -> tuple[Entries, tuple[Text, ...]]:
    after = (*entries[:place], new, *entries[place + 1 :])
    return after, (_line(after, place, seen.context),)


def _line(entries: Entries, place: int, context: Context) -> Text:
    parts = entries[place].parts(context)
    return Text("catching.kept", nth=place + 1, parts=parts)


def _day(typed: str, seen: _Seen) -> date | None:
    """A day of the month: "7", "mùng 7", "7/3", "thứ bảy tuần đầu"."""
    number = bare_number(typed)
    if number is not None:
        day = seen.month.day(number)
    else:
        read = read_date(with_whole_dates(typed, seen.month), seen.today)
        day = read.day if isinstance(read, OnDay) else None
    if day is None or not seen.month.has(day) or day > seen.today:
        return None
    return day


def _number(typed: str) -> int | None:
    match read_number(typed):
        case Exactly(value) if value >= 0:
            return value
        case _:
            return None


def _form(typed: str) -> Form | None:
    folded = fold(typed)
    if _VISIT.search(folded):
        return Form.HOME_VISIT
    return Form.SESSION if _SESSION.search(folded) else None
