"""Divides a message into its activities: each day or place that has its own numbers is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language.sentences.counts import Count, What
from bot.language.sentences.days import Judged, distance, judge
from bot.language.sentences.markers import Marker, many_between, markers_of
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import Typed
from bot.language.sentences.unsaid import are_some

DAILY = ("tối", "sáng", "chiều", "trưa", "ngày", "hôm", "buổi")
_BEGINNING = frozenset({Tag.DAY, Tag.PLACE})
_BETWEEN = frozenset({Tag.BREAK, Tag.FILLER, Tag.AND})
PLACES = ("thôn", "xóm", "khu", "làng", "nơi", "điểm", "chỗ", "bên")


@dataclass(frozen=True, slots=True)
class Activity:
    """Its pieces from `start` up to `end`."""

    start: int
    end: int
    judged: Judged
    places: tuple[str, ...]
    parts: tuple[str, ...]
    is_doubtful: bool = False
    """Several days or places, and no telling which number belongs to which."""
    is_daily: bool = False
    """One of several days that each had the same numbers."""


def activities(
    pieces: Sequence[Piece], counts: Sequence[Count], typed: Typed, today: date
) -> list[Activity]:
    told = _told(pieces, counts)
    markers = markers_of(pieces, told, typed, today)
    if len(markers) <= 1:
        whole = _whole(pieces, markers, typed, today)
        return _each(whole, pieces, typed, today)
    between = many_between(markers, told)
    if between[0] == 0 and all(between[1:]):
        return _leading(pieces, markers, typed, today)
    if between[0] and between[-1] == 0 and all(between[1:-1]):
        return _trailing(pieces, markers, typed, today)
    return [_whole(pieces, markers, typed, today, is_doubtful=True)]


def _told(pieces: Sequence[Piece], counts: Sequence[Count]) -> set[int]:
    """The places that tell how many: numbers, and that there was nobody."""
    counted = {count.at for count in counts if count.is_counted and count.what is not What.BARE}
    idle = {
        at
        for at, piece in enumerate(pieces)
        if piece.tag is Tag.IDLE and (at == 0 or pieces[at - 1].tag is not Tag.NOT)
    }
    return counted | idle | _vague_beside(pieces)


def _vague_beside(pieces: Sequence[Piece]) -> set[int]:
    """The "mấy" of "thôn Hạ mấy bác, thôn Bến 14 bác": right behind a day or a place."""
    return {
        at
        for at in range(len(pieces))
        if any(before.tag in _BEGINNING for before in pieces[max(0, at - 2) : at])
        and (are_some(pieces, at) or _is_crowd_alone(pieces, at))
    }


def _is_crowd_alone(pieces: Sequence[Piece], at: int) -> bool:
    """The "đông lắm" of "thôn Hạ đông lắm, thôn Bến 14 bác": the next place follows."""
    behind = [piece for piece in pieces[at + 1 : at + 4] if piece.tag not in _BETWEEN]
    is_next = bool(behind) and behind[0].tag is Tag.PLACE
    return pieces[at].tag is Tag.CROWD and pieces[at - 1].tag is Tag.PLACE and is_next


def _whole(
    pieces: Sequence[Piece], markers: Sequence[Marker], typed: Typed, today: date,
    *, is_doubtful: bool = False,
) -> Activity:  # fmt: skip
    days = [piece for marker in markers for piece in marker.days]
    places = tuple(dict.fromkeys(name for marker in markers for name in marker.places))
    parts = tuple(dict.fromkeys(part for marker in markers for part in marker.parts))
    judged = judge(days, typed, today)
    return Activity(0, len(pieces), judged, places, parts, is_doubtful)


def _each(activity: Activity, pieces: Sequence[Piece], typed: Typed, today: date) -> list[Activity]:
    """One for each day of "tối thứ tư với tối thứ năm mỗi tối 18 người", or each place."""
    named = [typed.tokens[piece.end - 1] for piece in pieces if piece.tag is Tag.EACH]
    if len(activity.places) > 1 and any(token.is_in(PLACES) for token in named):
        return [replace(activity, places=(place,), is_daily=True) for place in activity.places]
    is_daily = any(token.is_in(DAILY) for token in named)
    if is_daily and len(activity.judged.days) < 2 and len(activity.parts) > 1:  # noqa: PLR2004
        return [replace(activity, parts=(part,), is_daily=True) for part in activity.parts]
    if len(activity.judged.days) < 2 or not is_daily:  # noqa: PLR2004  # several days
        return [activity]
    return [
        replace(activity, judged=Judged((day,), distance(day, today)), is_daily=True)
        for day in activity.judged.days
    ]


def _leading(
    pieces: Sequence[Piece], markers: Sequence[Marker], typed: Typed, today: date
) -> list[Activity]:
    """Each marker stands before its numbers; what it leaves out it has from the one before."""
    found: list[Activity] = []
    is_doubtful = not markers[0].days and any(marker.days for marker in markers)
    for number, marker in enumerate(markers):
        start = 0 if number == 0 else marker.start
        end = markers[number + 1].start if number + 1 < len(markers) else len(pieces)
        last = found[-1] if found else None
        judged = judge(marker.days, typed, today)
        if not marker.days and last is not None:
            judged = last.judged
        places = marker.places or (last.places if last is not None else ())
        parts = marker.parts or (last.parts if last is not None and not marker.days else ())
        found.append(Activity(start, end, judged, places, parts, is_doubtful))
    return found


def _trailing(
    pieces: Sequence[Piece], markers: Sequence[Marker], typed: Typed, today: date
) -> list[Activity]:
    """Each marker stands behind its numbers: "20 người hôm qua, 15 người hôm nay"."""
    found: list[Activity] = []
    start = 0
    for number, marker in enumerate(markers):
        end = len(pieces) if number + 1 == len(markers) else marker.end
        judged = judge(marker.days, typed, today)
        found.append(Activity(start, end, judged, marker.places, marker.parts))
        start = end
    return found
