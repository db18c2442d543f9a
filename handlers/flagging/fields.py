"""Two entries of one session, field by field: what differs, how it is shown, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.dialog.text import Label, Text
from handlers.session.names import Group, group_label
from models.activity import ActivityKind, EntryWay
from models.changes import RecordActivity
from models.logged import Logged
from models.needs import IndicatorRow

INDICATOR = "indicator:"
MERGEABLE = frozenset(
    {
        ActivityKind.RESIDENTS_SESSION,
        ActivityKind.MEMBERS_SESSION,
        ActivityKind.HOME_VISIT,
        ActivityKind.INSTALLS,
    }
)
"""On the others hang learners and businesses, which only their own dialogs change."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where the two differ. `first` and `second` are what stands in each."""

    name: str
    label: Text
    first: Label
    second: Label


def differing(first: Logged, second: Logged, indicators: tuple[IndicatorRow, ...]) -> list[Field]:
    """What both say, and say differently: the rest needs no question."""
    found = []
    for name, label, show in _fields(first, second, indicators):
        one, other = show(first), show(second)
        if one is not None and other is not None and one != other:
            found.append(Field(name, label, one, other))
    return found


def _fields(
    first: Logged, second: Logged, indicators: tuple[IndicatorRow, ...]
) -> Iterator[tuple[str, Text, Callable[[Logged], Label | None]]]:
    yield "people", Text("label.people"), _people
    yield "sessions", Text("label.sessions"), lambda one: Text("merge.times", count=one.sessions)
    for group in Group:
        yield (
            f"group:{group.value}",
            Text("merge.group", group=group_label(group)),
            lambda one, group=group: _count(dict(one.groups).get(group.value)),  # type: ignore[misc]
        )
    yield "vneid", Text("label.vneid"), _vneid
    labels = {row.id: row.label for row in indicators}
    for id_ in dict(first.indicators).keys() & dict(second.indicators).keys():
        yield (
            f"{INDICATOR}{id_}",
            Text("merge.indicator", label=labels.get(id_, id_)),
            lambda one, id_=id_: _count(dict(one.indicators).get(id_)),  # type: ignore[misc]
        )
    yield "place", Text("label.place"), lambda one: one.place
    yield "note", Text("label.note"), lambda one: one.note


def _count(count: int | None) -> Text | None:
    return None if count is None else Text("merge.people", count=count)


def _people(one: Logged) -> Text:
    """By name, as far as they were ticked: as many others are other people."""
    if not one.attendees:
        return Text("merge.people", count=one.people)
    names = tuple(name for _, name in one.attendees[:5])
    return Text("merge.names", count=one.people, names=names)


def _vneid(one: Logged) -> Text:
    first, second, unsaid = one.vneid
    if not first and not second:
        return Text("merge.installs", count=unsaid)
    return Text("merge.vneid", count=sum(one.vneid), first=first, second=second, unsaid=unsaid)


def record_of(one: Logged) -> RecordActivity:
    """The entry as it stands. Who logged it, how and when is no matter of an edit."""
    groups = dict(one.groups)
    return RecordActivity(
        id=one.id,
        dialog_id="",
        team_id=one.team_id or None,
        kind=one.kind,
        day=one.day,
        sessions=one.sessions,
        people=one.people,
        elderly=groups.get("elderly"),
        fishermen=groups.get("fishermen"),
        freelance=groups.get("freelance"),
        vulnerable=groups.get("vulnerable"),
        vneid_1=one.vneid[0],
        vneid_2=one.vneid[1],
        vneid_unspecified=one.vneid[2],
        place=one.place,
        note=one.note,
        author_id=one.author_id,
        for_id=one.for_id or None,
        how=EntryWay.SELF,
        at=one.confirmed_at,
        indicators=one.indicators,
        attendees=tuple(id_ for id_, _ in one.attendees),
        photos=one.photos,
    )


def merged(first: Logged, second: Logged, from_second: frozenset[str]) -> RecordActivity:
    """The first entry with those fields of the second that were chosen, what only the second says,
    and the photos of both.
    """
    groups = _together(dict(first.groups), dict(second.groups), "group:", from_second)
    indicators = _together(dict(first.indicators), dict(second.indicators), INDICATOR, from_second)
    people = second if "people" in from_second else first
    vneid = second.vneid if "vneid" in from_second else first.vneid
    place = second.place if "place" in from_second or not first.place else first.place
    note = second.note if "note" in from_second or not first.note else first.note
    return replace(
        record_of(first),
        sessions=second.sessions if "sessions" in from_second else first.sessions,
        people=people.people,
        elderly=groups.get("elderly"),
        fishermen=groups.get("fishermen"),
        freelance=groups.get("freelance"),
        vulnerable=groups.get("vulnerable"),
        vneid_1=vneid[0],
        vneid_2=vneid[1],
        vneid_unspecified=vneid[2],
        place=place,
        note=note,
        indicators=tuple(indicators.items()),
        attendees=tuple(id_ for id_, _ in people.attendees),
        photos=tuple(dict.fromkeys((*first.photos, *second.photos))),
    )


def _together(
    first: dict[str, int | None] | dict[str, int],
    second: dict[str, int | None] | dict[str, int],
    prefix: str,
    from_second: frozenset[str],
) -> dict[str, int | None]:
    """Of a count that only one of them gives, that one."""
    both: dict[str, int | None] = {**first}
    for name, value in second.items():
        if both.get(name) is None or f"{prefix}{name}" in from_second:
            both[name] = value
    return both
