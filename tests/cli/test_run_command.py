"""`toso run --sample` in a process of its own, from its first line to its stop."""

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import ClientError, ClientSession, CookieJar
from sqlalchemy import select

from models.opening import open_installation
from models.web_log import WebLine
from tests.cli.communes import NOW, serving

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


async def test_graceful_stop_answers_whatever_was_taken(sample_database: Path) -> None:
    """Everybody whose message got its 200 finds the answer in the talk at the next start."""
    async with (
        serving("--sample", "--db", str(sample_database)) as served,
        AsyncExitStack() as stack,
    ):
        phones = [
            await stack.enter_async_context(
                ClientSession(served.address, cookie_jar=CookieJar(unsafe=True))
            )
            for _ in range(20)
        ]
        for phone in phones:
            async with phone.get("/"):
                pass
        async with asyncio.TaskGroup() as group:
            sending = [group.create_task(_say(phone)) for phone in phones]
            await asyncio.wait(sending, return_when=asyncio.FIRST_COMPLETED)
            served.process.send_signal(signal.SIGTERM)
        await served.process.wait()
        taken = sum(one.result() for one in sending)

    lines = await _talks(sample_database)
    assert taken > 0
    assert sum(len(talk) > 1 for talk in lines.values()) >= taken


async def _say(phone: ClientSession) -> bool:
    """Whether it was taken: whoever comes too late finds nobody."""
    said = {"client_id": "client-1", "text": "chào"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    try:
        async with phone.post("/messages", json=said, headers=headers) as response:
            return response.ok
    except ClientError:
        return False


async def _talks(path: Path) -> dict[str, list[bool]]:
    """Whose line each line of each talk is."""
    database = await open_installation(path, now=NOW)
    talks: dict[str, list[bool]] = {}
    async with database.read() as connection:
        for row in await connection.execute(select(WebLine.external_id, WebLine.is_mine)):
            talks.setdefault(row.external_id, []).append(row.is_mine)
    await database.close()
    return talks
