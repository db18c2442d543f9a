"""Words of letters and of finished dialogs go 7 days after their end; a reply that was held as long
has come to it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.dialog.thread import Finished, thread_from_text, thread_to_text
from bot.kernel.clock import Clock
from models.database import Database
from models.purge import end_held_replies, purge_letters, purge_threads

SCHEDULE = timedelta(hours=6)
KEPT = timedelta(days=7)
AT_ONCE = 500
"""Rows of one transaction, so that nobody who writes waits for long."""

log = logging.getLogger("toso.jobs")


@dataclass(frozen=True, slots=True)
class Purged:
    letters: int
    threads: int


async def run(*, database: Database, commune_id: str, clock: Clock) -> Purged:
    before = clock.now() - KEPT
    letters = threads = 0
    async with database.write() as connection:
        await end_held_replies(connection, commune_id, before)
    while True:
        async with database.write() as connection:
            emptied = await purge_letters(connection, commune_id, before, AT_ONCE)
        letters += emptied
        if emptied < AT_ONCE:
            break
    owner = ""
    while True:
        async with database.write() as connection:
            owner, shortened = await purge_threads(
                connection,
                commune_id,
                before=before,
                after_owner=owner,
                most=AT_ONCE,
                shorten=lambda text: _shortened(text, before),
            )
        threads += shortened
        if not owner:
            return Purged(letters, threads)


def _shortened(text: str, before: datetime) -> str:
    """The thread without what was finished before that moment; what is under way stays. One that
    cannot be read stays too: who starts it afresh says so (`bot.conversation.loading`).
    """
    try:
        thread = thread_from_text(text)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        log.warning("unreadable dialog", extra={"fields": {"error": type(error).__name__}})
        return text
    kept = replace(thread, finished=_kept(thread.finished, before), page=_kept(thread.page, before))
    return text if kept == thread else thread_to_text(kept)


def _kept(done: Finished | None, before: datetime) -> Finished | None:
    return done if done is not None and done.at >= before else None
