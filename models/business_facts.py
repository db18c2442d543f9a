"""The answers to the needs of businesses: one SELECT per kind, for a whole batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState
from models.business import Business, BusinessSupport, SupportKind
from models.business_needs import BusinessesNeed, BusinessRow
from models.needs import Need


async def businesses(
    connection: AsyncConnection, commune_id: str, needs: Sequence[BusinessesNeed]
) -> dict[Need[Any], Any]:
    asked = {"commune": commune_id}
    supports: dict[str, list[Any]] = {}
    for row in await connection.execute(_supports(), asked):
        supports.setdefault(row.business_id, []).append(row)
    found = []
    for row in await connection.execute(_all(), asked):
        mine = supports.get(row.id, [])
        kinds = {kind for one in mine for kind in one.kinds}
        found.append(
            BusinessRow(
                row.id, row.name, row.village, row.name_key, row.village_key,
                tuple(kind.value for kind in SupportKind if kind.value in kinds),
                tuple(sorted((one.day for one in mine), reverse=True)),
            )
        )  # fmt: skip
    return dict.fromkeys(needs, tuple(found))


@cache
def _all() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Business.id, Business.name, Business.village, Business.name_key, Business.village_key
        )
        .where(Business.commune_id == bindparam("commune"))
        .order_by(Business.village_key, Business.name_key)
    )


@cache
def _supports() -> Select[*tuple[Any, ...]]:
    held = and_(
        Activity.commune_id == BusinessSupport.commune_id,
        Activity.id == BusinessSupport.activity_id,
    )
    return (
        select(BusinessSupport.business_id, BusinessSupport.kinds, Activity.day)
        .join(Activity, held)
        .where(
            BusinessSupport.commune_id == bindparam("commune"),
            Activity.state == ActivityState.CONFIRMED,
        )
    )


BUSINESS_LOADERS: dict[type, Callable[..., Any]] = {BusinessesNeed: businesses}
