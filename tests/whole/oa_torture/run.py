"""One run: the pair falls due, the product is killed somewhere in the refresh, the next start must
make the best of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import func, insert, select

from bot.__main__ import OPERATOR
from bot.cli.zalo_arguments import OaLogin
from bot.cli.zalo_login import run_oa_login
from bot.dialog.text import Text
from bot.oa_tokens.oauth import PATH
from bot.settings import Settings, read_settings
from bot.texts import Texts
from models.database import Database
from models.mail import Outbox
from models.oa_claims import HeldPair, Whose, find_held_pair
from models.oa_token import TokenState
from models.opening import open_installation
from models.people import NO_TEAM, Account, Person, PersonRole, Role
from tests.cli.communes import NOW, REAL, lay_real_commune
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.faults import Fault, Kind
from tests.whole.oa_torture.judge import Kill, Race
from tests.whole.oa_torture.points import Point
from tests.whole.oa_torture.product import Life, Product
from tests.whole.torture.clock import ShiftedClock

DUE = timedelta(hours=21)
CLAIM_IS_OLD = timedelta(minutes=2)
PATIENCE = 60.0
LOOK = 0.02
ON_ITS_WAY = 10
"""So many looks after a kill what the dead had sent has arrived at Zalo."""

FAULTS = {Point.RECEIVED: Kind.HANG, Point.CONSUMED: Kind.HOLD, Point.ANSWERED: Kind.HOLD}
STORED = re.compile(r"what=refreshed .*ms=([0-9.]+)")


@dataclass(slots=True)
class Told:
    seed: int
    kills: list[Kill] = field(default_factory=list)
    races: list[Race] = field(default_factory=list)
    windows: list[float] = field(default_factory=list)
    """Milliseconds from an answer that has come to the commit of its pair, sorted."""
    seconds: float = 0.0


class DidNotDieError(Exception):
    """The product ended by itself, or went by the point at which it was to die."""


class Run:
    def __init__(
        self, *, kills: int, races: int, seed: int, folder: Path, say: Callable[[str], None]
    ) -> None:
        self._kills = kills
        self._races = races
        self._folder = folder
        self._say = say
        self._chance = random.Random(f"{seed}/oa")  # noqa: S311
        self._emulator = ZaloOaEmulator()
        self._whose = Whose(REAL, self._emulator.rules.app_id)
        self._path = folder / "toso.db"
        self._shift = timedelta(0)
        self._lives = 0
        self._told = Told(seed)

    async def go(self) -> Told:
        started = time.monotonic()
        await lay_real_commune(self._path)
        store = await open_installation(self._path, now=NOW)
        try:
            await self._let_an_administrator_in(store)
            async with self._emulator.running() as address:
                settings = self._settings(address)
                await self._log_in(settings)
                for number in range(self._kills):
                    self._told.kills.append(await self._kill(settings, store, _point(number)))
                    if (number + 1) % 20 == 0:
                        self._say(f"{number + 1} kills")
                for _ in range(self._races):
                    self._told.races.append(await self._race(settings, store))
        finally:
            await store.close()
        logged = (self._folder / "product.log").read_text(encoding="utf-8")
        self._told.windows = sorted(float(found) for found in STORED.findall(logged))
        self._told.seconds = time.monotonic() - started
        return self._told

    async def _kill(self, settings: Settings, store: Database, point: Point) -> Kill:
        self._move(DUE)
        given = len(self._emulator.tokens.pairs)
        told = await self._alarms(store)
        await self._die(settings, point)
        for _ in range(ON_ITS_WAY):
            await asyncio.sleep(LOOK / 4)
        was_used = len(self._emulator.tokens.pairs) > given
        was_stored = was_used and await self._has_last(store)
        self._move(CLAIM_IS_OLD)
        product = await self._start(settings)
        try:
            is_lost = await self._settled(store, product, given)
            is_mended = None
            if is_lost:
                is_mended = await self._log_in(settings) == 0 and await self._has_last(store)
            return Kill(
                point=point,
                was_used=was_used,
                was_stored=was_stored,
                is_lost=is_lost,
                alarms=await self._alarms(store) - told,
                is_last=await self._has_last(store),
                is_mended=is_mended,
            )
        finally:
            await product.kill()

    async def _die(self, settings: Settings, point: Point) -> None:
        kind = FAULTS.get(point)
        fault = self._emulator.faults.add(Fault(kind, path=PATH)) if kind else None
        product = await self._start(settings, point)
        async with asyncio.timeout(PATIENCE):
            if point.is_inside:
                if await product.ended() != -9:
                    raise DidNotDieError(f"it lived on {point}")
                return
            if fault is None:
                await self._live_a_while(product)
            else:
                reached = fault.reached if point is Point.RECEIVED else fault.done
                await reached.wait()
                if point is Point.ANSWERED:
                    fault.released.set()
                    await asyncio.sleep(self._chance.uniform(0.0, 0.02))
        await product.kill()
        if fault is not None:
            fault.released.set()

    async def _live_a_while(self, product: Product) -> None:
        """Now and then not until it is at work, else about as long as a refresh takes."""
        if self._chance.random() < 0.25:
            await asyncio.sleep(self._chance.uniform(0.0, 0.5))
            return
        while not product.is_up:  # noqa: ASYNC110  # a file
            await asyncio.sleep(LOOK / 10)
        await asyncio.sleep(self._chance.uniform(0.0, 0.15))

    async def _settled(self, store: Database, product: Product, given: int) -> bool:
        """Once the pair is a new one, or lost: whether it is lost."""
        async with asyncio.timeout(PATIENCE):
            while True:
                # Before the store is read: a claim comes first, so what is new here is not new in
                # a store that still says what it said before the claim.
                is_new = len(self._emulator.tokens.pairs) > given
                tokens = await self._tokens(store)
                if tokens.state is TokenState.LOST:
                    return True
                if product.is_up and is_new and tokens.state is TokenState.GOOD:
                    return False
                if product.is_dead:
                    raise DidNotDieError("the next start ended by itself")
                await asyncio.sleep(LOOK)

    async def _race(self, settings: Settings, store: Database) -> Race:
        """Two programs start on the same store while its pair is due, and Zalo takes its time."""
        self._move(DUE)
        tokens = self._emulator.tokens
        asked, reused, given = self._asked(), tokens.reuses, len(tokens.pairs)
        held = self._emulator.faults.add(Fault(Kind.HOLD, path=PATH))
        products = [await self._start(settings), await self._start(settings)]
        try:
            async with asyncio.timeout(PATIENCE):
                await held.done.wait()
                while not all(product.is_up for product in products):  # noqa: ASYNC110  # of files
                    await asyncio.sleep(LOOK)
            await asyncio.sleep(0.5)  # both have looked by now; if not, the race is only easier
            held.released.set()
            for product in products:
                await self._settled(store, product, given)
            await asyncio.sleep(0.5)
        finally:
            for product in products:
                await product.kill()
        return Race(len(products), self._asked() - asked, tokens.reuses - reused)

    async def _start(self, settings: Settings, point: Point | None = None) -> Product:
        self._lives += 1
        product = Product(Life(self._lives, self._folder, settings, self._shift, point))
        await product.start()
        return product

    async def _log_in(self, settings: Settings) -> int:
        """The command itself, and an administrator at the browser."""
        shown = io.StringIO()

        def hear() -> str:
            opened = json.loads(shown.getvalue().splitlines()[-1])["open"]
            asked = {name: values[0] for name, values in parse_qs(urlsplit(opened).query).items()}
            return self._emulator.tokens.allow(
                redirect=asked["redirect_uri"],
                challenge=asked["code_challenge"],
                state=asked["state"],
            )

        command = OaLogin(
            database=None, listen=None, verifier_file=None, other_oa=False, as_json=True
        )
        texts = Texts()

        def words(text: Text) -> str:
            return texts.render(text, OPERATOR)

        def walk() -> int:
            with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(io.StringIO()):
                return run_oa_login(
                    command, settings, words, clock=ShiftedClock(self._shift), hear=hear
                )

        return await asyncio.to_thread(walk)

    def _settings(self, address: str) -> Settings:
        rules = self._emulator.rules
        return read_settings(
            {
                "TOSO_DATABASE": str(self._path),
                "TOSO_PUBLIC_URL": "https://to.example.vn",
                "TOSO_ZALO_OA_APP_ID": rules.app_id,
                "TOSO_ZALO_OA_APP_SECRET": rules.app_secret,
                "TOSO_ZALO_OAUTH": address,
                "TOSO_ZALO_OA_API": address,
            }
        )

    def _move(self, by: timedelta) -> None:
        self._shift += by
        self._emulator.clock.move(by)

    def _asked(self) -> int:
        return self._emulator.calls.count(f"POST {PATH}")

    async def _tokens(self, store: Database) -> HeldPair:
        async with store.read() as connection:
            tokens = await find_held_pair(connection, self._whose)
        assert tokens is not None
        return tokens

    async def _has_last(self, store: Database) -> bool:
        return (await self._tokens(store)).access == self._emulator.tokens.pairs[-1].access

    async def _alarms(self, store: Database) -> int:
        async with store.read() as connection:
            found = await connection.scalar(
                select(func.count()).where(Outbox.identity.like("alarm:oa_token:lost:%"))
            )
        return int(found or 0)

    async def _let_an_administrator_in(self, store: Database) -> None:
        here = {"commune_id": REAL, "person_id": "p9"}
        async with store.write() as connection:
            await connection.execute(
                insert(Person).values(commune_id=REAL, id="p9", name="Quản trị", created_at=NOW)
            )
            await connection.execute(
                insert(PersonRole).values(**here, role=Role.ADMINISTRATOR, team_id=NO_TEAM)
            )
            await connection.execute(
                insert(Account).values(
                    **here, channel="web", external_id="w1", created_at=NOW, last_seen_at=NOW
                )
            )


def _point(number: int) -> Point:
    """Each in turn, so that every point has its share."""
    points = list(Point)
    return points[number % len(points)]
