"""Divides a message into its activities: each day or place that has its own numbers is one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language.day_rules import Week
from bot.language.day_walk import Why
from bot.language.sentences.counts import Count, What
from bot.language.sentences.days import Judged, is_soft, judge
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import Typed

DAILY = ("tối", "sáng", "chiều", "trưa", "ngày", "hôm", "buổi")


@dataclass(frozen=True, slots=True)
class Marker:
    """Days, places and parts of the day that stand together, and where among the pieces."""

    start: int
    end: int
    days: tuple[Piece, ...] = ()
    places: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


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
    markers = _distinct(_markers(pieces, told, typed), typed, today)
    markers = _framed(_without_next(markers, told, typed, today), pieces)
    if len(markers) <= 1:
        return _each(_whole(pieces, markers, typed, today), pieces, typed)
    between = _between(markers, told)
    if between[0] == 0 and all(between[1:]):
        return _leading(pieces, markers, typed, today)
    if between[0] and between[-1] == 0 and all(between[1:-1]):
        return _trailing(pieces, markers, typed, today)
    return [_whole(pieces, markers, typed, today, is_doubtful=True)]


def _framed(markers: Sequence[Marker], pieces: Sequence[Piece]) -> list[Marker]:
    """A day in front and a place behind, in one clause: "sáng qua 20 người ở thôn Đoài"."""
    kept: list[Marker] = []
    for marker in markers:
        last = kept[-1] if kept else None
        is_place = bool(marker.places) and not marker.days and not marker.parts
        if (
            last is not None and is_place and not last.places
            and not any(piece.tag is Tag.BREAK for piece in pieces[last.end : marker.start])
        ):  # fmt: skip
            kept[-1] = replace(last, places=marker.places)
        else:
            kept.append(marker)
    return kept


def _without_next(
    markers: list[Marker], told: Collection[int], typed: Typed, today: date
) -> list[Marker]:
    """Without the "mai" of "hôm nay 12 người, mai làm tiếp": a day to come with no number."""
    if len(markers) < 2 or _between(markers, told)[-1]:  # noqa: PLR2004  # one is kept
        return markers
    days = judge(markers[-1].days, typed, today).days
    before = judge(markers[-2].days, typed, today).days
    is_next = bool(days) and bool(before) and days[0] > today >= before[0]
    weeks = [piece.day for piece in markers[-1].days if isinstance(piece.day, Week)]
    is_next = is_next or (not days and any(week.offset > 0 for week in weeks))
    return markers[:-1] if is_next and not markers[-1].places else markers


def _markers(pieces: Sequence[Piece], told: Collection[int], typed: Typed) -> list[Marker]:
    soft = {
        at for at, piece in enumerate(pieces) if piece.tag is Tag.DAY and is_soft(pieces, at, typed)
    }
    soft |= {at for at in range(len(pieces)) if _is_background(pieces, at, told)}
    has_hard = any(piece.tag is Tag.DAY and at not in soft for at, piece in enumerate(pieces))
    found: list[Marker] = []
    is_open = is_told = False
    for at, piece in enumerate(pieces):
        if at in told:
            is_open, is_told = False, True
        if piece.tag is Tag.BREAK:  # "20 người ở thôn Đoài, chiều qua": the next one begins
            is_open, is_told = is_open and not is_told, False
        if piece.tag not in {Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY} or (at in soft and has_hard):
            continue
        if not is_open:
            found.append(Marker(at, at + 1))
            is_open = True
        found[-1] = _with(found[-1], at, piece)
    return found


def _is_background(pieces: Sequence[Piece], at: int, told: Collection[int]) -> bool:
    """Such as "cấm biển 2 ngày nay, hôm nay 30 người": the days before are not the report's."""
    if pieces[at].day is not Why.RANGE:
        return False
    before = next((n for n in range(at - 1, -1, -1) if pieces[n].tag is Tag.DAY), at)
    if any(before < n < at for n in told) and not any(n > at for n in told):
        return isinstance(pieces[before].day, date)
    for ahead in range(at + 1, len(pieces)):
        if ahead in told or pieces[ahead].value == "into":
            return False
        if pieces[ahead].tag is Tag.DAY:
            return isinstance(pieces[ahead].day, date)
    return False


