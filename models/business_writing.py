"""The business of an activity, written behind it."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.business import Business, BusinessSupport
from models.business_kept import folded
from models.changes import RecordActivity


async def write_business(
    connection: AsyncConnection, commune_id: str, record: RecordActivity
) -> None:
    """One of the same name and village is never there twice, whatever the decision knew."""
    support = record.business
    if support is None:
        return
    keys = {"name_key": folded(support.name), "village_key": folded(support.village)}
    known = await connection.scalar(
        select(Business.id).where(
            Business.commune_id == commune_id,
            Business.name_key == keys["name_key"],
            Business.village_key == keys["village_key"],
        )
    )
    if known is None:
        row = {
            "commune_id": commune_id,
            "id": support.business_id,
            "name": support.name,
            "village": support.village,
            "added_at": record.at,
            **keys,
        }
        await connection.execute(insert(Business), row)
    await connection.execute(
        insert(BusinessSupport),
        {
            "commune_id": commune_id,
            "activity_id": record.id,
            "business_id": known or support.business_id,
            "kinds": list(support.kinds),
        },
    )
