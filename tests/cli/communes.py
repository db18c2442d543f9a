"""A commune that is no sample, in as few rows as it takes, and `toso run` in its own process."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.__main__ import main
from models.commune import Commune, CommuneKind, Team, TeamKind, Village
from models.indicator import Indicator
from models.opening import open_installation
from models.people import Person, PersonRole, Role
from models.seed import indicator_rows

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
REAL = "that"
PATIENCE = 60.0
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


def make_real_commune(path: Path) -> Path:
    asyncio.run(lay_real_commune(path))
    return path


async def lay_real_commune(path: Path) -> None:
    """One village, one Tổ, one leader."""
    database = await open_installation(path, now=NOW)
    phone = "0912000001"
    here = {"commune_id": REAL}
    async with database.write() as connection:
        for table, row in (
            (
                Commune,
                {"id": REAL, "name": "xã Thật", "kind": CommuneKind.RURAL, "village_word": "thôn",
                 "is_sample": False, "created_at": NOW},
            ),
            (Village, {**here, "id": "t1", "name": "Thôn Một"}),
            (
                Team,
                {**here, "id": "t1", "name": "Thôn Một", "kind": TeamKind.TO, "village_id": "t1",
                 "position": 1, "is_active": True},
            ),
            (
                Person,
                {**here, "id": "p1", "name": "Tổ trưởng", "phone": phone,
                 "phone_hash": database.vault.phone_hash(phone), "created_at": NOW},
            ),
            (PersonRole, {**here, "person_id": "p1", "role": Role.LEADER, "team_id": "t1"}),
        ):  # fmt: skip
            await connection.execute(insert(table), row)
        await connection.execute(insert(Indicator), indicator_rows(REAL))
    await database.close()


@dataclass(slots=True)
class Served:
    """`said` are the lines that it printed, `address` is that of the page."""

    process: Process
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        found = ADDRESS.search(self.said[0])
        assert found, self.said
        return found[0]


@asynccontextmanager
async def serving(*of_run: str | Path, **environ: str) -> AsyncIterator[Served]:
    """Until the block ends; then it must have stopped quietly."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *(str(each) for each in of_run),
        cwd=ROOT, stdout=PIPE, stderr=PIPE, env={**os.environ, **environ},
    )  # fmt: skip
    assert process.stdout
    served = Served(process)
    try:
        async with asyncio.timeout(PATIENCE):
            for _ in range(2):
                served.said.append((await process.stdout.readline()).decode())
        yield served
        if process.returncode is None:  # a test may have stopped it already
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            _, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (process.returncode, errors) == (0, b"")


def refused(capsys: pytest.CaptureFixture[str], *of_run: str | Path) -> tuple[int, str]:
    """What it leaves with and the one line that it says when it cannot serve."""
    code = main(["run", *(str(each) for each in of_run)])
    shown = capsys.readouterr()
    (said,) = shown.err.splitlines()
    assert shown.out == ""
    return code, said
