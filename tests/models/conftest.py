"""A real SQLite file for each test: the sample commune, laid once and copied."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from models.activity import Activity, ActivityKind, Attendance, ZeroReport
from models.base import Base
from models.database import Database
from models.indicator import ActivityIndicator
from models.opening import open_installation
from models.people import Person
from models.sample import SAMPLE_COMMUNE, lay_sample
from models.weeks import week_of

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 18)


async def lay(path: Path) -> None:
    database = await open_installation(path, now=NOW)
    await lay_sample(database, ids=CountedIds(SetClock(NOW)), now=NOW)
    await database.close()


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("laid")
    asyncio.run(lay(folder / "toso.db"))
    return folder


@pytest.fixture
def path(laid: Path, tmp_path: Path) -> Path:
    """The file of a sample commune, with its key beside it."""
    folder = tmp_path / "var"
    shutil.copytree(laid, folder)
    return folder / "toso.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    opened = await open_installation(path, now=NOW)
    yield opened
    await opened.close()


@pytest.fixture
def book(database: Database) -> "Book":
    return Book(database)


class Book:
    """Writes rows in as few words as a test needs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ids = CountedIds(SetClock(datetime(2026, 11, 17, tzinfo=UTC)))

    async def put(self, table: type[Base], *rows: dict[str, Any]) -> None:
        async with self.database.write() as connection:
            await connection.execute(
                insert(table), [{"commune_id": SAMPLE_COMMUNE, **row} for row in rows]
            )

    async def person(self, number: int) -> str:
        """The id of the member whose phone is 0912000001 + number - 1."""
        phone_hash = self.database.vault.phone_hash(f"0{912000000 + number}")
        async with self.database.read() as connection:
            found = await connection.scalar(
                select(Person.id).where(Person.phone_hash == phone_hash)
            )
        assert found is not None
        return found

    async def activity(
        self,
        kind: ActivityKind = ActivityKind.RESIDENTS_SESSION,
        team: str | None = "thon-01",
        *,
        day: date = DAY,
        indicators: dict[str, int | None] | None = None,
        members: tuple[int, ...] = (),
        **columns: object,
    ) -> str:
        id_ = self.ids.new()
        row = {
            "id": id_,
            "team_id": team,
            "kind": kind,
            "day": day,
            "week": week_of(day),
            "people": 10,
            "sessions": 1,
            "author_id": await self.person(1),
            "confirmed_at": NOW,
            "dialog_id": id_,
            **columns,
        }
        await self.put(Activity, row)
        for indicator, value in (indicators or {}).items():
            counted = {"activity_id": id_, "indicator_id": indicator, "value": value}
            await self.put(ActivityIndicator, counted)
        for number in members:
            came = {"activity_id": id_, "person_id": await self.person(number)}
            await self.put(Attendance, came)
        return id_

    async def zero_report(
        self, team: str, week: str, *, withdrawn_at: datetime | None = None
    ) -> None:
        row = {"team_id": team, "week": week, "by_id": await self.person(1), "at": NOW}
        await self.put(ZeroReport, {**row, "withdrawn_at": withdrawn_at})
