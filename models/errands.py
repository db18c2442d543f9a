"""Errands as their runner sees them: which are due, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.errand import Errand, ErrandState


@dataclass(frozen=True, slots=True)
class DueErrand:
    """`tries` are those before this one."""

    id: str
    kind: str
    person_id: str
    channel: str
    external_id: str
    argument: Mapping[str, Any]
    tries: int
    created_at: datetime


async def due_errands(
    connection: AsyncConnection, commune_id: str, now: datetime, most: int
) -> tuple[DueErrand, ...]:
    rows = await connection.execute(
        select(
            Errand.id,
            Errand.kind,
            Errand.person_id,
            Errand.channel,
            Errand.external_id,
            Errand.argument,
            Errand.tries,
            Errand.created_at,
        )
        .where(_waits(commune_id), Errand.next_try_at <= now)
        .order_by(Errand.next_try_at, Errand.id)
        .limit(most)
    )
    return tuple(DueErrand(*row) for row in rows)


async def next_errand_at(connection: AsyncConnection, commune_id: str) -> datetime | None:
    found: datetime | None = await connection.scalar(
        select(func.min(Errand.next_try_at)).where(_waits(commune_id))
    )
    return found


async def begin_errand(
    connection: AsyncConnection, commune_id: str, errand_id: str, next_try_at: datetime
) -> None:
    """Counted before it is done: what kills the program over and over is not done for ever."""
    await connection.execute(
        update(Errand)
        .where(_waits(commune_id), Errand.id == errand_id)
        .values(tries=Errand.tries + 1, next_try_at=next_try_at)
    )


async def is_waiting(connection: AsyncConnection, commune_id: str, errand_id: str) -> bool:
    found = await connection.scalar(
        select(Errand.id).where(_waits(commune_id), Errand.id == errand_id)
    )
    return found is not None


async def end_errand(
    connection: AsyncConnection, commune_id: str, errand_id: str, state: ErrandState, at: datetime
) -> None:
    await connection.execute(
        update(Errand)
        .where(Errand.commune_id == commune_id, Errand.id == errand_id)
        .values(state=state, next_try_at=None, finished_at=at)
    )


async def take_up_errands(connection: AsyncConnection, commune_id: str, now: datetime) -> int:
    """Whatever a former run was stopped over is due at once; how many these are."""
    taken = await connection.execute(
        update(Errand).where(_waits(commune_id), Errand.next_try_at > now).values(next_try_at=now)
    )
    return taken.rowcount


def _waits(commune_id: str) -> ColumnElement[bool]:
    return and_(Errand.commune_id == commune_id, Errand.state == ErrandState.WAITING)
