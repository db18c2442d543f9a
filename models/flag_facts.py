"""The answers to what looking over an entry asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.activity import Activity, ActivityState
from models.attachment import Attachment
from models.commune import Team
from models.flag import Flag
from models.flag_needs import (
    HISTORY_WEEKS,
    LISTED,
    FlagCountNeed,
    FlagLine,
    FlagNeed,
    FlagRow,
    FlagsNeed,
    PastEntry,
    RaisedRow,
    SamePhoto,
    SamePhotosNeed,
    TeamHistory,
    TeamHistoryNeed,
)
from models.logged import load_logged
from models.needs import Need
from models.village_facts import VILLAGE_LOADERS
from models.weeks import week_days, weeks_between


async def team_histories(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TeamHistoryNeed]
) -> dict[Need[Any], Any]:
    """Two lists instead of pairs: a few rows too many are read, but by the index."""
    weeks = {need: _weeks(need.week) for need in needs}
    asked = {
        "commune": commune_id,
        "teams": tuple({need.team_id for need in needs}),
        "weeks": tuple({week for some in weeks.values() for week in some}),
    }
    rows = (await connection.execute(_entries(), asked)).all()
    own = {**asked, "weeks": tuple({need.week for need in needs})}
    flags = (await connection.execute(_flags_of_weeks(), own)).all()
    return {
        need: TeamHistory(
            tuple(
                PastEntry(*row[1:])
                for row in rows
                if row.team_id == need.team_id and row.week in weeks[need]
            ),
            tuple(
                RaisedRow(row.id, row.kind, row.activity_id, row.settled_at is None)
                for row in flags
                if (row.team_id, row.week) == (need.team_id, need.week)
            ),
        )
        for need in needs
    }


def _weeks(week: str) -> tuple[str, ...]:
    monday, sunday = week_days(week)
    return weeks_between(monday - timedelta(weeks=HISTORY_WEEKS), sunday)


@cache
def _entries() -> Select[*tuple[Any, ...]]:
    vneid = Activity.vneid_1 + Activity.vneid_2 + Activity.vneid_unspecified
    return select(
        Activity.team_id,
        Activity.id,
        Activity.week,
        Activity.day,
        Activity.kind,
        Activity.sessions,
        Activity.people,
        vneid,
        Activity.place,
        Activity.author_id,
    ).where(
        Activity.commune_id == bindparam("commune"),
        Activity.team_id.in_(bindparam("teams", expanding=True)),
        Activity.week.in_(bindparam("weeks", expanding=True)),
        Activity.state == ActivityState.CONFIRMED,
    )


@cache
def _flags_of_weeks() -> Select[*tuple[Any, ...]]:
    return select(
        Flag.id, Flag.kind, Flag.activity_id, Flag.team_id, Flag.week, Flag.settled_at
    ).where(
        Flag.commune_id == bindparam("commune"),
        Flag.team_id.in_(bindparam("teams", expanding=True)),
        Flag.week.in_(bindparam("weeks", expanding=True)),
    )


async def same_photos(
    connection: AsyncConnection, commune_id: str, needs: Sequence[SamePhotosNeed]
) -> dict[Need[Any], Any]:
    ids = tuple({photo for need in needs for photo in need.photos})
    found: list[SamePhoto] = []
    if ids:
        rows = await connection.execute(_same_bytes(), {"commune": commune_id, "photos": ids})
        found = [SamePhoto(row.photo, row.activity, row.day) for row in rows]
    return {need: tuple(same for same in found if same.photo_id in need.photos) for need in needs}


@cache
def _same_bytes() -> Select[str, str, Any]:
    """In the order of the entries: the first of a photo is where it was first."""
    mine, other = aliased(Attachment), aliased(Attachment)
    return (
        select(mine.id.label("photo"), Activity.id.label("activity"), Activity.day)
        .join(
            other,
            and_(
                other.commune_id == mine.commune_id,
                other.digest == mine.digest,
                other.id != mine.id,
            ),
        )
        .join(
            Activity,
            and_(Activity.commune_id == other.commune_id, Activity.id == other.activity_id),
        )
        .where(
            mine.commune_id == bindparam("commune"),
            mine.id.in_(bindparam("photos", expanding=True)),
            mine.digest.is_not(None),
            Activity.state == ActivityState.CONFIRMED,
        )
        .order_by(Activity.confirmed_at, Activity.id)
    )


# What was raised


async def flags(
    connection: AsyncConnection, commune_id: str, needs: Sequence[FlagsNeed]
) -> dict[Need[Any], Any]:
    team = and_(Team.commune_id == Flag.commune_id, Team.id == Flag.team_id)
    entry = and_(Activity.commune_id == Flag.commune_id, Activity.id == Flag.activity_id)
    query = (
        select(Flag.id, Flag.kind, Team.name, Activity.day)
        .join(Activity, entry)
        .outerjoin(Team, team)
        .where(Flag.commune_id == commune_id, Flag.settled_at.is_(None))
        .order_by(Flag.raised_at.desc(), Flag.id.desc())
        .limit(LISTED)
    )
    found: dict[Need[Any], Any] = {}
    for need in needs:
        of_teams = query.where(Flag.team_id.in_(need.team_ids)) if need.team_ids else query
        rows = await connection.execute(of_teams)
        found[need] = tuple(FlagLine(row.id, row.kind, row.name or "", row.day) for row in rows)
    return found


async def flag_counts(
    connection: AsyncConnection, commune_id: str, needs: Sequence[FlagCountNeed]
) -> dict[Need[Any], Any]:
    count = await connection.scalar(
        select(func.count()).where(Flag.commune_id == commune_id, Flag.settled_at.is_(None))
    )
    return dict.fromkeys(needs, count or 0)


async def flag_ones(
    connection: AsyncConnection, commune_id: str, needs: Sequence[FlagNeed]
) -> dict[Need[Any], Any]:
    rows = (
        await connection.execute(
            select(Flag.__table__, Team.name)
            .outerjoin(Team, and_(Team.commune_id == Flag.commune_id, Team.id == Flag.team_id))
            .where(Flag.commune_id == commune_id, Flag.id.in_({need.flag_id for need in needs}))
        )
    ).all()
    ids = {id_ for row in rows for id_ in (row.activity_id, row.other_id) if id_}
    logged = await load_logged(connection, commune_id, ids)
    found = {
        row.id: FlagRow(
            id=row.id,
            kind=row.kind,
            detail=tuple(row.detail.items()),
            team_id=row.team_id or "",
            team_name=row.name or "",
            raised_at=row.raised_at,
            end=row.end,
            entry=logged[row.activity_id],
            other=logged.get(row.other_id) if row.other_id else None,
        )
        for row in rows
        if row.activity_id in logged
    }
    return {need: found.get(need.flag_id) for need in needs}


FLAG_LOADERS: dict[type, Callable[..., Any]] = {
    TeamHistoryNeed: team_histories,
    SamePhotosNeed: same_photos,
    FlagsNeed: flags,
    FlagCountNeed: flag_counts,
    FlagNeed: flag_ones,
    **VILLAGE_LOADERS,
}
