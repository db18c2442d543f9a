"""An Official Account with its pair in a real database, and Zalo's OAuth on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.channels.calls import Answer, Calls, open_calls
from bot.kernel.clock import SetClock
from bot.kernel.ids import RandomIds
from bot.oa_tokens.keeper import TokenKeeper
from bot.oa_tokens.oauth import PATH, OAuth
from models.base import Base
from models.database import Database
from models.oa_claims import HeldPair, Pair, Whose, find_held_pair, log_in
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE
from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa import tokens as emulated
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.faults import Fault, Kind

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=20)


class Wire(Calls):
    """The real client; `came` is set whenever Zalo has answered or failed to."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.came = asyncio.Event()

    async def post_form(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        seconds: float,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        try:
            return await self._calls.post_form(url, form, seconds=seconds, headers=headers)
        finally:
            self.came.set()


@dataclass
class Desk:
    path: Path
    database: Database
    clock: SetClock
    emulator: ZaloOaEmulator
    address: str
    wire: Wire
    whose: Whose = field(init=False)

    def __post_init__(self) -> None:
        self.whose = Whose(SAMPLE_COMMUNE, self.emulator.rules.app_id)

    def oauth(self) -> OAuth:
        return OAuth(
            self.wire,
            address=self.address,
            app_id=self.whose.app_id,
            app_secret=self.emulator.rules.app_secret,
            now=self.clock.now,
        )

    def keeper(self, database: Database | None = None) -> TokenKeeper:
        return TokenKeeper(
            database=database or self.database,
            whose=self.whose,
            oauth=self.oauth(),
            clock=self.clock,
            ids=RandomIds(self.clock),
        )

    async def consent(self) -> emulated.Pair:
        """An administrator consents, and the pair is here."""
        self.emulator.tokens.consents += 1
        given = self.emulator.tokens.issue(self.emulator.tokens.consents)
        pair = Pair(given.access, given.refresh, given.access_until - timedelta(seconds=60))
        oa_id = self.emulator.rules.oa_id
        async with self.database.write() as connection:
            await log_in(
                connection, self.whose, pair, oa_id=oa_id, channel="zalo_oa", now=self.clock.now()
            )
        return given

    def fault(self, kind: Kind, **more: Any) -> Fault:  # noqa: ANN401  # of the emulator's
        return self.emulator.faults.add(Fault(kind, path=PATH, **more))

    async def tokens(self) -> HeldPair:
        async with self.database.read() as connection:
            found = await find_held_pair(connection, self.whose)
        assert found is not None
        return found

    async def rows(self, table: type[Base]) -> list[Any]:
        async with self.database.read() as connection:
            return list(await connection.execute(select(*table.__table__.columns)))


@asynccontextmanager
async def at_work(keeper: TokenKeeper) -> AsyncIterator[asyncio.Task[None]]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(keeper.run())
        try:
            yield task
        finally:
            task.cancel()


@asynccontextmanager
async def open_desk(path: Path) -> AsyncIterator[Desk]:
    clock = SetClock(NOW)
    emulator = ZaloOaEmulator(clock=MovedClock(clock))
    async with emulator.running() as address, open_calls() as calls:
        database = await open_installation(path, now=NOW)
        desk = Desk(path, database, clock, emulator, address, Wire(calls))
        try:
            yield desk
        finally:
            await desk.database.close()
