"""Where a message names a day, a place or a part of the day, and which of them begin something."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.language.day_rules import Week, Weekday
from bot.language.day_walk import Why
from bot.language.sentences.days import judge
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.soft_days import is_soft
from bot.language.sentences.text import Typed

_TOLD = frozenset({Tag.WORD, Tag.HELP, Tag.ACT, Tag.GATHER, Tag.OTHER_ACT, Tag.TOPIC, Tag.NO_KEY})
"""What somebody did in a part of the day."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Days, places and parts of the day that stand together, and where among the pieces."""

    start: int
    end: int
    days: tuple[Piece, ...] = ()
    places: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def markers_of(
    pieces: Sequence[Piece], told: Collection[int], typed: Typed, today: date
) -> list[Marker]:
    """`told` are the places that tell how many."""
    found = _without_heading(_markers(pieces, told, typed, today), told, typed, today)
    found = _in_week(found)
    found = _without_next(_distinct(found, typed, today), told, typed, today)
    return _framed(found, pieces)


def _in_week(markers: Sequence[Marker]) -> list[Marker]:
    """The "thứ năm" of "tuần sau: thứ ba thôn Bến 20 người, thứ năm thôn Trại 15 người"."""
    kept: list[Marker] = []
    week: Piece | None = None
    last = -1
    for marker in markers:
        own = next((piece for piece in marker.days if isinstance(piece.day, Week)), None)
        named = [piece.day.number for piece in marker.days if isinstance(piece.day, Weekday)]
        is_plain = len(named) == len(marker.days) == 1 and named[0] > last
        goes_on = own is None and week is not None and is_plain
        week = own or (week if goes_on else None)
        last = named[0] if named else -1
        kept.append(replace(marker, days=(*marker.days, week)) if goes_on and week else marker)
    return kept


def many_between(markers: Sequence[Marker], told: Collection[int]) -> list[int]:
    """How many of these places stand before the first marker, and behind each."""
    found = [0] * (len(markers) + 1)
    for at in told:
        found[sum(marker.start < at for marker in markers)] += 1
    return found


def _without_heading(
    markers: Sequence[Marker], told: Collection[int], typed: Typed, today: date
) -> list[Marker]:
    """Without the first of "hôm qua với hôm nay mở lớp, hôm qua 12 người, hôm nay 14 người"."""
    if len(markers) < 2 or many_between(markers, told)[1]:  # noqa: PLR2004
        return [*markers]
    heading, *others = markers
    if heading.parts and others[0].parts and not others[0].days:  # "sáng họp, chiều giúp 10 bác"
        return [replace(others[0], days=heading.days), *others[1:]]
    days = set(judge(heading.days, typed, today).days)
    named = {day for one in others for day in judge(one.days, typed, today).days}
    places = {place for one in others for place in one.places}
    is_of_days = len(days) > 1 and named <= days and len(named) > 1
    is_of_places = len(heading.places) > 1 and set(heading.places) == places
    if not (is_of_days or is_of_places):
        return [*markers]
    return [
        replace(
            one,
            days=one.days or (() if is_of_days else heading.days),
            places=one.places or (() if is_of_places else heading.places),
            parts=one.parts or heading.parts,
        )
        for one in others
    ]


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
    if len(markers) < 2 or many_between(markers, told)[-1]:  # noqa: PLR2004  # one is kept
        return markers
    days = judge(markers[-1].days, typed, today).days
    before = judge(markers[-2].days, typed, today).days
    is_next = bool(days) and bool(before) and days[0] > today >= before[0]
    weeks = [piece.day for piece in markers[-1].days if isinstance(piece.day, Week)]
    is_next = is_next or (not days and any(week.offset > 0 for week in weeks))
    return markers[:-1] if is_next and not markers[-1].places else markers


def _markers(
    pieces: Sequence[Piece], told: Collection[int], typed: Typed, today: date
) -> list[Marker]:
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
        if (
            piece.tag is Tag.BREAK or piece.value == "still"
        ):  # "20 người ở thôn Đoài, chiều qua": the next one begins
            is_open, is_told = is_open and not is_told, False
        if piece.tag not in {Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY} or (at in soft and has_hard):
            continue
        if is_open and _is_of_heading(found[-1], pieces, at, typed, today):
            is_open = False
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


def _is_of_heading(
    marker: Marker, pieces: Sequence[Piece], at: int, typed: Typed, today: date
) -> bool:
    """Whether a day or place that stands among several in front is named again for itself."""
    between = pieces[marker.end : at]
    if pieces[at].tag is Tag.PLACE and marker.places and any(p.value == "go" for p in between):
        return True  # "12 người ở thôn Bến rồi sang thôn Trại dạy 9 người"
    if not any(piece.tag is Tag.BREAK for piece in between):
        return False
    if pieces[at].tag is Tag.PART_OF_DAY:  # "sáng họp thôn, chiều giúp 10 bác"
        is_told = any(piece.tag in _TOLD for piece in between)
        return is_told and bool(marker.parts) and pieces[at].value not in marker.parts
    if pieces[at].tag is Tag.PLACE:
        return len(marker.places) > 1 and pieces[at].value in marker.places
    days = judge(marker.days, typed, today).days
    return len(days) > 1 and set(judge(pieces[at : at + 1], typed, today).days) <= set(days)


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
