"""What the web chat keeps no longer than it must: uploads, lines of talks, sessions.

Laws: words are deleted, not marked; each talk is a transaction of its own, so that nobody who
writes waits for the sweep; what one sweep does not reach, the next one does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.kernel.clock import Clock
from models.database import Database
from models.settings import load_settings
from models.web_retention import (
    find_old_talks,
    forget_lines,
    forget_numbers,
    forget_sessions,
)

SCHEDULE = timedelta(hours=6)

UPLOADS_KEPT = timedelta(days=2)
"""Longer than a photo is fetched again and again (`bot.fetching`): by then it has been copied."""
SESSIONS_KEPT = timedelta(days=400)
"""As long as a browser keeps the cookie."""


@dataclass(frozen=True, slots=True)
class Swept:
    uploads: int
    lines: int
    sessions: int


async def run(
    *,
    database: Database,
    commune_id: str,
    sweep_uploads: Callable[[datetime], int],
    clock: Clock,
) -> Swept:
    """`sweep_uploads` deletes what was uploaded before a moment."""
    now = clock.now()
    async with database.read() as connection:
        lines_kept = timedelta(days=max((await load_settings(connection, commune_id)).talk_days, 1))
    uploads = await asyncio.to_thread(sweep_uploads, now - UPLOADS_KEPT)
    async with database.read() as connection:
        talks = await find_old_talks(connection, commune_id, now - lines_kept)
    lines = 0
    for talk in talks:
        async with database.write() as connection:
            lines += await forget_lines(connection, commune_id, talk)
    async with database.write() as connection:
        await forget_numbers(connection, commune_id, now - SESSIONS_KEPT)
        sessions = await forget_sessions(connection, commune_id, now - SESSIONS_KEPT)
    return Swept(uploads, lines, sessions)
