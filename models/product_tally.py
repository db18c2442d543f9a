"""Counting OCOP products as they stand on the last day of a period: rows 6 and 7 of the yearly
table.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.figures import Products
from models.product import Product


async def count_products(connection: AsyncConnection, commune_id: str, last: date) -> Products:
    row = (await connection.execute(_counted(), {"commune": commune_id, "last": last})).one()
    return Products(row.total, row.on_platform)


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    last: BindParameter[date] = bindparam("last")
    is_listed = and_(
        Product.listed_on <= last, or_(Product.unlisted_on.is_(None), Product.unlisted_on > last)
    )
    return select(
        func.count().label("total"),
        func.coalesce(func.sum(case((is_listed, 1), else_=0)), 0).label("on_platform"),
    ).where(
        Product.commune_id == bindparam("commune"),
        Product.added_on <= last,
        or_(Product.removed_on.is_(None), Product.removed_on > last),
    )
