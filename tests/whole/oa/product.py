"""`toso run` in a process of its own, on a commune of its own, that talks with the emulator of the
Official Account: stopped as an operator stops it, or killed, and started again.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.emulators.zalo_oa.emulator import LOOPBACK, ZaloOaEmulator

PROGRAM = (sys.executable, "-m", "bot")
PATIENCE = 60.0
PUBLIC = "https://to.example"
"""Nobody is there: what Zalo would look at from outside stays unseen."""

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
CONSENT = re.compile(r"http://127\.0\.0\.1:\d+/v4/oa/permission\S+")


@dataclass(slots=True)
class Installation:
    """A commune's database and how its operator set the environment."""

    database: Path
    emulator: ZaloOaEmulator
    base: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, str]:
        rules = self.emulator.rules
        return {
            "TOSO_DATABASE": str(self.database),
            "TOSO_PUBLIC_URL": PUBLIC,
            "TOSO_MEDIA_HOSTS": LOOPBACK,
            "TOSO_ZALO_OA_APP_ID": rules.app_id,
            "TOSO_ZALO_OA_APP_SECRET": rules.app_secret,
            "TOSO_ZALO_OA_SECRET": rules.oa_secret,
            "TOSO_ZALO_OA_API": self.base,
            "TOSO_ZALO_OAUTH": self.base,
            "TOSO_ZALO_ZBS_API": self.base,
            **self.more,
        }

    async def toso(self, *of_command: str | Path) -> str:
        """What a command prints. It must do what was asked."""
        process = await self._spawn(*of_command)
        async with asyncio.timeout(PATIENCE):
            said, complained = await process.communicate()
        assert process.returncode == 0, complained.decode()
        return said.decode()

    async def tally(self) -> dict[str, Any]:
        figures: dict[str, Any] = json.loads(await self.toso("tally", "--json"))
        return figures

    async def invite(self, phone: str) -> str:
        code: str = json.loads(await self.toso("invite", phone, "--json"))["code"]
        return code

    async def login(self) -> None:
        """The administrator consents in a browser and brings the address that it was sent to."""
        process = await self._spawn("zalo", "oa-login")
        assert process.stdin is not None
        asked = await _read_until(process, CONSENT)
        async with (
            ClientSession() as http,
            http.post(asked, allow_redirects=False) as answer,
        ):
            back = answer.headers["Location"]
        process.stdin.write(f"{back}\n".encode())
        async with asyncio.timeout(PATIENCE):
            _, complained = await process.communicate()
        assert process.returncode == 0, complained.decode()

    @asynccontextmanager
    async def running(self, *, complaint: str = "") -> AsyncIterator[Process]:
        """Until the block ends, then stopped: what it has logged until then is lines with this
        `complaint` alone. A test may have killed it before.
        """
        process = await self._spawn("run", "--port", "0")
        try:
            address = await _read_until(process, ADDRESS)
            self.emulator.rules.webhook = f"{address}zalo/oa"
            yield process
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                async with asyncio.timeout(PATIENCE):
                    _, complained = await process.communicate()
                assert process.returncode == 0
                lines = complained.decode().splitlines()
                assert all(complaint and complaint in line for line in lines), lines
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _spawn(self, *of_command: str | Path) -> Process:
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("TOSO_")
        }
        return await asyncio.create_subprocess_exec(
            *PROGRAM,
            *map(str, of_command),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=inherited | self.settings,
        )


async def _read_until(process: Process, wanted: re.Pattern[str]) -> str:
    """What is found first. Raises AssertionError where the process ends before."""
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        async for line in process.stdout:
            said += line.decode()
            if found := wanted.search(said):
                return found[0]
    assert process.stderr is not None
    raise AssertionError(said + (await process.stderr.read()).decode())
