"""What `build` does where no commune is there yet: as it was told, and nothing half."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import WhenEmpty, build
from bot.kernel.clock import SetClock
from bot.kernel.errors import TosoError
from bot.settings import Settings
from models.activity import Activity
from models.commune import Commune
from models.database import open_database
from models.opening import open_installation

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


async def laid(path: Path, **told: WhenEmpty) -> tuple[bool, int]:
    """Whether the commune served is a sample, and how many activities it has."""
    settings = Settings(database=str(path))
    app = await build(settings, clock=SetClock(NOW), channels=[], **told)
    async with app.database.read() as connection:
        activities = await connection.scalar(select(func.count(Activity.id)))
    await app.close()
    return app.is_sample, activities or 0


async def test_plain_sample_is_laid_where_nothing_else_was_said(tmp_path: Path) -> None:
    assert await laid(tmp_path / "toso.db") == (True, 0)


async def test_history_is_laid_once_and_only_into_an_empty_store(tmp_path: Path) -> None:
    told = {"when_empty": WhenEmpty.LAY_SAMPLE_WITH_HISTORY}
    first = await laid(tmp_path / "toso.db", **told)

    assert first[1] > 500
    assert await laid(tmp_path / "toso.db", **told) == first
    await laid(tmp_path / "plain.db")
    assert await laid(tmp_path / "plain.db", **told) == (True, 0)


async def test_nothing_is_made_where_it_is_to_refuse(tmp_path: Path) -> None:
    with pytest.raises(TosoError) as refused:
        await laid(tmp_path / "x" / "toso.db", when_empty=WhenEmpty.REFUSE)

    assert refused.value.notice == "store.missing"
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240  # one folder, listed once


async def test_nothing_is_laid_where_it_is_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"
    await (await open_installation(path, now=NOW)).close()

    with pytest.raises(TosoError) as refused:
        await laid(path, when_empty=WhenEmpty.REFUSE)

    database = open_database(path)
    async with database.read() as connection:
        assert await connection.scalar(select(func.count(Commune.id))) == 0
    await database.close()
    assert refused.value.notice == "commune.none"
