"""Who belongs to which team, changed for one person by hand; lists change it by `models.roster`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.commune import Team, TeamKind
from models.people import NO_TEAM, PersonRole, Role
from models.putting import put

IN_TEAMS = (Role.MEMBER, Role.LEADER, Role.RAPID)
MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class LeaveTeam:
    """What the person logged stays with the team. Who is left without any role is a resident."""

    person_id: str
    team_id: str
    at: datetime
    key: str = MEMBERS


@dataclass(frozen=True, slots=True)
class EnterTeam:
    """As a member, or of a Đội; a person may belong to several."""

    person_id: str
    team_id: str
    at: datetime
    key: str = MEMBERS


@dataclass(frozen=True, slots=True)
class LeadTeam:
    """In place of whoever led it: they stay members."""

    person_id: str
    team_id: str
    at: datetime
    key: str = MEMBERS


MemberChange: TypeAlias = LeaveTeam | EnterTeam | LeadTeam


async def apply_member(connection: AsyncConnection, commune_id: str, change: MemberChange) -> None:
    match change:
        case LeaveTeam():
            await _leave(connection, commune_id, change)
        case EnterTeam(person_id, team_id):
            role = await _role_in(connection, commune_id, team_id)
            await _give(connection, commune_id, person_id, role, team_id)
            await connection.execute(
                delete(PersonRole).where(
                    PersonRole.commune_id == commune_id,
                    PersonRole.person_id == person_id,
                    PersonRole.role == Role.RESIDENT,
                )
            )
        case LeadTeam(person_id, team_id):
            await connection.execute(
                delete(PersonRole).where(
                    PersonRole.commune_id == commune_id,
                    PersonRole.team_id == team_id,
                    PersonRole.role == Role.LEADER,
                )
            )
            await _give(connection, commune_id, person_id, Role.LEADER, team_id)


async def _leave(connection: AsyncConnection, commune_id: str, change: LeaveTeam) -> None:
    await connection.execute(
        delete(PersonRole).where(
            PersonRole.commune_id == commune_id,
            PersonRole.person_id == change.person_id,
            PersonRole.team_id == change.team_id,
            PersonRole.role.in_(IN_TEAMS),
        )
    )
    left = await connection.scalar(
        select(func.count())
        .select_from(PersonRole)
        .where(PersonRole.commune_id == commune_id, PersonRole.person_id == change.person_id)
    )
    if not left:
        await _give(connection, commune_id, change.person_id, Role.RESIDENT, NO_TEAM)


async def _role_in(connection: AsyncConnection, commune_id: str, team_id: str) -> Role:
    kind = await connection.scalar(
        select(Team.kind).where(Team.commune_id == commune_id, Team.id == team_id)
    )
    return Role.RAPID if kind is TeamKind.DOI else Role.MEMBER


async def _give(
    connection: AsyncConnection, commune_id: str, person_id: str, role: Role, team_id: str
) -> None:
    row = {"commune_id": commune_id, "person_id": person_id, "role": role, "team_id": team_id}
    await connection.execute(put(PersonRole, ("role",)), row)
