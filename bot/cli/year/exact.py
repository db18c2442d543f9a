"""Whether a year's figures are right: every tally against the recount, every closed week against
its snapshot and adjustments.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from models.adjusting import comparable
from models.database import Connection, Database
from models.figures import tally_json
from models.recount import Recount, open_recount
from models.standing import week_standing
from models.tally import tally
from models.weeks import week_days, weeks_between


@dataclass(frozen=True, slots=True)
class Exact:
    """What differs in each: weeks, months as "2026-02", the year, and closed weeks whose snapshot
    and adjustments do not make what is live, or that were not closed.
    """

    weeks: tuple[str, ...]
    months: tuple[str, ...]
    year: tuple[str, ...]
    closed_weeks: tuple[str, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.weeks, *self.months, *self.year, *self.closed_weeks)))


async def check_year(
    database: Database, path: Path, commune_id: str, *, first: date, last: date, now: datetime
) -> Exact:
    """All whole weeks and months that lie in the days, and the days together."""
    weeks = {week: week_days(week) for week in weeks_between(first, last)}
    months = {f"{day:%Y-%m}": (day, _last_of_month(day)) for day in _firsts(first, last)}
    year = {f"{first.isoformat()}/{last.isoformat()}": (first, last)}
    with open_recount(path, commune_id) as recount:
        async with database.read() as connection:
            check = _Check(connection, recount, commune_id, now)
            return Exact(
                weeks=await check.differing(weeks),
                months=await check.differing(months),
                year=await check.differing(year),
                closed_weeks=await check.not_closed(weeks),
            )


@dataclass(frozen=True, slots=True)
class _Check:
    connection: Connection
    recount: Recount
    commune_id: str
    now: datetime

    async def differing(self, periods: dict[str, tuple[date, date]]) -> tuple[str, ...]:
        return tuple([name for name, days in periods.items() if not await self._is_equal(*days)])

    async def not_closed(self, weeks: dict[str, tuple[date, date]]) -> tuple[str, ...]:
        return tuple(
            [week for week, days in weeks.items() if not await self._is_closed(week, *days)]
        )

    async def _is_equal(self, first: date, last: date) -> bool:
        counted = await tally(self.connection, self.commune_id, first, last)
        return _figures(tally_json(counted, None, self.now)) == self.recount.count(first, last)

    async def _is_closed(self, week: str, first: date, last: date) -> bool:
        standing = await week_standing(self.connection, self.commune_id, week, self.now)
        if standing is None or not standing.is_exact:
            return False
        return standing.expected == comparable({"week": week, **self.recount.count(first, last)})


def _figures(counted: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in counted.items() if key not in {"week", "as_of"}}


def _firsts(first: date, last: date) -> list[date]:
    """The first day of every month that has a day among these."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sorted({day.replace(day=1) for day in days})


def _last_of_month(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
