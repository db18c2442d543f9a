"""Loading what a list is compared with, and writing what it changes: one statement per table."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.base import Base
from models.commune import Team, Village
from models.people import Person, PersonRole
from models.roster_standing import (
    PersonRow,
    Plan,
    RoleRow,
    Standing,
    TeamRow,
    VillageRow,
)

Rows = list[dict[str, Any]]

VILLAGE_COLUMNS = ("name", "households", "adults")
TEAM_COLUMNS = ("name", "kind", "village_id", "is_active", "zalo_group", "zalo_link", "zalo_bot")
PERSON_COLUMNS = ("name", "address")


async def load_standing(connection: AsyncConnection, commune_id: str) -> Standing:
    villages = await connection.execute(
        select(Village.id, Village.name, Village.households, Village.adults)
        .where(Village.commune_id == commune_id)
        .order_by(Village.id)
    )
    people = await connection.execute(
        select(Person.id, Person.name, Person.address, Person.phone_hash, Person.joined_at)
        .where(Person.commune_id == commune_id)
        .order_by(Person.id)
    )
    roles = await connection.execute(
        select(PersonRole.person_id, PersonRole.role, PersonRole.team_id).where(
            PersonRole.commune_id == commune_id
        )
    )
    return Standing(
        villages=tuple(VillageRow(*row) for row in villages),
        teams=await load_teams(connection, commune_id),
        people=tuple(
            PersonRow(row.id, row.name, row.address, row.phone_hash, row.joined_at is not None)
            for row in people
        ),
        roles=frozenset(RoleRow(*row) for row in roles),
    )


async def load_teams(connection: AsyncConnection, commune_id: str) -> tuple[TeamRow, ...]:
    rows = await connection.execute(
        select(
            Team.id,
            Team.name,
            Team.kind,
            Team.village_id,
            Team.position,
            Team.is_active,
            Team.zalo_group,
            Team.zalo_link,
            Team.zalo_bot,
        )
        .where(Team.commune_id == commune_id)
        .order_by(Team.position, Team.id)
    )
    return tuple(TeamRow(*row) for row in rows)


async def write_plan(
    connection: AsyncConnection, commune_id: str, plan: Plan, *, now: datetime
) -> None:
    """Villages before the teams that lie in them, people before their roles."""
    here = {"commune_id": commune_id}
    villages: Rows = [here | asdict(row) for row in plan.new_villages]
    teams: Rows = [here | asdict(row) for row in plan.new_teams]
    people: Rows = [here | _person(row, now) for row in plan.new_people]
    roles: Rows = [here | asdict(row) for row in plan.new_roles]
    await _add(connection, Village, villages)
    await _change(connection, Village, commune_id, plan.changed_villages, VILLAGE_COLUMNS)
    await _add(connection, Team, teams)
    await _change(connection, Team, commune_id, plan.changed_teams, TEAM_COLUMNS)
    await _add(connection, Person, people)
    await _change(connection, Person, commune_id, plan.changed_people, PERSON_COLUMNS)
    await _end_roles(connection, commune_id, [*plan.changed_roles, *plan.ended_roles])
    await _add(connection, PersonRole, roles)


def _person(row: PersonRow, now: datetime) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "address": row.address,
        "phone": row.phone,
        "phone_hash": row.phone_hash,
        "created_at": now,
    }


async def _add(connection: AsyncConnection, table: type[Base], rows: Rows) -> None:
    if rows:
        await connection.execute(insert(table), rows)


async def _change(
    connection: AsyncConnection,
    table: type[Village | Team | Person],
    commune_id: str,
    rows: list[VillageRow] | list[TeamRow] | list[PersonRow],
    columns: tuple[str, ...],
) -> None:
    if not rows:
        return
    # A parameter may not be named like a column: SQLAlchemy keeps those names for itself.
    statement = (
        update(table)
        .where(table.commune_id == commune_id, table.id == bindparam("changed_id"))
        .values({column: bindparam(f"new_{column}") for column in columns})
    )
    values = [
        {"changed_id": row.id} | {f"new_{column}": getattr(row, column) for column in columns}
        for row in rows
    ]
    await connection.execute(statement, values)


async def _end_roles(connection: AsyncConnection, commune_id: str, roles: list[RoleRow]) -> None:
    if not roles:
        return
    statement = delete(PersonRole).where(
        PersonRole.commune_id == commune_id,
        PersonRole.person_id == bindparam("ended_person"),
        PersonRole.role == bindparam("ended_role"),
        PersonRole.team_id == bindparam("ended_team"),
    )
    values = [
        {"ended_person": row.person_id, "ended_role": row.role, "ended_team": row.team_id}
        for row in roles
    ]
    await connection.execute(statement, values)
