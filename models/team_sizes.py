"""Who belongs to which team, for whoever shares the teams out among bots."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.commune import Team
from models.people import NO_TEAM, PersonRole, Role

OFFICERS = (Role.COORDINATOR, Role.OFFICE, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class TeamSize:
    """`people` are the ids of everybody with a duty in the team, `leaders` among them; `bot` is the
    one to which a list has given it.
    """

    id: str
    name: str
    people: frozenset[str]
    bot: str | None = None
    leaders: frozenset[str] = frozenset()


async def team_sizes(connection: AsyncConnection, commune_id: str) -> tuple[TeamSize, ...]:
    """The active teams in their order."""
    duty = and_(PersonRole.commune_id == Team.commune_id, PersonRole.team_id == Team.id)
    rows = await connection.execute(
        select(Team.id, Team.name, Team.zalo_bot, PersonRole.person_id, PersonRole.role)
        .outerjoin(PersonRole, duty)
        .where(Team.commune_id == commune_id, Team.is_active)
        .order_by(Team.position, Team.id)
    )
    named: dict[str, tuple[str, str | None]] = {}
    people: dict[str, set[str]] = {}
    leaders: dict[str, set[str]] = {}
    for row in rows:
        named[row.id] = (row.name, row.zalo_bot)
        duties = {row.person_id} if row.person_id else set()
        people.setdefault(row.id, set()).update(duties)
        leaders.setdefault(row.id, set()).update(duties if row.role is Role.LEADER else ())
    return tuple(
        TeamSize(id_, name, frozenset(people[id_]), bot, frozenset(leaders[id_]))
        for id_, (name, bot) in named.items()
    )


async def officers(connection: AsyncConnection, commune_id: str) -> frozenset[str]:
    """Everybody with a duty of the whole commune, who writes to a bot as well."""
    found = await connection.scalars(
        select(PersonRole.person_id).where(
            PersonRole.commune_id == commune_id,
            PersonRole.team_id == NO_TEAM,
            PersonRole.role.in_(OFFICERS),
        )
    )
    return frozenset(found)
