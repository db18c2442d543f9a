"""What a coordinator enters of a village."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.commune import Village


def village_key(village_id: str) -> str:
    return f"village:{village_id}"


@dataclass(frozen=True, slots=True)
class SetVillageFigures:
    """`vneid_had` of the `adults` had VNeID at the end of `day`."""

    village_id: str
    adults: int
    vneid_had: int
    day: date
    key: str = ""


VillageChange: TypeAlias = SetVillageFigures


async def apply_village(
    connection: AsyncConnection, commune_id: str, change: VillageChange
) -> None:
    await connection.execute(
        update(Village)
        .where(Village.commune_id == commune_id, Village.id == change.village_id)
        .values(adults=change.adults, vneid_had=change.vneid_had, vneid_day=change.day)
    )
