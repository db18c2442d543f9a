"""`python -m tests.emulators zalo_bot [--port N] [--bot NAME=TOKEN]`: until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time

from tests.emulators.page.page import PAGE
from tests.emulators.zalo_bot.emulator import HOST, ZaloBotEmulator
from tests.emulators.zalo_bot.rules import Rules

PRODUCT = "http://127.0.0.1:8080"
SECRET = "nobody-knows-it"  # of a platform that nobody else can reach
"""Comes with every webhook; any would do."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.emulators zalo_bot")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--product", default=PRODUCT, help="where `toso run` listens")
    parser.add_argument("--bot", action="append", metavar="NAME=TOKEN", default=[])
    parser.add_argument("--groups", action="store_true", help="its bots can join groups")
    given = parser.parse_args(arguments)
    emulator = ZaloBotEmulator(Rules(trusts_loopback=True))
    # A database of a former run knows the messages of that run by their ids.
    emulator.platform.count_from(time.time_ns() // 1_000_000)
    for each in given.bot or ["hp1=123456789:abc"]:
        name, _, token = each.partition("=")
        if not name or not token:
            parser.error(f"{each} is no NAME=TOKEN")
        emulator.add_bot(name, token, can_join_groups=given.groups)
    asyncio.run(_serve(emulator, given.port, given.product))
    return 0


async def _serve(emulator: ZaloBotEmulator, port: int, product: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    async with emulator.running(port) as url:
        bots = ",".join(f"{bot.name}={bot.token}" for bot in emulator.platform.accounts.values())
        sys.stdout.write(f"TOSO_ZALO_BOT_API={url}\nTOSO_ZALO_BOT_TOKENS={bots}\n")
        sys.stdout.write(f"TOSO_ZALO_BOT_SECRET={SECRET}\nTOSO_PUBLIC_URL={product.rstrip('/')}\n")
        sys.stdout.write(f"TOSO_MEDIA_HOSTS={HOST}\n{url}{PAGE}\n")
        sys.stdout.flush()
        await stop.wait()
