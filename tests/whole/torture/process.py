"""The real product in a process of its own, to be killed at any moment and started again.

Children are forked from a server that has imported everything: a start takes a tenth of a second
instead of two, and a run of 300 kills minutes instead of an hour. What dies is a whole process.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import socket
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Generic, TypeVar

from aiohttp import ClientSession, TCPConnector, web

from bot.app import App, build
from bot.cli.logs import set_up_logs
from bot.settings import Settings
from tests.whole.torture.clock import ShiftedClock
from tests.whole.torture.vendor import VendorChannel, inbound_of

HOST = "127.0.0.1"
STARTING = 60.0
"""Seconds after which a product that does not open its door counts as fallen over."""

LOOK = 0.01
IMPORTED = ("PIL.Image", "babel.dates")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run keeps what it makes, and where its two sides listen."""

    folder: Path
    provider: str
    port: int
    clock: ShiftedClock

    @property
    def database(self) -> Path:
        return self.folder / "toso.db"

    @property
    def log(self) -> Path:
        return self.folder / "product.log"

    @property
    def hook(self) -> str:
        return f"http://{HOST}:{self.port}/hook"


class FellOverError(Exception):
    """The product ended though nobody killed it, or never opened its door."""


Where = TypeVar("Where")


class Product(Generic[Where]):
    """`main` is what its process runs, and `where` all that it is given; `modules` are imported
    beforehand.
    """

    def __init__(
        self, where: Where, port: int, main: Callable[[Where], None], *modules: str
    ) -> None:
        self._where = where
        self._port = port
        self._main = main
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([main.__module__, *IMPORTED, *modules])
        self._process: ForkServerProcess | None = None

    async def start(self) -> None:
        """Returns at once: the door opens a little later."""
        self._process = self._context.Process(target=self._main, args=(self._where,), daemon=True)
        await asyncio.to_thread(self._process.start)

    async def opened(self) -> None:
        async with asyncio.timeout(STARTING):
            while not await self._is_open():
                self.check()
                await asyncio.sleep(LOOK)

    def check(self) -> None:
        """Raises FellOverError if it has ended by itself."""
        if self._process is not None and self._process.exitcode is not None:
            raise FellOverError(f"the product ended by itself with {self._process.exitcode}")

    async def kill(self) -> None:
        """SIGKILL: nothing of it cleans up."""
        if self._process is None:
            return
        self.check()
        self._process.kill()
        await asyncio.to_thread(self._process.join)
        self._process = None

    async def _is_open(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(HOST, self._port)
        except OSError:
            return False
        writer.close()
        return True


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def main(place: Place) -> None:
    with place.log.open("a", encoding="utf-8", buffering=1) as log:
        set_up_logs(logging.WARNING, log)
        asyncio.run(_serve(place))


async def _serve(place: Place) -> None:
    """Built by the same function as `toso run`; the channel alone is another."""
    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        app = await build(
            Settings(database=str(place.database)),
            clock=place.clock,
            channels=[VendorChannel(place.provider, session)],
        )
        async with app.running(live=True):
            runner = web.AppRunner(_door(app), access_log=None)
            await runner.setup()
            await web.TCPSite(runner, HOST, place.port, reuse_address=True).start()
            await asyncio.Event().wait()


def _door(app: App) -> web.Application:
    """What is taken is answered 200, and only then: everything else comes again."""

    async def hear(request: web.Request) -> web.Response:
        update = await request.json()
        is_taken = await app.receive(inbound_of(update, app.database.vault.phone_hash))
        return web.Response(status=200 if is_taken else 503)

    door = web.Application()
    door.add_routes([web.post("/hook", hear)])
    return door
