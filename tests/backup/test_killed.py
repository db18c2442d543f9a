"""A restore that is killed anywhere leaves the old database or the new one, and runs again."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from tests.backup.installations import Installation

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
async def test_killed_anywhere_it_leaves_one_whole_database_and_runs_again(
    installation: Installation, archive: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.backup.killing", str(installation.folder), str(archive),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    told = [json.loads(line) for line in out.splitlines()]

    old = [["a-1", f"n{number:03}"] for number in range(1, len(told) + 1)]
    is_new = [one["in_place"] == ["a-1"] for one in told]
    assert process.returncode == 0
    assert len(told) > 10
    for number, one in enumerate(told):
        assert one["in_place"] in (["a-1"], old[number])
        assert one["has_photos"] or not is_new[number]
        assert one["again"]
        assert one["litter"] == []
    assert is_new == sorted(is_new)  # the old one up to a moment, from then on the new one
    assert [one["is_done"] for one in told] == [False] * (len(told) - 1) + [True]
