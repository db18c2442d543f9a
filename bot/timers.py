"""Dialogs that nobody went on with: nudged once, kept as a draft, closed in the end.

Laws: a timer goes through the same door as a message, so that it counts once, also after a crash;
one whose dialog has moved on does nothing and costs no turn.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.channels.contract import DialogDue, Inbound, Sender
from bot.dialog import caps
from bot.dialog.thread import Thread, thread_from_text
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from models.database import Database, StoreError
from models.dialogs import TimerState
from models.timers import (
    DueTimer,
    SettledTimer,
    TimerKind,
    due_timers,
    next_timer_at,
    settle_timers,
)

BATCH = 100

log = logging.getLogger("toso.timers")


class Timers:
    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        clock: Clock,
        report: Callable[[Inbound], Awaitable[object]],
    ) -> None:
        self._database = database
        self._commune = commune_id
        self._clock = clock
        self._report = report

    async def sweep(self) -> int:
        """One round over what is due now; how many timers were settled or put off."""
        now = self._clock.now()
        async with self._database.read() as connection:
            due = await due_timers(connection, self._commune, now, BATCH)
        if not due:
            return 0
        settled = [await self._settle(timer, now) for timer in due]
        async with self._database.write() as connection:
            await settle_timers(connection, self._commune, settled)
        return len(settled)

    async def next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            return await next_timer_at(connection, self._commune)

    async def _settle(self, timer: DueTimer, now: datetime) -> SettledTimer:
        if timer.kind is None or timer.touched_at is None:
            log.error("unreadable timer", extra={"fields": {"dialog": timer.dialog}})
            return SettledTimer(timer.dialog, TimerState.DROPPED)
        end = timer.touched_at + caps.DRAFT_LIFE
        thread = _thread(timer)
        if thread is None or not timer.external_id or not _is_there(thread, timer):
            return SettledTimer(timer.dialog, TimerState.DROPPED)
        if timer.kind is TimerKind.CLOSE and end > now:
            return SettledTimer(timer.dialog, TimerState.WAITING, end)
        if timer.silent_until is not None and timer.silent_until > now:
            return SettledTimer(timer.dialog, TimerState.WAITING, timer.silent_until, timer.kind)
        is_parked = thread.current is None or thread.current.dialog != timer.dialog
        if timer.kind is TimerKind.CLOSE or not (is_parked or timer.has_left):
            await self._tell(timer, now)
        if timer.kind is TimerKind.CLOSE:
            return SettledTimer(timer.dialog, TimerState.DONE)
        return SettledTimer(timer.dialog, TimerState.WAITING, end)

    async def _tell(self, timer: DueTimer, now: datetime) -> None:
        """Before the row is settled: after a crash in between, the same report is a redelivery.

        A store that fails is tried again with the row; another fault is that person's alone.
        """
        try:
            await self._report(
                Inbound(
                    channel=timer.channel,
                    provider_id=f"{timer.kind}:{timer.dialog}:{timer.version}",
                    sender=Sender(timer.external_id),
                    event=DialogDue(
                        timer.dialog,
                        timer.version,
                        is_over=timer.kind == "close",
                        is_unread=timer.has_left,
                    ),
                    at=now,
                )
            )
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  # one person's fault is not the next one's
            fields = {"dialog": timer.dialog, **traced(error)}
            log.error("timer failed", extra={"fields": fields})  # noqa: TRY400


def _thread(timer: DueTimer) -> Thread | None:
    if timer.thread is None:
        return None
    try:
        return thread_from_text(timer.thread)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        fields = {"owner": timer.owner, "error": type(error).__name__}
        log.error("unreadable dialog", extra={"fields": fields})  # noqa: TRY400  # it would quote the draft
        return None


def _is_there(thread: Thread, timer: DueTimer) -> bool:
    """Whether the dialog still stands at the very question that the timer was armed at."""
    states = (*thread.drafts, *((thread.current,) if thread.current else ()))
    return any(state.dialog == timer.dialog and state.visit == timer.version for state in states)
