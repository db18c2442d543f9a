"""The installed command as people run it: a process of its own, its words through pipes."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path

PROGRAM = (sys.executable, "-m", "bot")
PATIENCE = 60.0


async def spawn(
    folder: Path, *arguments: str, settings: Mapping[str, str] | None = None
) -> Process:
    """`toso …` with its compiled modules kept in `folder`, as an installed command keeps them."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("TOSO_")}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    given["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    given |= settings or {}
    return await asyncio.create_subprocess_exec(
        *PROGRAM, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=given
    )


async def finished(process: Process) -> bytes:
    """All that it still writes. Raises RuntimeError when it did not end well."""
    async with asyncio.timeout(PATIENCE):
        written, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"toso ended with {process.returncode}")
    return written
