"""What "giống lần trước" repeats: each person's newest confirmed activity for a team."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState, Attendance
from models.indicator import ActivityIndicator
from models.needs import LastActivity, LastActivityNeed, Need
from models.people import NO_TEAM

LOGGED_AS_SESSIONS = (
    ActivityKind.RESIDENTS_SESSION,
    ActivityKind.HOME_VISIT,
    ActivityKind.MEMBERS_SESSION,
)
"""What a session's questions lead to; other kinds have questions of their own."""


async def last_activities(
    connection: AsyncConnection, commune_id: str, needs: Sequence[LastActivityNeed]
) -> dict[Need[Any], Any]:
    pairs = {(need.person_id, need.team_id) for need in needs}
    asked = {"commune": commune_id, "asked": json.dumps(sorted(pairs))}
    rows = (await connection.execute(_newest(), asked)).all()
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


@cache
def _newest() -> Select[*tuple[Any, ...]]:
    """For each person and team asked, a step to the end of their part of the index: however much
    they have logged, nothing of it but the newest is read.
    """
    asked = func.json_each(bindparam("asked")).table_valued("value")
    person = func.json_extract(asked.c.value, "$[0]")
    team = func.nullif(func.json_extract(asked.c.value, "$[1]"), NO_TEAM)
    commune: BindParameter[str] = bindparam("commune")
    newest = (
        select(Activity.id)
        .where(
            Activity.commune_id == commune,
            Activity.author_id == person,
            Activity.team_id.is_not_distinct_from(team),
            Activity.state == ActivityState.CONFIRMED,
            Activity.kind.in_(LOGGED_AS_SESSIONS),
        )
        .order_by(Activity.id.desc())
        .limit(1)
        .correlate(asked)
        .scalar_subquery()
    )
    columns = (column for column in Activity.__table__.columns if column.name != "note")
    return select(*columns).where(
        Activity.commune_id == commune, Activity.id.in_(select(newest).select_from(asked))
    )


async def _pairs(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[tuple[str, int | None]]]:
    asked = {"commune": commune_id, "ids": tuple(ids)}
    rows = await connection.execute(_indicators_of(), asked)
    found: dict[str, list[tuple[str, int | None]]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append((row.indicator_id, row.value))
    return found


async def _attendees(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[str]]:
    asked = {"commune": commune_id, "ids": tuple(ids)}
    rows = await connection.execute(_attendance_of(), asked)
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.activity_id, []).append(row.person_id)
    return found


@cache
def _indicators_of() -> Select[str, str, int | None]:
    return select(
        ActivityIndicator.activity_id, ActivityIndicator.indicator_id, ActivityIndicator.value
    ).where(
        ActivityIndicator.commune_id == bindparam("commune"),
        ActivityIndicator.activity_id.in_(bindparam("ids", expanding=True)),
    )


@cache
def _attendance_of() -> Select[str, str]:
    return select(Attendance.activity_id, Attendance.person_id).where(
        Attendance.commune_id == bindparam("commune"),
        Attendance.activity_id.in_(bindparam("ids", expanding=True)),
    )
