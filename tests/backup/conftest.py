"""An installation with three photos, of which one is missing, and its archive."""

from pathlib import Path

import pytest

from tests.backup.installations import NOW, Installation


@pytest.fixture
async def installation(sample_database: Path) -> Installation:
    found = Installation(sample_database.parent)
    for number in (1, 2):
        await found.add_photo(number)
    await found.add_photo(3, has_file=False)
    await found.happens(-1)
    return found


@pytest.fixture
def archive(installation: Installation, tmp_path: Path) -> Path:
    return installation.take(tmp_path / "archives", at=NOW).file
