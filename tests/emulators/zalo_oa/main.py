"""The emulator in a process of its own, until it is ended; its first line is its address."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.rules import Rules

PRODUCT = "http://127.0.0.1:8080"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.emulators zalo_oa")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--product", default=PRODUCT, help="where `toso run` listens")
    given = parser.parse_args(arguments)
    asyncio.run(_serve(given.port, given.product))
    return 0


async def _serve(port: int, product: str) -> None:
    emulator = ZaloOaEmulator(Rules(webhook=f"{product.rstrip('/')}/zalo/oa"))
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with emulator.running(port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await stopped.wait()
