"""The answers to the needs of OCOP products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.needs import Need
from models.product import Product
from models.product_needs import ProductRow, ProductsNeed


async def products(
    connection: AsyncConnection, commune_id: str, needs: Sequence[ProductsNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(
            Product.id,
            Product.name,
            Product.name_key,
            func.coalesce(Product.maker, ""),
            func.coalesce(Product.platform, ""),
            Product.added_on,
            Product.listed_on,
            Product.unlisted_on,
            Product.removed_on,
        )
        .where(Product.commune_id == commune_id)
        .order_by(Product.name_key)
    )
    return dict.fromkeys(needs, tuple(ProductRow(*row) for row in rows))


PRODUCT_LOADERS: dict[type, Callable[..., Any]] = {ProductsNeed: products}
