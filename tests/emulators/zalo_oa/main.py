"""The emulator in a process of its own, until it is ended: it prints the settings of a product that
is to talk with it, then the address of the page on which one plays the people.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import signal
import sys
import time

from tests.emulators.page.page import PAGE
from tests.emulators.zalo_oa.emulator import LOOPBACK, ZaloOaEmulator
from tests.emulators.zalo_oa.rules import Rules

PRODUCT = "http://127.0.0.1:8080"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.emulators zalo_oa")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--product", default=PRODUCT, help="where `toso run` listens")
    given = parser.parse_args(arguments)
    try:
        asyncio.run(_serve(given.port, given.product))
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return 1
    return 0


async def _serve(port: int, product: str) -> None:
    emulator = ZaloOaEmulator(Rules(webhook=f"{product.rstrip('/')}/zalo/oa"))
    # A database of a former run knows the messages of that run by their ids.
    emulator.people.numbers = itertools.count(time.time_ns() // 1_000_000)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with emulator.running(port) as address:
        told = _settings(emulator, address, product)
        sys.stdout.writelines(f"{name}={value}\n" for name, value in told)
        sys.stdout.write(f"{address}{PAGE}\n")
        sys.stdout.flush()
        await stopped.wait()


def _settings(emulator: ZaloOaEmulator, address: str, product: str) -> list[tuple[str, str]]:
    rules = emulator.rules
    return [
        ("TOSO_ZALO_OA_APP_ID", rules.app_id),
        ("TOSO_ZALO_OA_APP_SECRET", rules.app_secret),
        ("TOSO_ZALO_OA_SECRET", rules.oa_secret),
        ("TOSO_ZALO_OA_API", address),
        ("TOSO_ZALO_OAUTH", address),
        ("TOSO_ZALO_ZBS_API", address),
        ("TOSO_PUBLIC_URL", product.rstrip("/")),
        ("TOSO_MEDIA_HOSTS", LOOPBACK),
    ]
