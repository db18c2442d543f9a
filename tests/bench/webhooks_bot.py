"""Webhooks of the Bot Platform: `toso run` on a commune of its own, and many residents who write at
the same time, over as many bots as their plans need.

Each waits for the 200, which stands for what is committed, and writes again. Whoever sends, the
emulator that takes the answers and the product share this machine.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from tests.bench.commands import PATIENCE, finished, spawn
from tests.bench.readings import Reading, disk_folder, memory, processor, waits
from tests.bench.web import address_of
from tests.emulators.zalo_bot import updates
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.pushing import SECRET
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.world import Chat

SENDERS = 200
MESSAGES = 20
"""Of each, one behind the other."""

BOTS = 5
"""More people than one bot's plan takes, more messages than two take in a month."""

OPEN_SECRET = "bi-mat-cua-phep-do"  # of no real bot


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    emulator = ZaloBotEmulator(Rules(trusts_loopback=True))
    for number in range(BOTS):
        emulator.add_bot(f"hp{number}", f"12345{number}:hp{number}")
    with disk_folder() as folder:
        async with emulator.running() as base, _running(folder, emulator, base) as (pid, address):
            people = [_Resident(emulator, number, address) for number in range(SENDERS)]
            await _send(people, 1)
            await _answered(people, 1)
            worked, started = processor(pid), time.perf_counter()
            waited = await _send(people, MESSAGES)
            seconds = time.perf_counter() - started
            await _answered(people, 1 + MESSAGES)
            until_answered = time.perf_counter() - started
            each = [
                (after - before) / len(waited)
                for before, after in zip(worked, processor(pid), strict=True)
            ]
            held = memory(pid)
    return (
        Reading("Bot: committed", len(waited) / seconds, "/s"),
        Reading("Bot: answered", len(waited) / until_answered, "/s"),
        *waits(f"Bot: 200 to {SENDERS} at once", waited),
        *(Reading("Bot: processor for each", second * 1000, "ms") for second in each),
        *(Reading("Bot: memory after that", value, "MB") for value in held),
    )


class _Resident:
    """Somebody whom the emulator knows, and lets be answered."""

    def __init__(self, emulator: ZaloBotEmulator, number: int, address: str) -> None:
        bot = f"hp{number % BOTS}"
        self.chat: Chat = emulator.chat(bot, f"người {number}")
        self.chat.has_written = True
        self._emulator = emulator
        self._hook = f"{address}/zalo/bot/{bot}"

    async def write(self, client: ClientSession) -> float:
        """The seconds until its 200. Raises RuntimeError for any other answer."""
        platform, chat = self._emulator.platform, self.chat
        body = updates.message(
            platform.new_message(), platform.now(), (chat.id, chat.name), chat, {"text": "chào"}
        )
        started = time.perf_counter()
        async with client.post(
            self._hook, json=updates.update(updates.TEXT, body), headers={SECRET: OPEN_SECRET}
        ) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"a webhook was answered {answer.status}")
        return time.perf_counter() - started


async def _send(people: list[_Resident], count: int) -> list[float]:
    """How long each waited."""
    waited: list[float] = []

    async def write_all(client: ClientSession, person: _Resident) -> None:
        for _ in range(count):
            waited.append(await person.write(client))  # noqa: PERF401  # each as it comes

    async with (
        ClientSession(connector=TCPConnector(limit=0)) as client,
        asyncio.TaskGroup() as everybody,
    ):
        for person in people:
            everybody.create_task(write_all(client, person))
    return waited


async def _answered(people: list[_Resident], count: int) -> None:
    """Until each has so many answers."""
    for person in people:
        while len(person.chat.sent) < count:
            if not await person.chat.news(len(person.chat.sent), PATIENCE):
                raise RuntimeError(f"no answer to {person.chat.name}")


@asynccontextmanager
async def _running(
    folder: Path, emulator: ZaloBotEmulator, base: str
) -> AsyncIterator[tuple[int, str]]:
    """Its process and its address."""
    database = str(folder / "toso.db")
    bots = ",".join(f"{bot.name}={bot.token}" for bot in emulator.platform.accounts.values())
    settings = {
        "TOSO_ZALO_BOT_TOKENS": bots,
        "TOSO_ZALO_BOT_SECRET": OPEN_SECRET,
        "TOSO_ZALO_BOT_API": base,
    }
    founding = await spawn(
        folder, "init", "--name", "Đảo Xa", "--kind", "xã", "--admin-name", "Lê Thị Cán",
        "--admin-phone", "0912345600", "--db", database,
    )  # fmt: skip
    await finished(founding)
    process = await spawn(folder, "run", "--port", "0", "--db", database, settings=settings)
    try:
        yield process.pid, await address_of(process)
        process.terminate()
        await finished(process)
    finally:
        if process.returncode is None:
            process.kill()
