"""Ours: Sunday evening. 386 people report within one minute, with so many activities stored before.

Nobody waits for anybody: each person starts at a moment of their own, and says the next thing a
second after the last, or as soon as they are answered, if that is later. How long they wait is
counted from the moment at which they meant to speak, so that a loop too busy to listen is seen too.
Afterwards 20 000 letters that wait for one and the same moment go out.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from sqlalchemy import insert, select

from bot.app import App
from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from bot.kernel.clock import local
from models.mail import Lane, Outbox, OutboxState
from models.people import Account
from models.tally import tally
from tests.bench.past import PEOPLE, lay_past
from tests.bench.people import CHANNEL, NullWire, Person, Waits, built_app, live_app
from tests.bench.readings import Reading, Stopwatch, disk_folder, memory, waits
from tests.bench.steps import WORDS

STARTS_WITHIN = 45.0
EVERY = 1.0
"""Seconds: the last person is at their last word after `STARTS_WITHIN` + 16 × `EVERY`."""

LETTERS = 20_000
LOOK_EVERY = 0.5


@dataclass(slots=True)
class Evening:
    """`started` is when the first person speaks; `waited` are seconds from the moment meant."""

    started: float
    waited: list[float] = field(default_factory=list)

    async def report(self, person: Person, number: int) -> None:
        meant = self.started + STARTS_WITHIN * number / PEOPLE
        for word in WORDS:
            await asyncio.sleep(meant - time.perf_counter())
            await person.say(word)
            answered = time.perf_counter()
            self.waited.append(answered - meant)
            meant = max(meant + EVERY, answered)


def measure(stored: int = 0) -> tuple[Reading, ...]:
    with disk_folder() as folder:
        laid = _laid(folder / "toso.db", stored)
        return (
            *laid,
            *asyncio.run(_evening(folder)),
            *asyncio.run(_drain(folder)),
        )


def _laid(path: Path, stored: int) -> tuple[Reading, ...]:
    """In a process of its own: what laying takes of memory is none of the product's."""
    started = time.perf_counter()
    process = multiprocessing.get_context("spawn").Process(target=lay_past, args=(path, stored))
    process.start()
    process.join()
    if process.exitcode != 0:
        raise RuntimeError("the past could not be laid")
    os.sync()  # else the disk is still busy with the past while people wait for it
    size = path.stat().st_size / 1_000_000
    return Reading("laid", time.perf_counter() - started, "s"), Reading("database", size, "MB")


async def _evening(folder: Path) -> tuple[Reading, ...]:
    wire, waited = NullWire(), Waits()
    async with live_app(folder, wire) as app, _memory_watched() as held:
        people = [Person(number, app, wire, waited) for number in range(PEOPLE)]
        for word in WORDS:
            await people[0].say(word)
        waited.commit.clear()
        watch = Stopwatch()
        evening = Evening(watch.wall)
        async with asyncio.TaskGroup() as group:
            for number, person in enumerate(people):
                group.create_task(evening.report(person, number))
        rates = watch.rates("messages", len(evening.waited))
        await _check(app, PEOPLE + 1)
    return (
        *rates,
        *waits("commit", waited.commit),
        *waits("reply", evening.waited),
        *(Reading("most memory", max(held), "MB") for _ in held[:1]),
    )


@asynccontextmanager
async def _memory_watched() -> AsyncIterator[list[float]]:
    """Megabytes held, looked at again and again."""
    held: list[float] = []

    async def look() -> None:
        while True:
            held.extend(memory(os.getpid()))
            await asyncio.sleep(LOOK_EVERY)

    async with asyncio.TaskGroup() as group:
        looking = group.create_task(look())
        yield held
        looking.cancel()


async def _check(app: App, expected: int) -> None:
    """Speed counts for nothing when a report is missing."""
    today = local(app.clock.now()).date()
    async with app.database.read() as connection:
        found = await tally(connection, app.commune_id, today - timedelta(days=1), today)
    if found.sessions.residents != expected:
        raise RuntimeError(f"{found.sessions.residents} sessions stand instead of {expected}")


async def _drain(folder: Path) -> tuple[Reading, ...]:
    async with built_app(folder, NullWire()) as app:
        await _queue(app)
        watch = Stopwatch()
        await app.settle()
        rates = watch.rates("letters", LETTERS)
        async with app.database.read() as connection:
            kept = await connection.scalars(
                select(Outbox.id).where(
                    Outbox.lane == Lane.BROADCAST, Outbox.state == OutboxState.SENT
                )
            )
            sent = len(kept.all())
    if sent != LETTERS:
        raise RuntimeError(f"{sent} letters went out instead of {LETTERS}")
    return tuple(Reading(f"drain: {one.name}", one.value, one.unit) for one in rates)


async def _queue(app: App) -> None:
    """To everybody in turn, each in words of its own: equal ones would be stopped as a loop."""
    now = app.clock.now()
    async with app.database.write() as connection:
        accounts = (
            await connection.execute(
                select(Account.person_id, Account.external_id).where(Account.channel == CHANNEL)
            )
        ).all()
        rows = [
            _letter(app.commune_id, number, account.person_id, account.external_id, now)
            for number, account in zip(range(LETTERS), cycle(accounts), strict=False)
        ]
        await connection.execute(insert(Outbox), rows)


def _letter(
    commune_id: str, number: int, owner: str, external_id: str, now: datetime
) -> dict[str, object]:
    return {
        "commune_id": commune_id,
        "id": f"zz{number:014}",
        "owner": owner,
        "channel": CHANNEL,
        "external_id": external_id,
        "lane": Lane.BROADCAST,
        "identity": f"bench:{number}",
        "message": message_to_text(Message((Text("photo.kept", count=number),))),
        "state": OutboxState.WAITING,
        "not_before": now,
        "tries": 0,
        "created_at": now,
    }
