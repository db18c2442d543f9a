"""One activity with everything that hangs on it, as it was logged, and what was done to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.activity import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    Revision,
)
from models.attachment import Attachment
from models.business import Business, BusinessSupport
from models.commune import Team
from models.indicator import ActivityIndicator
from models.people import Person, shown_name

GROUPS = ("elderly", "fishermen", "freelance", "vulnerable")


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """`channel` is "" where it was not kept; `before` and `after` are figures by their names."""

    id: str
    at: datetime
    by_id: str
    by_name: str
    channel: str
    before: tuple[tuple[str, Any], ...]
    after: tuple[tuple[str, Any], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Logged:
    """`team_id` is "" for the commune's own; `revisions` are the oldest first."""

    id: str
    team_id: str
    team_name: str
    kind: ActivityKind
    day: date
    week: str
    sessions: int
    people: int
    groups: tuple[tuple[str, int], ...]
    vneid: tuple[int, int, int]
    indicators: tuple[tuple[str, int | None], ...]
    attendees: tuple[tuple[str, str], ...]
    photos: tuple[str, ...]
    place: str | None
    note: str | None
    author_id: str
    author_name: str
    for_id: str
    for_name: str
    confirmed_at: datetime
    is_withdrawn: bool
    revisions: tuple[RevisionRow, ...]
    course_id: str = ""
    business: tuple[str, str] = ("", "")
    """Id and name of the business that was supported."""

    @property
    def newest(self) -> RevisionRow:
        return self.revisions[-1]


async def load_logged(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, Logged]:
    """By their ids; one that is not there is left out."""
    if not ids:
        return {}
    asked = {"commune": commune_id, "ids": tuple(ids)}
    rows = (await connection.execute(_activities(), asked)).all()
    indicators = await _grouped(connection, _indicators(), asked)
    attendees = await _grouped(connection, _attendees(), asked)
    photos = await _grouped(connection, _photos(), asked)
    businesses = await _grouped(connection, _businesses(), asked)
    revisions: dict[str, list[RevisionRow]] = {}
    for row in await connection.execute(_revisions(), asked):
        one = RevisionRow(
            row.id,
            row.at,
            row.by_id,
            row.name,
            row.channel or "",
            tuple((row.before or {}).items()),
            tuple((row.after or {}).items()),
            row.why,
        )
        revisions.setdefault(row.activity_id, []).append(one)
    return {
        row.id: Logged(
            id=row.id,
            team_id=row.team_id or "",
            team_name=row.team_name or "",
            kind=row.kind,
            day=row.day,
            week=row.week,
            sessions=row.sessions,
            people=row.people,
            groups=tuple(
                (name, getattr(row, name)) for name in GROUPS if getattr(row, name) is not None
            ),
            vneid=(row.vneid_1, row.vneid_2, row.vneid_unspecified),
            indicators=tuple((one[1], one[2]) for one in indicators.get(row.id, ())),
            attendees=tuple((one[1], one[2]) for one in attendees.get(row.id, ())),
            photos=tuple(one[1] for one in photos.get(row.id, ())),
            place=row.place,
            note=row.note,
            author_id=row.author_id,
            author_name=row.author_name,
            for_id=row.for_id or "",
            for_name=row.for_name or "",
            confirmed_at=row.confirmed_at,
            is_withdrawn=row.state is ActivityState.WITHDRAWN,
            revisions=tuple(revisions.get(row.id, ())),
            course_id=row.course_id or "",
            business=tuple(businesses.get(row.id, ((row.id, "", ""),))[0][1:]),
        )
        for row in rows
    }


async def _grouped(
    connection: AsyncConnection, query: Select[*tuple[Any, ...]], asked: dict[str, Any]
) -> dict[str, list[Any]]:
    """The rows of each activity, whose id stands first."""
    found: dict[str, list[Any]] = {}
    for row in await connection.execute(query, asked):
        found.setdefault(row[0], []).append(row)
    return found


@cache
def _activities() -> Select[*tuple[Any, ...]]:
    author, whom = aliased(Person), aliased(Person)
    return (
        select(
            Activity.__table__,
            Team.name.label("team_name"),
            shown_name(author).label("author_name"),
            shown_name(whom).label("for_name"),
        )
        .join(
            author,
            and_(author.commune_id == Activity.commune_id, author.id == Activity.author_id),
        )
        .outerjoin(whom, and_(whom.commune_id == Activity.commune_id, whom.id == Activity.for_id))
        .outerjoin(Team, and_(Team.commune_id == Activity.commune_id, Team.id == Activity.team_id))
        .where(
            Activity.commune_id == bindparam("commune"),
            Activity.id.in_(bindparam("ids", expanding=True)),
        )
    )


@cache
def _indicators() -> Select[str, str, int | None]:
    return select(
        ActivityIndicator.activity_id, ActivityIndicator.indicator_id, ActivityIndicator.value
    ).where(
        ActivityIndicator.commune_id == bindparam("commune"),
        ActivityIndicator.activity_id.in_(bindparam("ids", expanding=True)),
    )


@cache
def _attendees() -> Select[str, str, str]:
    came = and_(Person.commune_id == Attendance.commune_id, Person.id == Attendance.person_id)
    return (
        select(Attendance.activity_id, Person.id, shown_name().label("name"))
        .join(Person, came)
        .where(
            Attendance.commune_id == bindparam("commune"),
            Attendance.activity_id.in_(bindparam("ids", expanding=True)),
        )
    )


@cache
def _businesses() -> Select[str, str, str]:
    named = and_(
        Business.commune_id == BusinessSupport.commune_id,
        Business.id == BusinessSupport.business_id,
    )
    return (
        select(BusinessSupport.activity_id, Business.id, Business.name)
        .join(Business, named)
        .where(
            BusinessSupport.commune_id == bindparam("commune"),
            BusinessSupport.activity_id.in_(bindparam("ids", expanding=True)),
        )
    )


@cache
def _photos() -> Select[str | None, str]:
    return select(Attachment.activity_id, Attachment.id).where(
        Attachment.commune_id == bindparam("commune"),
        Attachment.activity_id.in_(bindparam("ids", expanding=True)),
    )


@cache
def _revisions() -> Select[*tuple[Any, ...]]:
    by = and_(Person.commune_id == Revision.commune_id, Person.id == Revision.by_id)
    return (
        select(Revision.__table__, shown_name().label("name"))
        .join(Person, by)
        .where(
            Revision.commune_id == bindparam("commune"),
            Revision.activity_id.in_(bindparam("ids", expanding=True)),
        )
        .order_by(Revision.at, Revision.id)
    )
