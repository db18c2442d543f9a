"""Who asked to have it written for them, as leaders and the coordinator see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.commune import Team
from models.needs import Need, ScribeListNeed, ScribeRow
from models.people import NO_TEAM, Person, PersonRole, Role, is_withdrawn
from models.scribe import ScribeRequest


async def scribe_lists(
    connection: AsyncConnection, commune_id: str, needs: Sequence[ScribeListNeed]
) -> dict[Need[Any], Any]:
    leads = exists().where(
        PersonRole.commune_id == ScribeRequest.commune_id,
        PersonRole.person_id == ScribeRequest.person_id,
        PersonRole.role == Role.LEADER,
    )
    person = and_(
        Person.commune_id == ScribeRequest.commune_id, Person.id == ScribeRequest.person_id
    )
    team = and_(Team.commune_id == ScribeRequest.commune_id, Team.id == ScribeRequest.team_id)
    leader = aliased(PersonRole)
    has_leader = exists().where(
        leader.commune_id == ScribeRequest.commune_id,
        leader.team_id == ScribeRequest.team_id,
        leader.role == Role.LEADER,
    )
    rows = await connection.execute(
        select(
            ScribeRequest.id,
            ScribeRequest.person_id,
            Person.name,
            ScribeRequest.team_id,
            Team.name.label("team_name"),
            ScribeRequest.reason,
            ScribeRequest.at,
            ScribeRequest.draft,
            or_(leads, ~has_leader).label("is_for_commune"),
        )
        .join(Person, person)
        .outerjoin(Team, team)
        .where(
            ScribeRequest.commune_id == commune_id,
            ScribeRequest.closed_at.is_(None),
            ~is_withdrawn(),
        )
        .order_by(ScribeRequest.at)
    )
    open_ = [
        (
            ScribeRow(
                r.id,
                r.person_id,
                r.name,
                r.team_id or NO_TEAM,
                r.team_name or "",
                r.reason,
                r.at,
                r.draft or "",
            ),
            r.is_for_commune,
        )
        for r in rows
    ]
    return {
        need: tuple(
            row
            for row, is_for_commune in open_
            if row.team_id in need.team_ids or (need.of_leaders and is_for_commune)
        )
        for need in needs
    }
