"""The desk of one test, on a fresh copy of the sample commune."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.oa_tokens.desk import Desk, open_desk


@pytest.fixture
async def desk(sample_database: Path) -> AsyncIterator[Desk]:
    async with open_desk(sample_database) as opened:
        yield opened
