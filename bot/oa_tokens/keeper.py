"""Keeps the pair of tokens of an Official Account: gives the access token, refreshes in time.

Laws, each held by a test: whoever finds a token refused waits for one refresh, and there is one; a
stop waits for an answer that is on its way; nobody speaks with a pair before it is stored; while no
new pair is to be had, the old access token is used as long as it lives.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.channels.failures import Misconfigured, Throttled
from bot.kernel.clock import Clock
from bot.kernel.ids import Ids
from bot.live import keep_up
from bot.oa_tokens.oauth import OAuth
from bot.oa_tokens.refresher import Outcome, Refresher
from bot.oa_tokens.stopping import to_its_end
from models.database import Database
from models.oa_claims import HeldPair, Whose, end_access, find_held_pair, find_pair_standing
from models.oa_token import TokenState

AGAIN = tuple(timedelta(seconds=seconds) for seconds in (15, 30, 60, 300, 600))
"""Waits after the first, second … refresh in a row that brought no pair."""

SELDOM = timedelta(minutes=5)
"""A token that is refused so soon after a refresh that a refusal caused is not the trouble."""

LOOK = timedelta(milliseconds=200)
"""How often it is looked whether somebody else has the new pair."""

LOST = "the consent of the Official Account is lost"


class TokenKeeper:
    """What `bot.channels.zalo_oa.tokens` asks for. `renew` refreshes while `run` is at work."""

    def __init__(
        self, *, database: Database, whose: Whose, oauth: OAuth, clock: Clock, ids: Ids
    ) -> None:
        self._database = database
        self._whose = whose
        self._clock = clock
        self._woken = asyncio.Event()
        self._answered = asyncio.Event()
        self._stopping = asyncio.Event()
        self._refresher = Refresher(
            database=database,
            whose=whose,
            oauth=oauth,
            clock=clock,
            ids=ids,
            stopping=self._stopping,
        )
        self._is_running = False
        self._refused = ""
        """The access token that somebody waits to see replaced."""
        self._renewed_at: datetime | None = None
        self._failures = 0
        self._not_before: datetime | None = None

    async def token(self) -> str:
        """Raises Misconfigured where only a new consent helps, Throttled where a little time may:
        no message need be given up over that.
        """
        tokens = await self._get()
        if self._clock.now() < tokens.expires_at:
            return tokens.access
        if tokens.state is TokenState.LOST:
            raise Misconfigured(LOST)
        return await self.renew(tokens.access)

    async def renew(self, used: str) -> str:
        """Another token than `used`, which was refused. Raises as `token` does."""
        tokens = await self._get()
        if tokens.access == used and tokens.state is not TokenState.LOST:
            tokens = await self._after_a_refresh(used)
        if tokens.access != used:
            return tokens.access
        if tokens.state is TokenState.LOST:
            async with self._database.write() as connection:
                await end_access(connection, self._whose, used, self._clock.now())
            raise Misconfigured(LOST)
        raise Throttled(self._wait().total_seconds())

    async def age_hours(self) -> float | None:
        """How long the pair has been here; None where there is none."""
        async with self._database.read() as connection:
            standing = await find_pair_standing(connection, self._whose)
        if standing is None:
            return None
        age = self._clock.now() - standing.obtained_at
        return max(round(age / timedelta(hours=1), 1), 0.0)

    async def run(self) -> None:
        """Until cancelled; a refresh that is under way is finished first."""
        self._is_running = True
        try:
            async with asyncio.TaskGroup() as group:

                async def work() -> int:
                    return await to_its_end(group.create_task(self._look()), self._stopping)

                await keep_up(work, self._next_due, clock=self._clock, woken=self._woken)
        finally:
            self._is_running = False
            self._answer()

    async def _get(self) -> HeldPair:
        async with self._database.read() as connection:
            tokens = await find_held_pair(connection, self._whose)
        if tokens is None:
            raise Misconfigured("nobody has consented for the Official Account yet")
        return tokens

    async def _after_a_refresh(self, used: str) -> HeldPair:
        """What stands here once a refresh has ended, well or not."""
        since = self._renewed_at
        if since is not None and abs(self._clock.now() - since) < SELDOM:
            raise Misconfigured("a token that is fresh was refused")
        if not self._is_running:
            raise Throttled(self._wait().total_seconds())
        self._refused = used
        self._woken.set()
        while self._refused == used:
            await self._answered.wait()
        return await self._get()

    async def _look(self) -> int:
        """Refresh, if it is time or somebody waits, and nobody else is at it."""
        async with self._database.read() as connection:
            tokens = await find_held_pair(connection, self._whose)
        now = self._clock.now()
        if tokens is None or not self._is_wanted(tokens, now):
            self._answer()
            return 0
        if tokens.is_claimed(now):
            return 0  # whoever waits does so until that claim has ended
        outcome = None
        try:
            outcome = await self._refresher.refresh(tokens)
            self._note(outcome, tokens)
        finally:
            if outcome is not Outcome.NOT_OURS:
                self._answer()
        return 1

    def _is_wanted(self, tokens: HeldPair, now: datetime) -> bool:
        if tokens.state is TokenState.LOST:
            return False
        if self._not_before is not None and now < self._not_before:
            return False
        is_open = tokens.state is TokenState.REFRESHING
        return is_open or now >= tokens.due_at or tokens.access == self._refused

    def _note(self, outcome: Outcome, tokens: HeldPair) -> None:
        match outcome:
            case Outcome.NEW_PAIR:
                self._failures, self._not_before = 0, None
                if tokens.access == self._refused:
                    self._renewed_at = self._clock.now()
            case Outcome.LATER:
                self._failures += 1
                self._not_before = self._clock.now() + self._wait()
            case Outcome.LOST | Outcome.NOT_OURS:
                pass

    def _wait(self) -> timedelta:
        return AGAIN[min(max(self._failures, 1), len(AGAIN)) - 1]

    def _answer(self) -> None:
        """Whoever waited looks for themselves."""
        self._refused = ""
        self._answered.set()
        self._answered.clear()

    async def _next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            standing = await find_pair_standing(connection, self._whose)
        now = self._clock.now()
        if self._refused:
            return now + LOOK  # another's claim may have ended since we looked
        if standing is None or standing.state is TokenState.LOST:
            return None
        if standing.is_claimed(now):
            return now + LOOK
        due = now if standing.state is TokenState.REFRESHING else standing.due_at
        return due if self._not_before is None else max(due, self._not_before)
