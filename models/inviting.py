"""Personal codes for people of the roster, made at the command line: one by one, or for all who
have not joined yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.ids import Ids
from models.apply import apply
from models.changes import Audited
from models.commune import Team
from models.join import CODE_LENGTH, CODE_LIFE
from models.join_changes import MakeCode, code_hash, make_codes
from models.people import NO_TEAM, Person, PersonRole, Role
from models.vault import Vault

AT_A_TIME = 200
"""People between two words to whoever watches the progress."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """`team` is the name of their first team, or of the one that was asked for; None for whoever
    belongs to the whole commune.
    """

    person_id: str
    name: str
    phone: str
    phone_hash: str
    team: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """`code` is shown to whoever hands it over, and neither kept nor logged."""

    to: Invitee
    code: str
    expires_at: datetime


Tell = Callable[[int, int], None]
"""So many are done, of so many."""


def _tells_nobody(_done: int, _total: int) -> None:
    return


async def find_invitees(
    connection: AsyncConnection, commune_id: str, phone_hashes: Collection[str]
) -> dict[str, Invitee]:
    """Whoever holds a role in a team or in the commune, by phone hash, joined or not."""
    found = await _invitees(connection, commune_id, Person.phone_hash.in_(phone_hashes))
    return {each.phone_hash: each for each in found}


async def find_waiting(
    connection: AsyncConnection, commune_id: str, team_id: str = NO_TEAM
) -> tuple[Invitee, ...]:
    """Whoever has a phone and has not joined: of this team, or of all with NO_TEAM. Team by team as
    in the roster, leaders first; the commune's own people come last.
    """
    in_team = [PersonRole.team_id == team_id] if team_id != NO_TEAM else []
    return await _invitees(connection, commune_id, Person.joined_at.is_(None), *in_team)


async def _invitees(
    connection: AsyncConnection,
    commune_id: str,
    *where: Any,  # noqa: ANN401  # SQL
) -> tuple[Invitee, ...]:
    role = and_(PersonRole.commune_id == Person.commune_id, PersonRole.person_id == Person.id)
    team = and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id)
    rows = await connection.execute(
        select(
            Person.id, Person.name, Person.phone, Person.phone_hash, Team.name.label("team_name")
        )
        .join(PersonRole, role)
        .outerjoin(Team, team)
        .where(
            Person.commune_id == commune_id,
            Person.phone_hash.is_not(None),
            PersonRole.role != Role.RESIDENT,
            *where,
        )
        .order_by(
            Team.position.is_(None),
            Team.position,
            case((PersonRole.role == Role.LEADER, 0), else_=1),
            Person.id,
        )
    )
    found: dict[str, Invitee] = {}
    for row in rows:
        found.setdefault(
            row.id, Invitee(row.id, row.name, row.phone, row.phone_hash, row.team_name)
        )
    return tuple(found.values())


async def invite(
    connection: AsyncConnection,
    commune_id: str,
    invitees: Sequence[Invitee],
    *,
    vault: Vault,
    ids: Ids,
    now: datetime,
    tell: Tell = _tells_nobody,
) -> tuple[Invitation, ...]:
    """A new code for each, in place of any former one."""
    made: list[Invitation] = []
    for first in range(0, len(invitees), AT_A_TIME):
        some = invitees[first : first + AT_A_TIME]
        fresh = [Invitation(each, ids.code(CODE_LENGTH), now + CODE_LIFE) for each in some]
        codes = [
            MakeCode(
                each.to.person_id, code_hash(vault.keyed_hash, each.to.person_id, each.code), now
            )
            for each in fresh
        ]
        await make_codes(connection, commune_id, codes)
        told = [
            Audited(ids.new(), now, None, "person.invited", each.to.person_id) for each in fresh
        ]
        await apply(connection, commune_id, told)
        made += fresh
        tell(len(made), len(invitees))
    return tuple(made)
