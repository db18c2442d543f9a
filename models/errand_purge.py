"""Errands that are long over: they go, and the file that was made for one with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.errand import Errand


async def old_errands(
    connection: AsyncConnection, commune_id: str, before: datetime, most: int
) -> tuple[str, ...]:
    found = await connection.scalars(
        select(Errand.id)
        .where(Errand.commune_id == commune_id, Errand.finished_at < before)
        .order_by(Errand.id)
        .limit(most)
    )
    return tuple(found)


async def forget_errands(
    connection: AsyncConnection, commune_id: str, errand_ids: tuple[str, ...]
) -> None:
    await connection.execute(
        delete(Errand).where(Errand.commune_id == commune_id, Errand.id.in_(errand_ids))
    )
