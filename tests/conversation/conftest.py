"""The stage of every conversation: the sample commune on a Saturday morning."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.whole.stage import Stage, open_stage


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened
