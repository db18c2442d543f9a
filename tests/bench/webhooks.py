"""Webhooks of Zalo: `toso run` on a commune of its own, and many people who write at the same time.

Each waits for the 200, which stands for what is committed, and writes again. Their messages are
made and signed beforehand; whoever sends them, the emulator that takes the answers and the product
share this machine.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from aiohttp import ClientSession, TCPConnector

from tests.bench.readings import Reading, disk_folder, memory, processor, waits
from tests.emulators.clock import milliseconds
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.events import from_user, written
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.signature import HEADER, mac
from tests.whole.oa.product import Installation

SENDERS = 200
MESSAGES = 20
"""Of each, one behind the other."""

PATIENCE = 300.0
FIRST_USER = 1_000_000_000_000_000_000
UNLIMITED = 1_000_000


@dataclass(frozen=True, slots=True)
class Signed:
    body: bytes
    headers: dict[str, str]


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    emulator = ZaloOaEmulator(Rules(requests_a_minute=UNLIMITED, looks_at_pictures=False))
    with disk_folder() as folder:
        async with emulator.running() as base:
            installation = Installation(folder / "toso.db", emulator, base)
            await installation.toso(
                *("init", "--name", "Đảo Xa", "--kind", "xã", "--admin-name", "Lê Thị Cán"),
                *("--admin-phone", "0912345600"),
            )
            await installation.login()
            async with installation.running() as product:
                known = [[_signed(emulator, who, 0)] for who in range(SENDERS)]
                await _send(emulator.rules.webhook, known)
                await _answered(emulator, SENDERS)
                work = [
                    [_signed(emulator, who, number) for number in range(1, MESSAGES + 1)]
                    for who in range(SENDERS)
                ]
                worked = processor(product.pid)
                started = time.perf_counter()
                waited = await _send(emulator.rules.webhook, work)
                seconds = time.perf_counter() - started
                await _answered(emulator, SENDERS * (1 + MESSAGES))
                until_answered = time.perf_counter() - started
                each = [
                    (after - before) / len(waited)
                    for before, after in zip(worked, processor(product.pid), strict=True)
                ]
                held = memory(product.pid)
    return (
        Reading("OA: committed", len(waited) / seconds, "/s"),
        Reading("OA: answered", len(waited) / until_answered, "/s"),
        *waits(f"OA: 200 to {SENDERS} at once", waited),
        *(Reading("OA: processor for each", second * 1000, "ms") for second in each),
        *(Reading("OA: memory after that", value, "MB") for value in held),
    )


def _signed(emulator: ZaloOaEmulator, who: int, number: int) -> Signed:
    """One message of somebody whom the emulator knows from now on, and lets be answered."""
    rules, now = emulator.rules, emulator.clock.now()
    user = emulator.user(str(FIRST_USER + who))
    user.last_interaction = now
    at = str(milliseconds(now))
    message = {"msg_id": f"b{who:04}{number:04}", "text": "chào"}
    body = written(
        from_user(rules, user.id, "user_send_text", message, at=at), ids_as_numbers=False
    )
    signed = mac(app_id=rules.app_id, body=body, timestamp=at, secret=rules.oa_secret)
    return Signed(body, {HEADER: f"mac={signed}", "Content-Type": "application/json"})


async def _answered(emulator: ZaloOaEmulator, count: int) -> None:
    """Until so many answers have gone out in all."""
    people = emulator.people
    async with asyncio.timeout(PATIENCE), people.news:
        await people.news.wait_for(
            lambda: sum(len(user.lines) for user in people.users.values()) >= count
        )


async def _send(address: str, work: list[list[Signed]]) -> list[float]:
    """How long each waited for its 200. Raises RuntimeError for any other answer."""
    waited: list[float] = []

    async def send_all(client: ClientSession, messages: list[Signed]) -> None:
        for message in messages:
            started = time.perf_counter()
            async with client.post(address, data=message.body, headers=message.headers) as answer:
                await answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"a webhook was answered {answer.status}")
            waited.append(time.perf_counter() - started)

    async with (
        ClientSession(connector=TCPConnector(limit=0)) as client,
        asyncio.TaskGroup() as all_,
    ):
        for messages in work:
            all_.create_task(send_all(client, messages))
    return waited
