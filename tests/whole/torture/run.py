"""One run: people talk, the product is killed at random moments and started again, and in the end
everything is compared.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot import delivery
from models.opening import open_installation
from models.sample import FIRST_PHONE, SAMPLE_COMMUNE
from tests.whole.torture.clock import ShiftedClock, saturday_clock
from tests.whole.torture.faults import Faults
from tests.whole.torture.idle import Idler
from tests.whole.torture.judge import Kill, Resent, Verdict, judge, resent
from tests.whole.torture.killing import Killing, Order
from tests.whole.torture.people import Member
from tests.whole.torture.picture import picture
from tests.whole.torture.process import Place, Product, free_port, main
from tests.whole.torture.provider import Provider
from tests.whole.torture.records import Records, read_records

IDLERS = 6
FIRST_IDLER = 280
"""On the roster: of teams in which nobody else here is."""

DRAINING = 120.0


@dataclass(slots=True)
class Told:
    """What one run found."""

    order: Order
    verdict: Verdict
    resent: Resent
    kills: int
    seconds: float
    zero_filed: int
    undone: int
    answers: dict[str, int]
    pushes: dict[str, int]
    logged: dict[str, int] = field(default_factory=dict)


class Run:
    def __init__(self, order: Order, folder: Path, say: Callable[[str], None]) -> None:
        self._order = order
        self._folder = folder
        self._say = say
        self._clock: ShiftedClock = saturday_clock()
        self._faults = Faults(order.seed)
        self._provider = Provider(self._faults, self._clock.now, picture())
        self._members: list[Member] = []
        self._idlers: list[Idler] = []
        self._kills: list[Kill] = []
        self._is_over = False

    async def go(self) -> Told:
        started = time.monotonic()
        self._gather()
        async with self._provider.serving() as address:
            place = Place(self._folder, address, free_port(), self._clock)
            product = Product(place, place.port, main)
            async with self._provider.pushing(place.hook):
                await self._kill_and_restart(product, place)
                self._say("calm: everybody winds up")
                await self._wind_up(product)
                await self._drain(place)
            await product.kill()
        for chat in self._provider.chats.values():
            talk = "\n".join(chat.talk)
            (self._folder / f"{chat.id}.txt").write_text(f"{talk}\n", encoding="utf-8")
        return await self._judged(place, time.monotonic() - started)

    def _gather(self) -> None:
        idlers = min(IDLERS, self._order.people // 10)
        for number in range(self._order.people):
            is_idle = number < idlers
            who = FIRST_IDLER + number * 7 if is_idle else number - idlers
            chat = self._provider.open_chat(f"c{who:03}", f"0{FIRST_PHONE + who}")
            if is_idle:
                self._idlers.append(Idler(who, chat, self._provider, seed=self._order.seed))
            else:
                self._members.append(
                    Member(who, chat, self._provider, seed=self._order.seed, is_leader=who % 7 == 0)
                )

    @property
    def _reports(self) -> int:
        return sum(len(member.memory.told) for member in self._members)

    async def _kill_and_restart(self, product: Product[Place], place: Place) -> None:
        killing = Killing(
            self._order, product, place.database, self._kills, self._say,
            next_moment=self._provider.next_moment, reports=lambda: self._reports,
        )  # fmt: skip
        await product.start()
        await product.opened()
        async with asyncio.TaskGroup() as group:
            for person in (*self._members, *self._idlers):
                group.create_task(person.live(lambda: self._is_over))
            await killing.go(on_kill=self._begin_life)
            self._faults.is_calm = True
            self._is_over = True

    def _begin_life(self) -> None:
        self._provider.life += 1

    async def _wind_up(self, product: Product[Place]) -> None:
        async with asyncio.TaskGroup() as group:
            for person in (*self._members, *self._idlers):
                group.create_task(person.finish())
        product.check()

    async def _drain(self, place: Place) -> None:
        """Until no letter and no photo waits, within reason: what is left then is a fault."""
        until = time.monotonic() + DRAINING
        while time.monotonic() < until:
            records = await self._records(place)
            if not records.unsent and not records.pending_photos:
                return
            await asyncio.sleep(0.5)

    async def _records(self, place: Place) -> Records:
        database = await open_installation(str(place.database), now=self._clock.now(), create=False)
        try:
            async with database.read() as connection:
                return await read_records(connection, SAMPLE_COMMUNE)
        finally:
            await database.close()

    async def _judged(self, place: Place, seconds: float) -> Told:
        records = await self._records(place)
        filed = {w: stands for idler in self._idlers for w, stands in idler.standing.items()}
        memories = [member.memory for member in self._members]
        stuck = [each.stuck for each in (*memories, *self._idlers) if each.stuck]
        found = resent(self._provider.taken, self._kills, bound=in_flight())
        log = logged(place.log)
        faults = (*found.unexplained, *(f"stuck: {words}" for words in stuck))
        return Told(
            order=self._order,
            verdict=judge(memories, filed, records, faults),
            resent=found,
            kills=len(self._kills),
            seconds=seconds,
            zero_filed=sum(idler.filed for idler in self._idlers),
            undone=sum(len(memory.undone) for memory in memories),
            answers=dict(self._provider.answers),
            pushes=dict(self._provider.pushes),
            logged=log,
        )


def in_flight() -> int:
    """The most letters that the product has under way or not yet written down, by its own word."""
    return delivery.IN_FLIGHT


def logged(log: Path) -> dict[str, int]:
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    counts: dict[str, int] = {}
    for line in (line for line in lines if " level=" in line):
        words = line.partition(" level=")[2][:200]
        counts[words] = counts.get(words, 0) + 1
    return counts
