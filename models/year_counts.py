"""How much stands in a commune's books: what a made-up year has left in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState, Revision, ZeroReport
from models.adjustment import Adjustment
from models.base import InCommune
from models.week_statement import WeekStatement


@dataclass(frozen=True, slots=True)
class YearCounts:
    """`activities` with the `withdrawn` ones; `edited` is how many were ever edited."""

    activities: int
    withdrawn: int
    edited: int
    zero_reports: int
    statements: int
    adjustments: int


async def count_year(connection: AsyncConnection, commune_id: str) -> YearCounts:
    async def count(rows: Select[int]) -> int:
        return int(await connection.scalar(rows) or 0)

    def of(table: type[InCommune]) -> Select[int]:
        return select(func.count()).where(table.commune_id == commune_id)

    edited = select(func.count(Revision.activity_id.distinct())).where(
        Revision.commune_id == commune_id,
        Revision.before["people"].as_integer().is_not(None),
    )
    return YearCounts(
        activities=await count(of(Activity)),
        withdrawn=await count(of(Activity).where(Activity.state == ActivityState.WITHDRAWN)),
        edited=await count(edited),
        zero_reports=await count(of(ZeroReport)),
        statements=await count(of(WeekStatement)),
        adjustments=await count(of(Adjustment)),
    )
