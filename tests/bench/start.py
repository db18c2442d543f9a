"""`toso chat`: from the start of the process to the first answer, and what it holds when idle."""

from __future__ import annotations

import asyncio
import time
from asyncio.subprocess import Process
from pathlib import Path

from tests.bench.commands import PATIENCE, finished, spawn
from tests.bench.readings import Reading, disk_folder, memory

STARTS = 5
QUIET = 0.5  # seconds after the answer: what the start left over is given back by then

ANSWER = b"1. "
"""How the first line of a list begins: only the answer to a greeting has one."""
LEAVE = b"/thoat\n"


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    with disk_folder() as folder:
        await _start(folder)  # the first run makes the database and compiles
        starts = [await _start(folder) for _ in range(STARTS)]
    return tuple(reading for start in starts for reading in start)


async def _start(folder: Path) -> tuple[Reading, ...]:
    started = time.perf_counter()
    process = await spawn(folder, "chat", "--db", str(folder / "toso.db"))
    try:
        async with asyncio.timeout(PATIENCE):
            await _greet(process)
            answered = time.perf_counter() - started
            await asyncio.sleep(QUIET)
            held = memory(process.pid)
        process.stdin.write(LEAVE)
        await finished(process)
    finally:
        if process.returncode is None:
            process.kill()
    return (
        Reading("first answer", answered, "s"),
        *(Reading("idle memory", value, "MB") for value in held),
    )


async def _greet(process: Process) -> None:
    process.stdin.write("chào\n".encode())
    async for line in process.stdout:
        if line.startswith(ANSWER):
            return
    raise RuntimeError("toso chat ended without an answer")
