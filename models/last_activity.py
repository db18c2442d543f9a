"""What "giống lần trước" repeats: each person's newest confirmed activity for a team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState, Attendance
from models.indicator import ActivityIndicator
from models.needs import LastActivity, LastActivityNeed, Need
from models.people import NO_TEAM


async def last_activities(
    connection: AsyncConnection, commune_id: str, needs: Sequence[LastActivityNeed]
) -> dict[Need[Any], Any]:
    newest = (
        select(func.max(Activity.id))
        .where(
            Activity.commune_id == commune_id,
            tuple_(Activity.author_id, func.coalesce(Activity.team_id, NO_TEAM)).in_(
                {(need.person_id, need.team_id) for need in needs}
            ),
            Activity.state == ActivityState.CONFIRMED,
        )
        .group_by(Activity.author_id, Activity.team_id)
    )
    rows = (
        await connection.execute(
            select(
                *(column for column in Activity.__table__.columns if column.name != "note")
            ).where(Activity.commune_id == commune_id, Activity.id.in_(newest))
        )
    ).all()
    ids = {row.id for row in rows}
    indicators = await _pairs(connection, commune_id, ids)
    attendees = await _attendees(connection, commune_id, ids)
    by_person = {
        (row.author_id, row.team_id or NO_TEAM): LastActivity(
            kind=row.kind,
            people=row.people,
            groups=tuple(
                (name, getattr(row, name))
                for name in ("elderly", "fishermen", "freelance", "vulnerable")
                if getattr(row, name) is not None
            ),
            vneid=(row.vneid_1, row.vneid_2, row.vneid_unspecified),
            indicators=tuple(indicators.get(row.id, ())),
            place=row.place,
            attendee_ids=tuple(attendees.get(row.id, ())),
        )
        for row in rows
    }
    return {need: by_person.get((need.person_id, need.team_id)) for need in needs}


async def _pairs(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[tuple[str, int | None]]]:
    rows = await connection.execute(
        select(
            ActivityIndicator.activity_id, ActivityIndicator.indicator_id, ActivityIndicator.value
        ).where(ActivityIndicator.commune_id == commune_id, ActivityIndicator.activity_id.in_(ids))
    )
    found: dict[str, list[tuple[str, int | None]]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append((row.indicator_id, row.value))
    return found


async def _attendees(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[str]]:
    rows = await connection.execute(
        select(Attendance.activity_id, Attendance.person_id).where(
            Attendance.commune_id == commune_id, Attendance.activity_id.in_(ids)
        )
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append(row.person_id)
    return found
