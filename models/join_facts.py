"""What joining must know: whose number it is, the code, the tries that count, and who asks to be
let in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.commune import Team
from models.join import TRY_WINDOW, JoinCode, JoinRequest, JoinState, JoinTry
from models.join_needs import (
    Joining,
    JoiningNeed,
    JoinRequestRow,
    JoinRequestsNeed,
    Met,
    PersonNeed,
)
from models.load import load_people, load_threads
from models.needs import Need
from models.people import NO_TEAM, Person, PersonRole, Role, shown_name


async def joinings(
    connection: AsyncConnection, commune_id: str, needs: Sequence[JoiningNeed]
) -> dict[Need[Any], Any]:
    code = and_(JoinCode.commune_id == Person.commune_id, JoinCode.person_id == Person.id)
    rows = await connection.execute(
        select(
            Person.phone_hash,
            Person.id,
            JoinCode.code_hash,
            JoinCode.expires_at,
            JoinCode.used_at,
        )
        .outerjoin(JoinCode, code)
        .where(
            Person.commune_id == commune_id,
            Person.phone_hash.in_({need.phone_hash for need in needs}),
        )
    )
    by_phone = {row.phone_hash: row for row in rows}
    tries = (
        await connection.execute(
            select(JoinTry.phone_hash, JoinTry.address, JoinTry.at)
            .where(
                JoinTry.commune_id == commune_id,
                or_(
                    JoinTry.phone_hash.in_({need.phone_hash for need in needs}),
                    JoinTry.address.in_({need.address for need in needs}),
                ),
            )
            .order_by(JoinTry.at)
        )
    ).all()
    found: dict[Need[Any], Any] = {}
    for need in needs:
        row = by_phone.get(need.phone_hash)
        counted = [each for each in tries if each.at > need.now - TRY_WINDOW]
        found[need] = Joining(
            person_id=row.id if row else "",
            code_hash=(row.code_hash or "") if row else "",
            expires_at=row.expires_at if row else None,
            used_at=row.used_at if row else None,
            phone_tries=tuple(t.at for t in counted if t.phone_hash == need.phone_hash),
            address_tries=tuple(t.at for t in counted if t.address == need.address),
        )
    return found


async def met_people(
    connection: AsyncConnection, commune_id: str, needs: Sequence[PersonNeed]
) -> dict[Need[Any], Any]:
    ids = {need.person_id for need in needs}
    people = await load_people(connection, commune_id, ids)
    threads = await load_threads(connection, commune_id, ids)
    with_phone = set(
        await connection.scalars(
            select(Person.id).where(
                Person.commune_id == commune_id,
                Person.id.in_(ids),
                Person.phone_hash.is_not(None),
            )
        )
    )
    return {
        need: Met(
            people[need.person_id],
            threads.get(need.person_id, ""),
            has_phone=need.person_id in with_phone,
        )
        if need.person_id in people
        else None
        for need in needs
    }


async def join_requests(
    connection: AsyncConnection, commune_id: str, needs: Sequence[JoinRequestsNeed]
) -> dict[Need[Any], Any]:
    """A leader's own request is nobody's but the coordinator's."""
    person = and_(Person.commune_id == JoinRequest.commune_id, Person.id == JoinRequest.person_id)
    role = and_(
        PersonRole.commune_id == JoinRequest.commune_id,
        PersonRole.person_id == JoinRequest.person_id,
        PersonRole.team_id != NO_TEAM,
    )
    team = and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id)
    leads = aliased(PersonRole)
    is_leader = exists().where(
        leads.commune_id == JoinRequest.commune_id,
        leads.person_id == JoinRequest.person_id,
        leads.role == Role.LEADER,
    )
    rows = await connection.execute(
        select(
            JoinRequest.id,
            JoinRequest.person_id,
            shown_name().label("name"),
            Team.name.label("team_name"),
            Team.id.label("team_id"),
            JoinRequest.channel,
            JoinRequest.external_id,
            JoinRequest.asked_by,
            JoinRequest.asked_at,
            is_leader.label("is_leader"),
        )
        .join(Person, person)
        .outerjoin(PersonRole, role)
        .outerjoin(Team, team)
        .where(JoinRequest.commune_id == commune_id, JoinRequest.state == JoinState.OPEN)
        .order_by(JoinRequest.asked_at, JoinRequest.id, Team.position)
    )
    every = rows.all()
    found: dict[Need[Any], Any] = {}
    for need in needs:
        mine: dict[str, JoinRequestRow] = {}
        for row in every:
            is_mine = need.whole or (row.team_id in need.team_ids and not row.is_leader)
            if is_mine and row.asked_at > need.since:
                mine.setdefault(
                    row.id,
                    JoinRequestRow(
                        row.id, row.person_id, row.name, row.team_name or "", row.channel,
                        row.external_id, row.asked_by, row.asked_at,
                    ),
                )  # fmt: skip
        found[need] = tuple(mine.values())
    return found
