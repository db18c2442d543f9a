"""Counting the businesses supported in a period (domain.md): each once, whatever was set up how
often.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState
from models.business import BusinessSupport, SupportKind
from models.figures import Businesses


async def count_businesses(
    connection: AsyncConnection, commune_id: str, first: date, last: date
) -> Businesses:
    period = {"commune": commune_id, "first": first, "last": last}
    rows = [row for row in await connection.execute(_supported(), period) if row.business_id]
    return Businesses(
        supported=len({row.business_id for row in rows}),
        by_kind={
            kind.value: len({row.business_id for row in rows if kind.value in row.kinds})
            for kind in SupportKind
        },
    )


@cache
def _supported() -> Select[*tuple[Any, ...]]:
    """The join is an outer one so that SQLite begins with the days (`models.trainee_tally`)."""
    of = and_(
        BusinessSupport.commune_id == Activity.commune_id,
        BusinessSupport.activity_id == Activity.id,
    )
    return (
        select(BusinessSupport.business_id, BusinessSupport.kinds)
        .select_from(Activity)
        .outerjoin(BusinessSupport, of)
        .where(
            Activity.commune_id == bindparam("commune"),
            Activity.day.between(bindparam("first"), bindparam("last")),
            Activity.state == ActivityState.CONFIRMED,
            Activity.kind == ActivityKind.BUSINESS,
        )
    )
