"""Whom to call: people whom our own messages do not reach, because they only ever come by a web
page that is closed, or because they have left the channel by which we knew them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from bot.kernel.clock import LOCAL_ZONE, from_local
from models.commune import Team
from models.mail import Lane, Outbox, OutboxState
from models.needs import GONE, Need, ToCallNeed, ToCallRow
from models.people import Account, AccountState, Person, PersonRole, Role, is_withdrawn
from models.post import LEFT, MISSED, NO_PUSH

DAYS = 7

UNREACHED = (OutboxState.HELD, OutboxState.EXPIRED, OutboxState.FAILED)


async def people_to_call(
    connection: AsyncConnection, commune_id: str, needs: Sequence[ToCallNeed]
) -> dict[Need[Any], Any]:
    """The loader of `ToCallNeed`."""
    since = {need: _since(need.today) for need in needs}
    rows = await _waiting(connection, commune_id, min(since.values()))
    return {need: _listed(rows, need, since[need]) for need in needs}


def _since(today: date) -> datetime:
    return from_local(datetime.combine(today - timedelta(days=DAYS), time(), LOCAL_ZONE))


async def _waiting(
    connection: AsyncConnection, commune_id: str, since: datetime
) -> tuple[ToCallRow, ...]:
    """A row for each letter and each team of its person, by team, the oldest letter first.

    A letter that is held past its time counts as well: nobody has come for it. Of whoever has left,
    also a reply that could not go out any more.
    """
    working = (Role.LEADER, Role.MEMBER, Role.RAPID)
    person = and_(Person.commune_id == Outbox.commune_id, Person.id == Outbox.owner)
    duty = and_(
        PersonRole.commune_id == Person.commune_id,
        PersonRole.person_id == Person.id,
        PersonRole.role.in_(working),
    )
    team = and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id)
    account = and_(
        Account.commune_id == Outbox.commune_id,
        Account.channel == Outbox.channel,
        Account.external_id == Outbox.external_id,
    )
    has_left = and_(
        Outbox.state == OutboxState.FAILED,
        Outbox.reason == LEFT,
        Outbox.finished_at >= since,
        Account.state == AccountState.LEFT,
        ~_is_reached_elsewhere(),
    )
    waits = and_(
        Outbox.lane != Lane.REPLY,
        Outbox.not_before >= since,
        or_(
            and_(Outbox.state == OutboxState.HELD, Outbox.reason == NO_PUSH),
            and_(Outbox.state == OutboxState.EXPIRED, Outbox.reason == MISSED),
        ),
    )
    rows = await connection.execute(
        select(
            Person.id,
            Person.name,
            Team.id.label("team_id"),
            Team.name.label("team_name"),
            Person.phone,
            Outbox.identity,
            Outbox.not_before,
            Outbox.reason,
            Outbox.finished_at,
        )
        .join(Person, person)
        .outerjoin(Account, account)
        .outerjoin(PersonRole, duty)
        .outerjoin(Team, team)
        .where(
            # Bare, SQLite takes the commune's index, which is the whole outbox; so it takes that of
            # the states, of which few letters are in these.
            Outbox.commune_id.concat("") == commune_id,
            Outbox.state.in_(UNREACHED),
            or_(has_left, waits),
            ~is_withdrawn(),
        )
        .order_by(Team.position, Outbox.reason != LEFT, Outbox.not_before, Outbox.id)
    )
    return tuple(
        ToCallRow(
            person_id=row.id,
            name=row.name,
            team_id=row.team_id or "",
            team_name=row.team_name or "",
            phone=row.phone or "",
            what=GONE if row.reason == LEFT else row.identity.partition(":")[0],
            since=row.finished_at if row.reason == LEFT else row.not_before,
        )
        for row in rows
    )


def _is_reached_elsewhere() -> ColumnElement[bool]:
    """Whether the person talks to us by another account as well."""
    other = aliased(Account)
    return exists().where(
        other.commune_id == Outbox.commune_id,
        other.person_id == Outbox.owner,
        other.state == AccountState.ACTIVE,
    )


def _listed(rows: Sequence[ToCallRow], need: ToCallNeed, since: datetime) -> tuple[ToCallRow, ...]:
    """Each person once, by the first of their rows."""
    found: dict[str, ToCallRow] = {}
    for row in rows:
        if row.since >= since and (not need.team_ids or row.team_id in need.team_ids):
            found.setdefault(row.person_id, row)
    return tuple(found.values())
