"""One refresh, from the claim to the commit.

Laws, each held by a test: the claim is committed before Zalo hears of it; no lock of the store is
held while Zalo thinks; an answer that cannot be stored is held until it can be.
"""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta
from enum import Enum, auto

from bot.channels.failures import Misconfigured, SendError
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.kernel.ids import Ids
from bot.oa_tokens.alarm import late_alarm, lost_alarm
from bot.oa_tokens.oauth import OAuth, OAuthRefusedError
from models.database import Database, StoreError
from models.oa_alarm import raise_alarm
from models.oa_claims import HeldPair, Pair, Whose, claim, give_back, keep, lose, mark_alarmed
from models.oa_token import TokenState

CHANNEL = "zalo_oa"

SOON = timedelta(hours=2)
"""The administrator is told when the access token ends so soon and nothing has helped."""

STORING_APART = 2.0
LAST_TRIES = 3
"""How often an answer is tried to be stored once we are to stop."""

log = logging.getLogger("toso.oa_tokens")


class Outcome(Enum):
    NOT_OURS = auto()  # somebody else is at it, or was
    NEW_PAIR = auto()
    LATER = auto()  # no pair, and another try may bring one
    LOST = auto()


class Refresher:
    """`stopping` is set once the program is to end: a store that fails is not waited for then."""

    def __init__(
        self,
        *,
        database: Database,
        whose: Whose,
        oauth: OAuth,
        clock: Clock,
        ids: Ids,
        stopping: asyncio.Event,
        storing_apart: float = STORING_APART,
    ) -> None:
        self._database = database
        self._whose = whose
        self._oauth = oauth
        self._clock = clock
        self._ids = ids
        self._stopping = stopping
        self._apart = storing_apart
        self._name = ids.new()
        self._fields = {"commune": whose.commune_id, "app": whose.app_id}

    async def refresh(self, tokens: HeldPair) -> Outcome:
        """Raises StoreError; then the claim ends by itself, and the same is tried again."""
        now = self._clock.now()
        async with self._database.write() as connection:
            is_ours = await claim(connection, self._whose, tokens, refresher=self._name, now=now)
        if not is_ours:
            return Outcome.NOT_OURS
        if tokens.state is TokenState.REFRESHING:
            log.warning("refresh that was broken off tried again", extra={"fields": self._fields})
        try:
            pair = await self._oauth.refresh(tokens.refresh)
        except OAuthRefusedError as refused:
            return await self._refused(tokens, refused)
        except SendError as error:
            fields = {**self._fields, "error": type(error).__name__}
            log.warning("refresh without an answer", extra={"fields": fields})
            return await self._put_off(tokens, is_unused=isinstance(error, Misconfigured))
        await self._store(pair, tokens)
        return Outcome.NEW_PAIR

    async def _store(self, pair: Pair, tokens: HeldPair) -> None:
        """Whatever the store does: without this pair only a human can help."""
        came, tries = time.perf_counter(), 0
        while True:
            try:
                async with self._database.write() as connection:
                    now = self._clock.now()
                    is_kept = await keep(
                        connection, self._whose, pair, used=tokens.refresh, now=now
                    )
                break
            except StoreError as error:
                tries += 1
                await self._go_on(error, tries)
        fields = {**self._fields, "ms": round((time.perf_counter() - came) * 1000, 1)}
        log.info("refreshed" if is_kept else "refreshed for nothing", extra={"fields": fields})

    async def _go_on(self, error: StoreError, tries: int) -> None:
        """Wait a little before the store is tried again. Raises `error` where there is no time."""
        if tries == 1:
            log.error("new pair not stored yet", extra={"fields": traced(error)})
        if self._stopping.is_set():
            if tries >= LAST_TRIES:
                log.error("new pair lost", extra={"fields": self._fields})
                raise error
            await asyncio.sleep(self._apart)
            return
        try:
            await asyncio.wait_for(self._stopping.wait(), self._apart)
        except TimeoutError:
            return

    async def _refused(self, tokens: HeldPair, refused: OAuthRefusedError) -> Outcome:
        fields = {**self._fields, "code": refused.code}
        if not refused.is_dead:
            log.error("refresh refused", extra={"fields": fields})
            return await self._put_off(tokens, is_unused=True)
        now, told = self._clock.now(), None
        alarm = lost_alarm(
            self._ids.new(), app_id=self._whose.app_id, obtained_at=tokens.obtained_at, now=now
        )
        async with self._database.write() as connection:
            if await lose(connection, self._whose, used=tokens.refresh):
                told = await raise_alarm(connection, self._whose.commune_id, alarm, silent=CHANNEL)
                await mark_alarmed(connection, self._whose, now)
        if told is not None:
            log.error("consent lost", extra={"fields": {**fields, "told": told}})
        return Outcome.LOST

    async def _put_off(self, tokens: HeldPair, *, is_unused: bool) -> Outcome:
        now = self._clock.now()
        alarm = late_alarm(
            self._ids.new(), app_id=self._whose.app_id, obtained_at=tokens.obtained_at, now=now
        )
        async with self._database.write() as connection:
            await give_back(
                connection, self._whose, refresher=self._name, now=now, is_unused=is_unused
            )
            if tokens.alarmed_at is None and tokens.expires_at - now < SOON:
                await raise_alarm(connection, self._whose.commune_id, alarm, silent=CHANNEL)
                await mark_alarmed(connection, self._whose, now)
        return Outcome.LATER
