"""One entry looked over as it is logged: everything that somebody should look at, the weightiest
first. It blocks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.flagging.rules.hasty import is_hasty
from handlers.flagging.rules.installs_left import is_above, left_of
from handlers.flagging.rules.outlier import ENOUGH, FLOOR_ENTRY, FLOOR_WEEK, outlier
from handlers.flagging.rules.same_figures import Figures, are_same
from handlers.flagging.rules.twice import find_twice
from models.changes import RecordActivity
from models.flag import FlagKind
from models.flag_changes import Detail
from models.flag_needs import (
    PastEntry,
    SamePhotosNeed,
    TeamHistory,
    TeamHistoryNeed,
    VillageNeed,
)
from models.needs import Facts, Need, TeamWeekNeed
from models.tally import GUIDING
from models.weeks import week_of

ENTRY, WEEK = "entry", "week"
"""What an outlier is compared as."""


@dataclass(frozen=True, slots=True)
class Found:
    """`other_id` is the entry that it is compared with, where there is one."""

    kind: FlagKind
    detail: Detail = ()
    other_id: str | None = None


def needs_of(record: RecordActivity) -> tuple[Need[Any], ...]:
    needs: list[Need[Any]] = []
    if record.team_id:
        week = week_of(record.day)
        needs += [TeamHistoryNeed(record.team_id, week), TeamWeekNeed(record.team_id, week)]
        if vneid_of(record):
            needs.append(VillageNeed(record.team_id))
    if record.photos:
        needs.append(SamePhotosNeed(record.photos))
    return tuple(needs)


def vneid_of(record: RecordActivity) -> int:
    return record.vneid_1 + record.vneid_2 + record.vneid_unspecified


def look_over(
    record: RecordActivity,
    facts: Facts,
    *,
    beside: Sequence[RecordActivity] = (),
    gone: Collection[str] = (),
    begun_at: datetime | None = None,
) -> tuple[Found, ...]:
    """`beside` are logged by the same dialog, before this one; `gone` are taken back by it."""
    found: list[Found] = []
    if record.team_id:
        history = facts.of(TeamHistoryNeed(record.team_id, week_of(record.day)))
        of_team = [one for one in beside if one.team_id == record.team_id]
        left = (entry for entry in history.entries if entry.activity_id not in gone)
        past = _Past(record, replace(history, entries=tuple(left)), of_team)
        found += past.found()
        found += _installs(record, past, facts)
    found += _photos(record, facts)
    if is_hasty(record.people, begun_at, record.at) and begun_at is not None:
        seconds = int((record.at - begun_at).total_seconds())
        found.append(Found(FlagKind.HASTY, (("seconds", seconds), ("people", record.people))))
    return tuple(sorted(found, key=lambda one: WEIGHT.index(one.kind)))


WEIGHT = (
    FlagKind.TWICE,
    FlagKind.OUTLIER,
    FlagKind.INSTALLS_LEFT,
    FlagKind.SAME_PHOTO,
    FlagKind.HASTY,
    FlagKind.SAME_FIGURES,
)


class _Past:
    """What the team has logged, without the entry itself as it was before."""

    def __init__(
        self, record: RecordActivity, history: TeamHistory, beside: Sequence[RecordActivity]
    ) -> None:
        self.new = past_of(record)
        self.former = next((e for e in history.entries if e.activity_id == record.id), None)
        self.beside = tuple(past_of(one) for one in beside)
        self.entries = (
            *(entry for entry in history.entries if entry.activity_id != record.id),
            *self.beside,
        )
        self.raised = {
            flag.kind for flag in history.flags if flag.is_open and flag.activity_id != record.id
        }

    def found(self) -> Iterator[Found]:
        if twin := find_twice(self.new, self.entries):
            detail: Detail = (("day", twin.day.isoformat()), ("people", twin.people))
            yield Found(FlagKind.TWICE, detail, twin.activity_id)
        if odd := self._outlier():
            yield odd
        figures = weekly((*self.entries, self.new))
        if FlagKind.SAME_FIGURES not in self.raised and are_same(self.new.week, figures):
            now = figures[self.new.week]
            same: Detail = (("people", now.people), ("vneid", now.vneid))
            yield Found(FlagKind.SAME_FIGURES, same)

    def _outlier(self) -> Found | None:
        """The entry itself; else its week, of which one entry speaks."""
        earlier = [entry for entry in self.entries if entry.week < self.new.week]
        alike = [entry for entry in earlier if entry.kind is self.new.kind]
        if len({entry.week for entry in alike}) >= ENOUGH:
            usual = outlier(self.new.people, [entry.people for entry in alike], floor=FLOOR_ENTRY)
            if usual is not None:
                return _odd(ENTRY, self.new.people, usual.low, usual.high)
        before = weekly(earlier)
        if FlagKind.OUTLIER in self.raised or len(before) < ENOUGH:
            return None
        now = weekly((*self.entries, self.new))[self.new.week]
        usual = outlier(now.people, [one.people for one in before.values()], floor=FLOOR_WEEK)
        return None if usual is None else _odd(WEEK, now.people, usual.low, usual.high)


def _odd(of: str, value: int, low: int, high: int) -> Found:
    return Found(FlagKind.OUTLIER, (("of", of), ("value", value), ("low", low), ("high", high)))


def weekly(entries: Sequence[PastEntry]) -> dict[str, Figures]:
    """People and installs of each week in which there was anything."""
    people: defaultdict[str, int] = defaultdict(int)
    vneid: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        people[entry.week] += entry.people if entry.kind in GUIDING else 0
        vneid[entry.week] += entry.vneid
    return {week: Figures(people[week], vneid[week]) for week in people}


def past_of(record: RecordActivity) -> PastEntry:
    return PastEntry(
        activity_id=record.id,
        week=week_of(record.day),
        day=record.day,
        kind=record.kind,
        sessions=record.sessions,
        people=record.people,
        vneid=vneid_of(record),
        place=record.place,
        author_id=record.author_id,
    )


def _installs(record: RecordActivity, past: _Past, facts: Facts) -> Iterator[Found]:
    """Asked only where somebody entered how many of the village had it and had not."""
    if not record.team_id or not past.new.vneid:
        return
    village = facts.of(VillageNeed(record.team_id))
    if village is None or village.day is None or record.day <= village.day:
        return
    own = (*past.beside, past.new)
    new = sum(entry.vneid for entry in own if entry.day > village.day)
    if past.former is not None and past.former.day > village.day:
        new -= past.former.vneid
    left = left_of(village)
    if left is not None and is_above(village, village.installs + new):
        detail: Detail = (("installs", village.installs + new), ("left", left))
        yield Found(FlagKind.INSTALLS_LEFT, detail)


def _photos(record: RecordActivity, facts: Facts) -> Iterator[Found]:
    if not record.photos:
        return
    for same in facts.of(SamePhotosNeed(record.photos)):
        if same.activity_id != record.id:
            detail: Detail = (("day", same.day.isoformat()),)
            yield Found(FlagKind.SAME_PHOTO, detail, same.activity_id)
            return
