"""`toso run` as an operator starts it, on a fixed port, with the settings of a vendor."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
LOOK = 0.02
WAITING = "SELECT count(*) FROM outbox WHERE state = 'waiting'"
LEFT_OUT = ("TOSO_", "PYTHONDONTWRITEBYTECODE")


@dataclass(slots=True)
class Product:
    """Off until it is started; may be stopped or killed and started again, on the same port."""

    database: Path
    settings: Mapping[str, str]
    port: int
    _process: Process | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns once it serves. Raises RuntimeError where it does not."""
        inherited = {n: v for n, v in os.environ.items() if not n.startswith(LEFT_OUT)}
        journal = self.database.with_name("run.log").open("a", encoding="utf-8")
        with journal:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                "--port", str(self.port), "--db", str(self.database),
                cwd=ROOT, env={**inherited, **self.settings}, stdin=DEVNULL, stdout=PIPE,
                stderr=journal,
            )  # fmt: skip
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            for _ in range(2):
                line = await self._process.stdout.readline()
                if not line:
                    raise RuntimeError(f"toso run ended: {self.journal()}")

    async def stop(self) -> None:
        """As an operator stops it. Raises RuntimeError where it does not end well."""
        code = await self._end(signal.SIGTERM)
        if code:
            raise RuntimeError(f"toso run left with {code}: {self.journal()}")

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    def journal(self) -> str:
        """All that it has logged."""
        return self.database.with_name("run.log").read_text(encoding="utf-8")

    async def _end(self, number: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        with suppress(ProcessLookupError):
            process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            await process.communicate()
        return process.returncode or 0

    async def settled(self) -> None:
        """Until it has written down that all is sent: whoever answers a page sooner than that is
        taken to have typed before the page was there.
        """
        async with asyncio.timeout(PATIENCE):
            while self._waiting():  # noqa: ASYNC110  # its events are in another process
                await asyncio.sleep(LOOK)

    def _waiting(self) -> int:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            (count,) = connection.execute(WAITING).fetchone()
        return int(count)


@asynccontextmanager
async def running(database: Path, settings: Mapping[str, str]) -> AsyncIterator[Product]:
    product = Product(database, settings, _free_port())
    await product.start()
    try:
        yield product
    except BaseException:
        await product.kill()
        raise
    await product.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
