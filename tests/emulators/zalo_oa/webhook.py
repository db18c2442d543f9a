"""What happened is told to the application, signed, and told again until it answers 200."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.emulators.clock import MovedClock, milliseconds
from tests.emulators.zalo_bot.ways import STRAIGHT, Way, Ways, straight
from tests.emulators.zalo_oa.events import Body, written
from tests.emulators.zalo_oa.moments import Moments
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.signature import HEADER, mac

RETRIES = (30, 300, 900, 1800, 3600)
NO_ANSWER = 0
HUNG_UP_SECONDS = 0.005


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
    """One event on its way. `statuses` are the answers in order, 0 for none in time; `user` is
    whose act it was, empty where nobody's.
    """

    body: bytes
    headers: dict[str, str]
    event: str
    user: str = ""
    statuses: list[int] = field(default_factory=list)
    tried: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_taken(self) -> bool:
        return 200 in self.statuses


@dataclass(slots=True)
class Webhook:
    """`ways` say how each event of a person gets there."""

    rules: Rules
    clock: MovedClock
    moments: Moments
    ways: Ways = straight
    told: list[Delivery] = field(default_factory=list)
    _group: asyncio.TaskGroup | None = None
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)
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

    async def tell(self, body: Body, twist: Twist = PLAIN, *, user: str = "") -> Delivery:
        """Once the first try has its answer, or has none, unless the rules say that nobody waits;
        further tries go on by themselves.
        """
        delivery = self.begin(body, twist, user=user)
        for each in [one for one in self.told if one.body is delivery.body]:
            if self.rules.waits:
                await each.tried.wait()
        return delivery

    def begin(self, body: Body, twist: Twist = PLAIN, *, user: str = "") -> Delivery:
        """It is on its way: in the order of these calls, where the rules keep that."""
        raw = written(body, ids_as_numbers=self.rules.ids_as_numbers)
        headers = self._headers(body, raw, twist)
        first, *others = (
            Delivery(raw, headers, str(body["event_name"]), user) for _ in range(twist.copies)
        )
        way = self.ways(user) if user else STRAIGHT
        for delivery in (first, *others):
            self._start(delivery, way, is_once=twist.is_once)
        return first

    async def replay(self, delivery: Delivery) -> int:
        """The very same bytes once more: the answer's status."""
        return await self._post(delivery, {})

    def untaken(self, user: str) -> int:
        """How much of what this person did the application does not have yet."""
        return sum(not each.ended.is_set() for each in self.told if each.user == user)

    def _start(self, delivery: Delivery, way: Way, *, is_once: bool) -> None:
        self.told.append(delivery)
        if not self.rules.webhook or self._group is None:
            delivery.tried.set()
            delivery.ended.set()
            return
        self.spawn(self._deliver(delivery, way, is_once=is_once))

    async def _deliver(self, delivery: Delivery, way: Way, *, is_once: bool) -> None:
        async with AsyncExitStack() as stack:
            if self.rules.keeps_order and delivery.user:
                turn = self._turns.setdefault(delivery.user, asyncio.Lock())
                await stack.enter_async_context(turn)
            await asyncio.sleep(way.delay)
            if way.hangs_up:
                await self._post(delivery, {}, seconds=HUNG_UP_SECONDS)
            for retry, wait in enumerate(self._waits(is_once=is_once)):
                await asyncio.sleep(wait * self.rules.retry_pace)
                status = await self._post(delivery, {"num_retry": str(retry)} if retry else {})
                delivery.statuses.append(status)
                delivery.tried.set()
                if status == 200:
                    break
            delivery.ended.set()
        if way.again is not None:
            await asyncio.sleep(way.again)
            await self._post(delivery, {})

    def _waits(self, *, is_once: bool) -> Iterable[int]:
        if is_once:
            return (0,)
        return (0, *RETRIES) if self.rules.gives_up else itertools.chain((0,), _for_ever())

    async def _post(
        self, delivery: Delivery, more: dict[str, str], *, seconds: float | None = None
    ) -> int:
        if self._client is None:
            raise RuntimeError("the emulator is not running")
        self.moments.happen("pushed")
        timeout = ClientTimeout(total=seconds or self.rules.answer_seconds)
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


def _for_ever() -> Iterable[int]:
    return itertools.repeat(RETRIES[0])
