"""One run on a wire without buttons: people join by their codes and report, `toso run` is killed at
random moments and started again, and in the end everything is compared.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import select

from bot.kernel.clock import SystemClock
from models.activity import Activity
from models.commune import Commune
from models.mail import Outbox, OutboxState
from models.opening import open_installation
from models.people import Account
from tests.whole.torture.judge import Kill, Resent, Verdict
from tests.whole.torture.killing import Killing, Order
from tests.whole.torture.process import Product, free_port
from tests.whole.torture.records import Records, read_records
from tests.whole.torture.run import DRAINING, Told, in_flight, logged
from tests.whole.torture.typed.command import Command, product_of
from tests.whole.torture.typed.commune import Invited, set_up
from tests.whole.torture.typed.joining import join
from tests.whole.torture.typed.judge import judge_typed
from tests.whole.torture.typed.line import Line
from tests.whole.torture.typed.people import Typist
from tests.whole.torture.typed.wire import Wire


class TypedRun:
    def __init__(self, order: Order, folder: Path, say: Callable[[str], None], wire: Wire) -> None:
        self._order = order
        self._folder = folder
        self._say = say
        self._wire = wire
        self._people: list[Typist] = []
        self._lines: list[Line] = []
        self._kills: list[Kill] = []
        self._flying: list[int] = []
        self._beyond = 0
        self._is_over = False

    async def go(self) -> Told:
        started = time.monotonic()
        async with self._wire.serving():
            command = Command(self._folder, free_port(), self._wire.settings)
            invited = await asyncio.to_thread(
                set_up, self._folder, self._order.people, command.settings
            )
            product = product_of(command)
            await product.start()
            await product.opened()
            await self._wire.connect(command.port)
            await self._join(invited)
            self._say(f"{len(self._people)} people have joined")
            await self._kill_and_restart(product, command)
            self._say("calm: everybody winds up")
            async with asyncio.TaskGroup() as group:
                for person in self._people:
                    group.create_task(person.finish())
            product.check()
            await self._drain(command)
            await product.kill()
        for line in self._lines:
            talk = json.dumps(list(line.shown), ensure_ascii=False, indent=1)
            (self._folder / f"{line.name.replace('/', '-')}.json").write_text(talk)
        return await self._judged(command, time.monotonic() - started)

    @property
    def _reports(self) -> int:
        return sum(len(person.memory.told) for person in self._people)

    async def _join(self, invited: list[Invited]) -> None:
        async with asyncio.TaskGroup() as group:
            for number, each in enumerate(invited):
                line = self._wire.open_line(number)
                self._lines.append(line)
                self._people.append(Typist(number, line, seed=self._order.seed))
                group.create_task(join(line, each))

    async def _kill_and_restart(self, product: Product[Command], command: Command) -> None:
        killing = Killing(
            self._order, product, command.database, self._kills, self._say,
            next_moment=self._wire.next_moment, reports=lambda: self._reports,
        )  # fmt: skip
        self._wire.roughen()
        self._beyond = 0
        async with asyncio.TaskGroup() as group:
            for person in self._people:
                group.create_task(person.live(lambda: self._is_over))
            await killing.go(on_kill=self._note_kill)
            self._wire.calm()
            self._is_over = True

    def _note_kill(self) -> None:
        """How many more messages the wire had taken since the last kill than were written down as
        sent, without those that it took in silence: what was in flight, and at the kill before it
        what came a second time since.
        """
        taken, doubtful = self._wire.taken(), self._wire.doubtful()
        beyond = taken.total() - doubtful.total() - self._kills[-1].sent
        self._flying.append(beyond - self._beyond)
        self._beyond = beyond

    async def _drain(self, command: Command) -> None:
        """Until no letter and no photo waits, within reason: what is left then is a fault."""
        until = time.monotonic() + DRAINING
        while time.monotonic() < until:
            records, _, _ = await _read(command.database)
            if not records.unsent and not records.pending_photos:
                return
            await asyncio.sleep(0.5)

    async def _judged(self, command: Command, seconds: float) -> Told:
        records, authors, letters = await _read(command.database)
        memories = [person.memory for person in self._people]
        found = self._resent(letters)
        answers, pushes = self._wire.counts()
        faults = (
            *found.unexplained,
            *(f"stuck: {each.stuck}" for each in memories if each.stuck),
            *(f"never handed over: {each}" for each in self._wire.lost()),
        )
        verdict: Verdict = judge_typed(memories, authors, records, faults)
        return Told(
            order=self._order,
            verdict=verdict,
            resent=found,
            kills=len(self._kills),
            seconds=seconds,
            zero_filed=0,
            undone=sum(len(memory.undone) for memory in memories),
            answers=answers,
            pushes=pushes,
            logged=logged(command.log),
        )

    def _resent(self, letters: Mapping[str, int]) -> Resent:
        """The wire names no letter: what it took beyond the letters that went out went twice. Each
        is explained by a provider that did not say so, or by a kill, at which so many letters at
        the most may be in flight.
        """
        found = Resent(bound=in_flight())
        found.in_flight = sum(max(0, each) for each in self._flying)
        found.most_at_once = max(self._flying, default=0)
        doubtful = self._wire.doubtful()
        for name, taken in self._wire.taken().items():
            again = max(0, taken - letters.get(name, 0))
            by_silence = min(again, doubtful[name])
            found.twice += again
            found.by_silence += by_silence
            found.by_kills += again - by_silence
        if found.by_kills > len(self._kills) * found.bound:
            found.unexplained.append(f"{found.by_kills} messages were sent again without a reason")
        return found


async def _read(database: Path) -> tuple[Records, dict[str, str], Counter[str]]:
    """The records, who wrote each activity by the name of their line, and how many letters went
    out to each line.
    """
    opened = await open_installation(str(database), now=SystemClock().now(), create=False)
    try:
        async with opened.read() as connection:
            commune = await connection.scalar(select(Commune.id))
            records = await read_records(connection, str(commune))
            accounts = await connection.execute(select(Account.person_id, Account.external_id))
            names = {row.person_id: row.external_id for row in accounts}
            written = await connection.execute(select(Activity.id, Activity.author_id))
            authors = {row.id: names.get(row.author_id, "") for row in written}
            out = await connection.execute(
                select(Outbox.external_id).where(Outbox.state == OutboxState.SENT)
            )
            return records, authors, Counter(row.external_id for row in out)
    finally:
        await opened.close()
