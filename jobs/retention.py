"""What is kept no longer than it must: messages taken and sent, timers, requests, the audit, photos
of no report.

Laws: rows are deleted, not marked; each batch is a transaction of its own, so that nobody who
writes waits for the sweep; what one run does not reach, the next one does. A message is known for
at least `HORIZON` after it was taken, whatever a commune has set: until then it may come again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.kernel.clock import Clock
from models.database import Connection, Database
from models.retention import (
    forget_audit,
    forget_failures,
    forget_inbox,
    forget_letters,
    forget_photos,
    forget_requests,
    forget_timers,
    forget_tries,
)
from models.settings import load_settings

SCHEDULE = timedelta(hours=6)
HORIZON = timedelta(days=30)
"""As long as a provider may still deliver a message once more."""

TRIES_KEPT = timedelta(days=1)
"""They count for an hour (`models.join.TRY_WINDOW`)."""

YEAR = timedelta(days=365)
AT_ONCE = 500
"""Rows of one transaction."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of each kind were deleted."""

    inbox: int
    letters: int
    timers: int
    tries: int
    requests: int
    failures: int
    photos: int
    audit: int


async def run(*, database: Database, commune_id: str, files: Path, clock: Clock) -> Forgotten:
    now = clock.now()
    async with database.read() as connection:
        settings = await load_settings(connection, commune_id)
    messages = now - max(HORIZON, timedelta(days=settings.messages_days))
    requests = now - timedelta(days=max(settings.requests_days, 1))

    async def each(forget: _Forget, before: datetime) -> int:
        return await _all(database, commune_id, forget, before)

    # Letters before the messages that they answer: one that came again would else find its answer.
    letters = await each(forget_letters, messages)
    return Forgotten(
        letters=letters,
        inbox=await _inbox(database, commune_id, messages),
        timers=await each(forget_timers, messages),
        tries=await each(forget_tries, now - TRIES_KEPT),
        requests=await each(forget_requests, requests),
        failures=await each(forget_failures, messages),
        photos=await _photos(database, commune_id, requests, files),
        audit=await each(forget_audit, now - max(settings.audit_years, 1) * YEAR),
    )


_Forget = Callable[[Connection, str, datetime, int], Awaitable[int]]


async def _all(database: Database, commune_id: str, forget: _Forget, before: datetime) -> int:
    count = 0
    while True:
        async with database.write() as connection:
            gone = await forget(connection, commune_id, before, AT_ONCE)
        count += gone
        if not gone:
            return count


async def _inbox(database: Database, commune_id: str, before: datetime) -> int:
    count = after = 0
    while True:
        async with database.write() as connection:
            after, gone = await forget_inbox(
                connection, commune_id, before, after=after, most=AT_ONCE
            )
        count += gone
        if not after:
            return count


async def _photos(database: Database, commune_id: str, before: datetime, files: Path) -> int:
    """The rows first: a file that a crash left behind is in nobody's way, a row without its file
    would be reported as lost.
    """
    count = 0
    while True:
        async with database.write() as connection:
            gone, names = await forget_photos(connection, commune_id, before, AT_ONCE)
        await asyncio.to_thread(_unlink, files, names)
        count += gone
        if not gone:
            return count


def _unlink(files: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (files / name).unlink(missing_ok=True)