def _with(marker: Marker, at: int, piece: Piece) -> Marker:
    days, places, parts = marker.days, marker.places, marker.parts
    if piece.tag is Tag.DAY:
        days = (*days, piece)
        parts = (*parts, piece.value) if piece.value else parts
    elif piece.tag is Tag.PLACE:
        places = (*places, piece.value)
    else:
        parts = (*parts, piece.value)
    return Marker(marker.start, at + 1, days, places, parts)


def _distinct(markers: Sequence[Marker], typed: Typed, today: date) -> list[Marker]:
    """Without those that only repeat what was said before."""
    kept: list[Marker] = []
    for marker in markers:
        if kept and _repeats(kept[-1], marker, typed, today):
            kept = [_filled(one, marker) for one in kept]
        else:
            kept.append(marker)
    return kept


def _filled(marker: Marker, later: Marker) -> Marker:
    """What nobody had said yet holds for all that came before."""
    return Marker(
        marker.start, marker.end, marker.days or later.days, marker.places or later.places,
        marker.parts or later.parts,
    )  # fmt: skip


def _repeats(one: Marker, other: Marker, typed: Typed, today: date) -> bool:
    """Nothing in the later one contradicts the earlier one, and no new place begins."""
    same_days = (
        not other.days
        or not one.days
        or (judge(one.days, typed, today) == judge(other.days, typed, today))
    )
    same_places = not other.places or not one.places or set(other.places) == set(one.places)
    same_parts = not other.parts or not one.parts or set(other.parts) == set(one.parts)
    return same_days and same_places and same_parts


def _told(pieces: Sequence[Piece], counts: Sequence[Count]) -> set[int]:
    """The places that tell how many: numbers, and that there was nobody."""
    counted = {count.at for count in counts if count.is_counted and count.what is not What.BARE}
    idle = {
        at
        for at, piece in enumerate(pieces)
        if piece.tag is Tag.IDLE and (at == 0 or pieces[at - 1].tag is not Tag.NOT)
    }
    return counted | idle


def _between(markers: Sequence[Marker], told: Collection[int]) -> list[int]:
    """How many of these places stand before the first marker, and behind each."""
    found = [0] * (len(markers) + 1)
    for at in told:
        found[sum(marker.start < at for marker in markers)] += 1
    return found


def _whole(
    pieces: Sequence[Piece], markers: Sequence[Marker], typed: Typed, today: date,
    *, is_doubtful: bool = False,
) -> Activity:  # fmt: skip
    days = [piece for marker in markers for piece in marker.days]
    places = tuple(dict.fromkeys(name for marker in markers for name in marker.places))
    parts = tuple(dict.fromkeys(part for marker in markers for part in marker.parts))
    judged = judge(days, typed, today)
    return Activity(0, len(pieces), judged, places, parts, is_doubtful)


def _each(activity: Activity, pieces: Sequence[Piece], typed: Typed) -> list[Activity]:
    """One for each day of "tối thứ tư với tối thứ năm mỗi tối 18 người"."""
    is_daily = any(
        piece.tag is Tag.EACH and typed.tokens[piece.end - 1].is_in(DAILY) for piece in pieces
    )
    if is_daily and len(activity.judged.days) < 2 and len(activity.parts) > 1:  # noqa: PLR2004
        return [replace(activity, parts=(part,), is_daily=True) for part in activity.parts]
    if len(activity.judged.days) < 2 or not is_daily:  # noqa: PLR2004  # several days
        return [activity]
    return [
        replace(activity, judged=Judged((day,), activity.judged.ask), is_daily=True)
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
