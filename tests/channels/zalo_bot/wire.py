"""The far end of a bot in its tests: a clock of seconds, pauses that pass at once, a conversation
that remembers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.channels.calls import open_calls
from bot.channels.contract import Inbound
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.capabilities import ZALO_BOT
from bot.channels.zalo_bot.client import ZaloBotChannel
from bot.conversation.sharing import Taken
from bot.kernel.clock import SetClock
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.rules import Rules

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TOKENS = {"hp1": "111222333:abc-xyz", "hp2": "444555666:def-uvw"}
BOT, HOA, LAN = "hp1", "Nguyễn Thị Hoa", "Trần Thị Lan"
SECRET = "bi-mat-cua-to"
GROUP = "Tổ thôn Một"


@dataclass(slots=True)
class Hours:
    """Seconds that pass only where somebody waits; `stop_after` pauses the run is over."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)
    stop_after: int = 1_000

    def ticks(self) -> float:
        return self.at

    async def pause(self, seconds: float) -> None:
        self.at += seconds
        self.waits.append(seconds)
        if len(self.waits) >= self.stop_after:
            raise asyncio.CancelledError
        await asyncio.sleep(0)


@dataclass(slots=True)
class Talk:
    """Where messages go; `refuses` so many of them first."""

    taken: list[Inbound] = field(default_factory=list)
    refuses: int = 0
    known: set[str] = field(default_factory=set)

    async def receive(self, inbound: Inbound) -> Taken | None:
        if self.refuses:
            self.refuses -= 1
            return None
        is_new = all(inbound.provider_id != before.provider_id for before in self.taken)
        self.taken.append(inbound)
        return Taken("heard", is_new=is_new)

    async def is_known(self, external_id: str) -> bool:
        return external_id in self.known


@dataclass(slots=True)
class Site:
    emulator: ZaloBotEmulator
    clock: SetClock
    hours: Hours
    bots: dict[str, BotApi]
    channel: ZaloBotChannel

    def account(self, who: str, bot: str = BOT) -> str:
        return f"{bot}/{self.emulator.chat(bot, who).id}"

    def called(self, method: str) -> int:
        return sum(called == method for _, called in self.emulator.platform.calls)


async def fetch(url: str, *, limit: int) -> bytes:
    return f"{url} {limit}".encode()


@asynccontextmanager
async def open_site(
    rules: Rules | None = None, *, can_join_groups: bool = False
) -> AsyncIterator[Site]:
    """Both bots on the emulator; Hoa has written to the first."""
    clock, hours = SetClock(NOW), Hours()
    emulator = ZaloBotEmulator(rules or Rules(trusts_loopback=True), now=clock.now)
    for name, token in TOKENS.items():
        emulator.add_bot(
            name, token, display_name=f"Bot Tổ {name}", can_join_groups=can_join_groups
        )
    async with emulator.running() as url, open_calls() as calls:
        bots = {name: BotApi(calls, url, name=name, token=told) for name, told in TOKENS.items()}
        channel = ZaloBotChannel(
            bots.values(),
            ZALO_BOT,
            fetch=fetch,
            ticks=hours.ticks,
            clock=clock,
        )
        await emulator.say(BOT, HOA, "chào")
        yield Site(emulator, clock, hours, bots, channel)
