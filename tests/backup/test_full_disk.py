"""A disk that takes no more: a word for it, nothing changed.

The limit is the kernel's, in a process of its own.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.backup.installations import Installation, bytes_below

ROOT = Path(__file__).parents[2]
LIMITED = """
import resource, sys
from bot.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


async def limited(size: int, *line: str | Path) -> tuple[int | None, dict[str, Any]]:
    """No file may grow beyond `size` bytes: what a full disk does, without one."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LIMITED, str(size), *map(str, line), "--json",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, _ = await process.communicate()
    return process.returncode, json.loads(told)


@pytest.mark.parametrize("size", [100_000, 400_000, 545_000])
async def test_backup_without_room(installation: Installation, size: int) -> None:
    """In the copy of the database, and in the archive, which is a little larger."""
    before = bytes_below(installation.folder)

    code, told = await limited(size, "backup", "--db", installation.database)

    assert (code, told["ok"], told["reason"]) == (1, False, "no_room")
    assert bytes_below(installation.folder) == before | {"backups": "folder"}


@pytest.mark.parametrize("size", [1000, 400_000])
async def test_restore_without_room(
    installation: Installation, archive: Path, tmp_path: Path, size: int
) -> None:
    there = installation.elsewhere(tmp_path / "there")

    code, told = await limited(size, "restore", archive, "--db", there.database)

    assert (code, told["ok"], told["reason"]) == (1, False, "no_room")
    assert bytes_below(there.folder).keys() == {"toso.key"}
