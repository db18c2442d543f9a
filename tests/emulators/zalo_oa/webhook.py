"""What happened is told to the application, signed, and told again until it answers 200."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.emulators.clock import MovedClock, milliseconds
from tests.emulators.zalo_oa.events import Body, written
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.signature import HEADER, mac

RETRIES = (30, 300, 900, 1800, 3600)
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Twist:
    """How one event is told otherwise than it should be.

    `shift` makes its timestamp older or newer, `signature` may be "wrong" or "missing", `copies`
    are told at the same moment, and `is_once` means that it is not told again.
    """

    shift: timedelta = timedelta(0)
    signature: str = "right"
    copies: int = 1
    is_once: bool = False


PLAIN = Twist()


@dataclass(slots=True)
class Delivery:
    """One event on its way. `statuses` are the answers in order, 0 for none in time."""

    body: bytes
    headers: dict[str, str]
    event: str
    statuses: list[int] = field(default_factory=list)
    tried: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_taken(self) -> bool:
        return 200 in self.statuses


@dataclass(slots=True)
class Webhook:
    rules: Rules
    clock: MovedClock
    told: list[Delivery] = field(default_factory=list)
    _group: asyncio.TaskGroup | None = None
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _client: ClientSession | None = None

    def open(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._client = ClientSession(connector=TCPConnector(limit=0))

    async def close(self) -> None:
        """What was still to be tried again is given up."""
        self._group = None
        for task in self._tasks:
            task.cancel()
        if self._client is not None:
            await self._client.close()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Beside everything else, until the emulator ends."""
        if self._group is None:
            work.close()
            return
        task = self._group.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def at(self, twist: Twist = PLAIN) -> str:
        return str(milliseconds(self.clock.now() + twist.shift))

    async def tell(self, body: Body, twist: Twist = PLAIN) -> Delivery:
        """Once the first try has its answer, or has none; further tries go on by themselves."""
        raw = written(body, ids_as_numbers=self.rules.ids_as_numbers)
        delivery = Delivery(raw, self._headers(body, raw, twist), str(body["event_name"]))
        await self._start(delivery, twist)
        return delivery

    async def replay(self, delivery: Delivery) -> int:
        """The very same bytes once more: the answer's status."""
        return await self._post(delivery, {})

    async def _start(self, delivery: Delivery, twist: Twist) -> None:
        self.told.append(delivery)
        if not self.rules.webhook or self._group is None:
            delivery.tried.set()
            delivery.ended.set()
            return
        copies = [
            Delivery(delivery.body, delivery.headers, delivery.event)
            for _ in range(twist.copies - 1)
        ]
        tries = [delivery, *copies]
        self.told += copies
        for one in tries:
            self.spawn(self._deliver(one, is_once=twist.is_once))
        for one in tries:
            await one.tried.wait()

    async def _deliver(self, delivery: Delivery, *, is_once: bool) -> None:
        for retry, wait in enumerate((0, *RETRIES)):
            await asyncio.sleep(wait * self.rules.retry_pace)
            status = await self._post(delivery, {"num_retry": str(retry)} if retry else {})
            delivery.statuses.append(status)
            delivery.tried.set()
            if status == 200 or is_once:
                break
        delivery.ended.set()

    async def _post(self, delivery: Delivery, more: dict[str, str]) -> int:
        if self._client is None:
            raise RuntimeError("the emulator is not running")
        timeout = ClientTimeout(total=self.rules.answer_seconds)
        try:
            async with self._client.post(
                self.rules.webhook,
                data=delivery.body,
                headers=delivery.headers | more,
                timeout=timeout,
            ) as response:
                await response.read()
                return response.status
        except (ClientError, TimeoutError, OSError):
            return NO_ANSWER

    def _headers(self, body: Body, raw: bytes, twist: Twist) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if twist.signature == "missing":
            return headers
        secret = self.rules.oa_secret if twist.signature == "right" else "somebody else's"
        signed = mac(
            app_id=self.rules.app_id, body=raw, timestamp=str(body["timestamp"]), secret=secret
        )
        return headers | {HEADER: f"mac={signed}"}
