"""How much stands in a commune's books: what a made-up year has left in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState, Revision, ZeroReport
from models.adjustment import Adjustment
from models.base import InCommune
from models.business import Business
from models.course import Course
from models.flag import Flag
from models.learner import Learner
from models.product import Product
from models.week_statement import WeekStatement


@dataclass(frozen=True, slots=True)
class YearCounts:
    """`activities` with the `withdrawn` ones, `installs` and `class_days` among them; `edited` is
    how many were ever edited. `learners` are rows, with the `merged` ones that others stand for.
    """

    activities: int
    withdrawn: int
    edited: int
    zero_reports: int
    statements: int
    adjustments: int
    installs: int
    businesses: int
    products: int
    classes: int
    class_days: int
    learners: int
    merged: int
    flags: int


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
        installs=await count(of(Activity).where(Activity.kind == ActivityKind.INSTALLS)),
        businesses=await count(of(Business)),
        products=await count(of(Product)),
        classes=await count(of(Course)),
        class_days=await count(of(Activity).where(Activity.kind == ActivityKind.CLASS_DAY)),
        learners=await count(of(Learner)),
        merged=await count(of(Learner).where(Learner.merged_into.is_not(None))),
        flags=await count(of(Flag)),
    )
