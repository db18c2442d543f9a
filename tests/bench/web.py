"""The web chat: `toso run --sample` in a process of its own, a whole commune with its page open.

Every page is a resident's, for each of those is a person of their own: the sample's other roles are
one person each, and what one person says is taken in turn. Pages and product share this machine.
"""

from __future__ import annotations

import asyncio
import re
import signal
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from tests.bench.commands import PATIENCE, finished, spawn
from tests.bench.readings import Reading, disk_folder, memory, processor, waits

PAGES = 386
FIRST_ANSWERS = 10
ALONE = 200
"""Messages said one at a time while all pages are open."""
BURST_SECONDS = 1.0
QUIET = 1.0  # seconds after which memory is read: what the opening left over is given back by then

ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")
FILES = re.compile(r'(?:href|src)="(/page/[^"]+)"')
TALK = re.compile(r'data-talk="([^"]+)"')
OWN = {"Sec-Fetch-Site": "same-origin"}


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


@dataclass(slots=True)
class Page:
    """One open page: its cookie, its talk and the stream of what is said in it."""

    client: ClientSession
    cookie: dict[str, str] = field(default_factory=dict)
    talk: str = ""
    said: int = 0
    stream: ClientResponse | None = None

    async def load(self) -> str:
        async with self.client.get("/", headers=self.cookie) as response:
            page = await response.text()
            for name, morsel in response.cookies.items():
                self.cookie["Cookie"] = f"{name}={morsel.value}"
        self.talk = TALK.findall(page)[0]
        return page

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Page]:
        """As a resident, with all that was said before read."""
        await self.load()
        await self._post("/as", {"role": "resident"})
        await self.load()
        async with self.client.get(f"/events?talk={self.talk}", headers=self.cookie) as stream:
            self.stream = stream
            await self._read("event: ready")
            yield self

    async def say(self, words: str) -> float:
        """The seconds until the answer is on the page."""
        self.said += 1
        body = {"client_id": f"message{self.said:04}", "talk": self.talk, "text": words}
        started = time.perf_counter()
        await asyncio.gather(self._post("/messages", body), self._read('"mine":false'))
        return time.perf_counter() - started

    async def _post(self, path: str, body: dict[str, str]) -> None:
        async with self.client.post(path, json=body, headers=self.cookie | OWN) as response:
            if response.status != 200:
                raise RuntimeError(f"{path}: {response.status} {await response.text()}")

    async def _read(self, wanted: str) -> None:
        if self.stream is None:
            raise RuntimeError("the page is not open")
        async with asyncio.timeout(PATIENCE):
            async for line in self.stream.content:
                if wanted.encode() in line:
                    return
        raise RuntimeError("the stream ended")


async def _measure() -> tuple[Reading, ...]:
    with disk_folder() as folder:
        async with _running(folder) as (process, client):
            weight = await _weight(client)
            first = [await _first_answer(client) for _ in range(FIRST_ANSWERS + 1)][1:]
            await asyncio.sleep(QUIET)
            before = memory(process.pid)
            async with AsyncExitStack() as stack:
                pages = [
                    await stack.enter_async_context(Page(client).opened()) for _ in range(PAGES)
                ]
                await asyncio.sleep(QUIET)
                during = memory(process.pid)
                worked = processor(process.pid)
                alone = [await pages[number].say("chào") for number in range(ALONE)]
                together = await asyncio.gather(*map(_say_in_time, pages, range(PAGES)))
                after = memory(process.pid)
                each = [
                    (end - start) / (ALONE + PAGES)
                    for start, end in zip(worked, processor(process.pid), strict=True)
                ]
    return (
        Reading("page weight", weight / 1000, "kB"),
        *(Reading("first answer of a visit", seconds * 1000, "ms") for seconds in first),
        *(Reading("memory, no page open", value, "MB") for value in before),
        *(Reading(f"memory, {PAGES} open", value, "MB") for value in during),
        *waits(f"one talks, {PAGES} open:", alone),
        *waits("all talk within 1 s:", together),
        *(Reading("processor for each answer", seconds * 1000, "ms") for seconds in each),
        *(Reading("memory after that", value, "MB") for value in after),
    )


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[tuple[Process, ClientSession]]:
    database = str(folder / "toso.db")
    process = await spawn(folder, "run", "--sample", "--port", "0", "--db", database)
    try:
        async with ClientSession(
            await address_of(process),
            connector=TCPConnector(limit=0),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(total=None),
        ) as client:
            yield process, client
        process.send_signal(signal.SIGTERM)
        await finished(process)
    finally:
        if process.returncode is None:
            process.kill()


async def address_of(process: Process) -> str:
    async with asyncio.timeout(PATIENCE):
        async for line in process.stdout:
            if found := ADDRESS.search(line):
                return found[0].decode()
    raise RuntimeError("toso run gave no address")


async def _weight(client: ClientSession) -> int:
    """Bytes of the page and its files as a phone gets them: packed, without the heads."""
    page = await Page(client).load()
    bodies = [
        await _packed(client, address) for address in ("/", *dict.fromkeys(FILES.findall(page)))
    ]
    return sum(bodies)


async def _packed(client: ClientSession, address: str) -> int:
    async with client.get(
        address, headers={"Accept-Encoding": "gzip"}, auto_decompress=False
    ) as response:
        return len(await response.read())


async def _first_answer(client: ClientSession) -> float:
    """From the address to the answer to the first word of somebody new."""
    started = time.perf_counter()
    async with Page(client).opened() as page:
        await page.say("chào")
        return time.perf_counter() - started


async def _say_in_time(page: Page, number: int) -> float:
    """Each at a moment of their own, evenly over the second."""
    await asyncio.sleep(BURST_SECONDS * number / PAGES)
    return await page.say("chào")
