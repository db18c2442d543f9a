"""The real product in a process of its own, on the emulator's Zalo, that dies where it is told."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import App, build
from bot.channels.calls import Answer, Calls, open_calls
from bot.cli.logs import set_up_logs
from bot.connecting import beside, connected
from bot.oa_tokens.keeper import TokenKeeper
from bot.oa_tokens.oauth import OAuth
from bot.served import WhenEmpty
from bot.settings import Settings
from models.database import Database
from models.oa_claims import Whose
from tests.whole.oa_torture.points import Point
from tests.whole.torture.clock import ShiftedClock


@dataclass(frozen=True, slots=True)
class Life:
    """One start. `number` names the file that says that it is at work."""

    number: int
    folder: Path
    settings: Settings
    shift: timedelta
    point: Point | None = None

    @property
    def log(self) -> Path:
        return self.folder / "product.log"

    @property
    def up(self) -> Path:
        return self.folder / f"up-{self.number}"


class Product:
    def __init__(self, life: Life) -> None:
        self.life = life
        context: ForkServerContext = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__, "bot.channels.zalo_oa.client", "babel.dates"])
        self._process: ForkServerProcess = context.Process(target=_main, args=(life,), daemon=True)

    async def start(self) -> None:
        await asyncio.to_thread(self._process.start)

    @property
    def is_up(self) -> bool:
        return self.life.up.exists()

    @property
    def is_dead(self) -> bool:
        return self._process.exitcode is not None

    async def kill(self) -> None:
        """SIGKILL: nothing of it cleans up."""
        self._process.kill()
        await self.ended()

    async def ended(self) -> int | None:
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode


def _main(life: Life) -> None:
    with life.log.open("a", encoding="utf-8", buffering=1) as log:
        set_up_logs(logging.INFO, log)
        asyncio.run(_serve(life))


async def _serve(life: Life) -> None:
    """As `toso run` puts it together. Only where it is to die inside a refresh, the keeper alone
    is made here, of a store and a client that do it.
    """
    app = await build(
        life.settings,
        clock=ShiftedClock(life.shift),
        channels=[],
        when_empty=WhenEmpty.REFUSE,
    )
    async with app.running(live=True):
        if life.point is None or not life.point.is_inside:
            async with connected(app, life.settings) as others, beside(others.loops):
                life.up.touch()
                await asyncio.Event().wait()
        else:
            async with open_calls() as calls:
                life.up.touch()
                await _dying_keeper(app, life, calls, life.point).run()


def _dying_keeper(app: App, life: Life, calls: Calls, point: Point) -> TokenKeeper:
    zalo = life.settings.zalo
    return TokenKeeper(
        database=DyingStore(app.database, point),
        whose=Whose(app.commune_id, zalo.app_id),
        oauth=OAuth(
            DyingCalls(calls, point),
            address=zalo.oauth,
            app_id=zalo.app_id,
            app_secret=zalo.app_secret,
            now=app.clock.now,
        ),
        clock=app.clock,
        ids=app.ids,
    )


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingStore(Database):
    """Another door to the same file. The first write is the claim, the second the pair."""

    def __init__(self, database: Database, point: Point) -> None:
        super().__init__(database.url, database.vault)
        self._point = point
        self._writes = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        self._writes += 1
        before, written, committed = (
            (Point.BEFORE_CLAIM, Point.CLAIM_WRITTEN, Point.CLAIMED)
            if self._writes == 1
            else (Point.STORING, Point.PAIR_WRITTEN, Point.STORED)
        )
        self._at(before)
        async with super().write() as connection:
            yield connection
            self._at(written)
        self._at(committed)

    def _at(self, point: Point) -> None:
        if point is self._point:
            _die()


class DyingCalls(Calls):
    def __init__(self, calls: Calls, point: Point) -> None:
        self._calls = calls
        self._point = point

    async def post_form(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        seconds: float,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        if self._point is Point.ASKING:
            _die()
        answer = await self._calls.post_form(url, form, seconds=seconds, headers=headers)
        if self._point is Point.ANSWER_CAME:
            _die()
        return answer
