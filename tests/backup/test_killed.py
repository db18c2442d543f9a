"""A restore that is killed anywhere leaves the old database or the new one, and runs again.

The victim ends itself by SIGKILL right before its n-th change of a name or folder: nothing that
cleans up is run, and no clock decides.
"""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.backup.places import sha256_of
from tests.backup.installations import Installation, bytes_below
from tests.backup.test_putting_back import audits

ROOT = Path(__file__).parents[2]
VICTIM = """
import os, signal, sys
left, here = int(sys.argv[1]), sys.argv[2]
CHANGES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}

def count(event, arguments):
    global left
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
    if (event in CHANGES or writes) and str(arguments[0]).startswith(here):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

from bot.__main__ import main
import bot.cli.restore
sys.addaudithook(count)
sys.exit(main(["restore", *sys.argv[3:]]))
"""
MOST = 60


async def restore(installation: Installation, archive: Path, *, at: int) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", VICTIM, str(at), str(installation.folder), str(archive),
        "--db", str(installation.database), "--force", "--json",
        cwd=ROOT, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    return await process.wait()


@pytest.mark.parametrize("part", range(3))
async def test_killed_anywhere_it_leaves_one_whole_database_and_runs_again(
    installation: Installation, archive: Path, part: int
) -> None:
    """Every third moment, so that the parts go side by side."""
    photos = {path: sha256_of(path) for path in installation.places.files.rglob("*.jpg")}
    lost = min(photos)
    codes = []
    for at in range(1 + part, MOST, 3):
        await installation.happens(at)
        lost.unlink(missing_ok=True)

        codes.append(await restore(installation, archive, at=at))

        in_place = await audits(installation.database)
        assert in_place in ({"a-1"}, {"a-1", f"a{at}"}), at
        if codes[-1] == 0:
            break
        if in_place == {"a-1"}:
            assert lost.exists(), at
        installation.put_back(archive, is_forced=True)
        assert await audits(installation.database) == {"a-1"}
        assert {path: sha256_of(path) for path in photos} == photos
        left = [name for name in bytes_below(installation.folder) if ".restoring" in name]
        assert left == []

    assert set(codes[:-1]) == {-signal.SIGKILL}
    assert codes[-1] == 0
