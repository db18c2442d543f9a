"""The commune's people as a list to hand out: name, team, duty, phone; never a birth year."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.commune import Team
from models.people import Person, PersonRole, Role, shown_name


@dataclass(frozen=True, slots=True)
class ListedMember:
    """One duty of a person; `team` is "" for one of the whole commune, `phone` for none."""

    person_id: str
    name: str
    team: str
    role: Role
    phone: str
    has_joined: bool


async def listed_members(connection: AsyncConnection, commune_id: str) -> tuple[ListedMember, ...]:
    """Team by team, the commune's own people last; no residents."""
    person = and_(Person.commune_id == PersonRole.commune_id, Person.id == PersonRole.person_id)
    team = and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id)
    rows = await connection.execute(
        select(
            Person.id,
            shown_name().label("name"),
            Team.name.label("team"),
            PersonRole.role,
            Person.phone,
            Person.joined_at,
        )
        .join(Person, person)
        .outerjoin(Team, team)
        .where(PersonRole.commune_id == commune_id, PersonRole.role != Role.RESIDENT)
        .order_by(Team.position.is_(None), Team.position, Person.id, PersonRole.role)
    )
    return tuple(
        ListedMember(
            row.id, row.name, row.team or "", row.role, row.phone or "", row.joined_at is not None
        )
        for row in rows
    )
