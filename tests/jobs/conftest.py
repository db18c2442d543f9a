"""A database with the newest schema and nothing in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.database import Database
from models.opening import open_installation
from tests.jobs.talks import NOW


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_installation(tmp_path / "var" / "toso.db", now=NOW)
    yield opened
    await opened.close()
