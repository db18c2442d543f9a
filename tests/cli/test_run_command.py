"""`toso run --sample` in a process of its own, from its first line to its stop."""

import asyncio
import os
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


async def test_what_is_too_old_is_deleted_while_the_page_is_served(
    sample_database: Path,
) -> None:
    uploads = sample_database.parent / "uploads"
    uploads.mkdir()
    old, new = uploads / ("0" * 32), uploads / ("1" * 32)
    for path in (old, new):
        path.write_bytes(b"sealed")
    os.utime(old, (0, 0))

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--sample", "--port", "0", "--db", str(sample_database),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    async with asyncio.timeout(PATIENCE):
        first = (await process.stdout.readline()).decode()
        while await asyncio.to_thread(old.exists):  # noqa: ASYNC110  # another process deletes it
            await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()

    assert "http://127.0.0.1:" in first
    assert new.exists()
    assert (process.returncode, errors) == (0, b"")
