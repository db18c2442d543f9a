"""What is done to the list of OCOP products, and the one function that turns it into rows.

Nothing is deleted. What reaches back into closed weeks is written beside them, as an adjustment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.clock import local
from models.adjustment import Cause
from models.business_kept import folded
from models.product import Product
from models.product_needs import PRODUCTS
from models.standing import adjust_closed_weeks
from models.weeks import week_of


@dataclass(frozen=True, slots=True)
class AddProduct:
    """`platform` is the sàn on which it is sold since `listed_on`; both None where on none."""

    id: str
    name: str
    maker: str | None
    platform: str | None
    listed_on: date | None
    added_on: date
    by_id: str
    at: datetime
    key: str = PRODUCTS


@dataclass(frozen=True, slots=True)
class SetListing:
    """On which sàn it is, since when and until when."""

    product_id: str
    platform: str | None
    listed_on: date | None
    unlisted_on: date | None
    by_id: str
    at: datetime
    key: str = PRODUCTS


@dataclass(frozen=True, slots=True)
class SetRemoved:
    """Off the list from `removed_on` on; None puts it back as if it had never gone."""

    product_id: str
    removed_on: date | None
    by_id: str
    at: datetime
    key: str = PRODUCTS


ProductChange: TypeAlias = AddProduct | SetListing | SetRemoved


async def apply_product(
    connection: AsyncConnection, commune_id: str, change: ProductChange
) -> None:
    match change:
        case AddProduct():
            row = {
                "commune_id": commune_id,
                "id": change.id,
                "name": change.name,
                "name_key": folded(change.name),
                "maker": change.maker,
                "platform": change.platform,
                "added_on": change.added_on,
                "listed_on": change.listed_on,
                "by_id": change.by_id,
                "at": change.at,
            }
            await connection.execute(insert(Product), row)
            await _adjust(connection, commune_id, change, (change.added_on,))
        case SetListing(product_id, platform, listed_on, unlisted_on):
            days = {"listed_on": listed_on, "unlisted_on": unlisted_on}
            moved = await _moved(connection, commune_id, product_id, days)
            await _set(connection, commune_id, product_id, {"platform": platform, **days})
            await _adjust(connection, commune_id, change, moved)
        case SetRemoved(product_id, removed_on):
            day = {"removed_on": removed_on}
            moved = await _moved(connection, commune_id, product_id, day)
            await _set(connection, commune_id, product_id, day)
            await _adjust(connection, commune_id, change, moved)


async def _set(
    connection: AsyncConnection, commune_id: str, product_id: str, columns: Mapping[str, object]
) -> None:
    await connection.execute(
        update(Product)
        .where(Product.commune_id == commune_id, Product.id == product_id)
        .values(**columns)
    )


async def _moved(
    connection: AsyncConnection, commune_id: str, product_id: str, days: dict[str, date | None]
) -> tuple[date, ...]:
    """The days between which its figures may become others: what stood there and what comes."""
    found = await connection.execute(
        select(*(getattr(Product, name) for name in days)).where(
            Product.commune_id == commune_id, Product.id == product_id
        )
    )
    row = found.one_or_none()
    if row is None:
        return ()
    pairs = zip(row, days.values(), strict=True)
    return tuple(day for pair in pairs if pair[0] != pair[1] for day in pair if day is not None)


async def _adjust(
    connection: AsyncConnection, commune_id: str, change: ProductChange, days: Iterable[date]
) -> None:
    if any(week_of(day) < week_of(local(change.at).date()) for day in days):
        await adjust_closed_weeks(connection, commune_id, Cause.PRODUCTS, change.at, change.by_id)
