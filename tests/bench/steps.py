"""Ours: whole session dialogs, 50 people in flight. A step: a message taken, kept and answered."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.app import App
from bot.kernel.clock import local
from models.tally import tally
from tests.bench.people import NullWire, Person, Waits, live_app
from tests.bench.readings import Reading, Stopwatch, disk_folder, waits

IN_FLIGHT = 50
DIALOGS = 3
"""How many sessions each person logs, one after the other."""

WORDS = (
    "chào", "Ghi buổi hỗ trợ", "Hôm nay", "Hướng dẫn người dân", "12",
    "Dịch vụ công", "Xong", "5", "Người cao tuổi", "Xong", "4",
    "6", "Mức 2", "nhà văn hóa thôn", "bỏ qua", "bỏ qua", "đúng rồi",
)  # fmt: skip
"""From the menu to the record. What reads like a button of the last answer is pressed."""


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    waited, warming = Waits(), Waits()
    with disk_folder() as folder:
        wire = NullWire()
        async with live_app(folder, wire) as app:
            await _walk(Person(IN_FLIGHT, app, wire, warming), dialogs=1)
            watch = Stopwatch()
            async with asyncio.TaskGroup() as group:
                for number in range(IN_FLIGHT):
                    group.create_task(_walk(Person(number, app, wire, waited), dialogs=DIALOGS))
            rates = watch.rates("steps", len(waited.wire))
            await _check(app, IN_FLIGHT * DIALOGS + 1)
    return (
        *rates,
        *waits("commit", waited.commit),
        *waits("reply", waited.wire),
    )


async def _walk(person: Person, *, dialogs: int) -> None:
    for _ in range(dialogs):
        for word in WORDS:
            await person.say(word)


async def _check(app: App, expected: int) -> None:
    """Speed counts for nothing when a report is missing."""
    today = local(app.clock.now()).date()
    async with app.database.read() as connection:
        found = await tally(connection, app.commune_id, today - timedelta(days=1), today)
    if found.sessions.residents != expected:
        raise RuntimeError(f"{found.sessions.residents} sessions stand instead of {expected}")
