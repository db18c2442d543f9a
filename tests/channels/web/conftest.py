"""A database with the newest schema, made once and copied: the web chat needs no commune in it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.database import Database
from models.opening import open_installation
from tests.channels.web.site import NOW


async def _make(path: Path) -> None:
    database = await open_installation(path, now=NOW)
    await database.close()


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    asyncio.run(_make(folder / "toso.db"))
    return folder


@pytest.fixture
def path(empty_folder: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    shutil.copytree(empty_folder, folder)
    return folder / "toso.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    opened = await open_installation(path, now=NOW)
    yield opened
    await opened.close()
