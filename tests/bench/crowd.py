"""Ours: every member of the sample says one thing at the same moment."""

from __future__ import annotations

import asyncio
import time

from tests.bench.people import NullWire, Person, Waits, live_app
from tests.bench.readings import Reading, disk_folder, waits
from tests.bench.steps import WORDS

PEOPLE = 386


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    waited, warming = Waits(), Waits()
    with disk_folder() as folder:
        wire = NullWire()
        async with live_app(folder, wire) as app:
            people = [Person(number, app, wire, waited) for number in range(PEOPLE)]
            await Person(PEOPLE - 1, app, wire, warming).say(WORDS[0])
            started = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                for person in people[:-1]:
                    group.create_task(person.say(WORDS[0]))
            seconds = time.perf_counter() - started
    return (Reading("all answered", seconds, "s"), *waits("reply", waited.wire))
