"""Channels to providers outside, put together from settings, over an emulator of the provider."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import App, build
from bot.channels.web.hooks import Hooks
from bot.connecting import Connected, beside, connected
from bot.kernel.clock import SystemClock
from bot.served import WhenEmpty
from bot.settings import Settings
from bot.zalo_settings import BotMode, ZaloBot, ZaloSettings
from tests.cli.communes import make_real_commune
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.faults import Kind
from tests.emulators.zalo_bot.rules import Rules

SECRET = "bi-mat-cua-to"
TOKENS = {"hp1": "111:abc", "hp2": "222:def"}
HOA = "Nguyễn Thị Hoa"
THE_STORES = ("aiosqlite", "sqlalchemy")
"""Whose own debugging quotes statements with what stands in them; the product never turns it on."""


def zalo(api: str, mode: BotMode = BotMode.WEBHOOK, secret: str = SECRET) -> ZaloSettings:
    bots = tuple(ZaloBot(name, token) for name, token in TOKENS.items())
    return ZaloSettings(bots=bots, bot_secret=secret, bot_mode=mode, bot_api=api)


@asynccontextmanager
async def emulated() -> AsyncIterator[tuple[ZaloBotEmulator, str]]:
    emulator = ZaloBotEmulator(Rules(trusts_loopback=True))
    for name, token in TOKENS.items():
        emulator.add_bot(name, token, display_name=f"Bot {name}", can_join_groups=True)
    async with emulator.running() as url:
        yield emulator, url


@asynccontextmanager
async def at_work(path: Path, settings: ZaloSettings) -> AsyncIterator[tuple[App, Connected]]:
    whole = Settings(database=str(path), zalo=settings)
    when_empty = WhenEmpty.REFUSE
    app = await build(whole, clock=SystemClock(), channels=[], when_empty=when_empty)
    try:
        async with connected(app, whole) as others, app.running(live=True), beside(others.loops):
            yield app, others
    finally:
        await app.close()


@asynccontextmanager
async def served(others: Connected) -> AsyncIterator[str]:
    door = web.Application()
    door.add_routes(Hooks(others.hooks).routes())
    runner = web.AppRunner(door, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    return tmp_path / "toso.db"


@pytest.fixture
def real_commune(commune: Path) -> Path:
    return make_real_commune(commune)


async def set_webhook(emulator: ZaloBotEmulator, address: str, bot: str) -> None:
    account = emulator.bot(bot)
    server = emulator.platform.server
    await server.hooks.set(account, {"url": f"{address}/zalo/bot/{bot}", "secret_token": SECRET})
    emulator.platform.webhook_is_set(account)


def test_who_writes_to_either_bot_is_answered_by_that_one(real_commune: Path) -> None:
    async def talk() -> None:
        async with (
            emulated() as (emulator, url),
            at_work(real_commune, zalo(url)) as (_, others),
            served(others) as address,
        ):
            for bot in TOKENS:
                await set_webhook(emulator, address, bot)
                await emulator.say(bot, HOA, "chào")

                answer = await emulator.wait_for(bot, HOA)

                assert "Tổ Số" in answer.text
            assert [hook.path for hook in others.hooks] == ["/zalo/bot/hp1", "/zalo/bot/hp2"]

    asyncio.run(talk())


def test_without_a_public_address_messages_are_asked_for(real_commune: Path) -> None:
    async def talk() -> None:
        async with (
            emulated() as (emulator, url),
            at_work(real_commune, zalo(url, BotMode.POLLING)) as (_, others),
        ):
            await emulator.say("hp2", HOA, "chào")

            answer = await emulator.wait_for("hp2", HOA)

            assert "Tổ Số" in answer.text
            assert others.hooks == ()

    asyncio.run(talk())


def test_without_a_secret_no_door_is_opened(
    real_commune: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def look() -> Connected:
        async with (
            emulated() as (_, url),
            at_work(real_commune, zalo(url, secret="")) as (_, others),
        ):
            return others

    assert asyncio.run(look()).hooks == ()
    assert "TOSO_ZALO_BOT_SECRET" in caplog.text


def test_where_nothing_is_set_up_nothing_is_connected(real_commune: Path) -> None:
    async def look() -> tuple[set[str], Connected]:
        async with at_work(real_commune, ZaloSettings()) as (app, others):
            return set(app.channels), others

    assert asyncio.run(look()) == (set(), Connected())


async def test_the_sample_speaks_to_nobody_outside(sample_database: Path) -> None:
    settings = Settings(database=str(sample_database), zalo=zalo("http://127.0.0.1:9"))
    app = await build(settings, clock=SystemClock(), channels=[])
    try:
        async with connected(app, settings) as others:
            assert others == Connected()
            assert "zalo_bot" not in app.channels
    finally:
        await app.close()


@pytest.mark.parametrize("mode", list(BotMode))
def test_a_whole_talk_leaves_no_token_secret_or_word_in_any_log(
    real_commune: Path, caplog: pytest.LogCaptureFixture, mode: BotMode
) -> None:
    words = "lời riêng của bác Hoa"

    async def talk() -> None:
        asyncio.get_running_loop().set_debug(True)
        async with (
            emulated() as (emulator, url),
            at_work(real_commune, zalo(url, mode)) as (_, others),
            served(others) as address,
        ):
            emulator.fail("sendMessage", Kind.HTML)
            emulator.fail("getMe", Kind.CUT)
            if mode is BotMode.WEBHOOK:
                await set_webhook(emulator, address, "hp1")
            await emulator.say("hp1", HOA, words)
            await emulator.wait_for("hp1", HOA)

    with caplog.at_level(logging.DEBUG):
        asyncio.run(talk(), debug=True)

    product = [each for each in caplog.records if not each.name.startswith(THE_STORES)]
    everything = "\n".join(f"{each.getMessage()} {each.__dict__}" for each in product)
    assert "bot not introduced" in everything
    for secret in (*TOKENS.values(), SECRET, words, HOA):
        assert secret not in everything


async def test_a_loop_that_fails_begins_anew_and_disturbs_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    went: list[str] = []
    ended = asyncio.Event()

    async def failing() -> None:
        went.append("once" if not went else "again")
        if len(went) == 1:
            raise ValueError("a fault of ours")
        ended.set()

    async def pause(seconds: float) -> None:
        went.append(f"after {seconds:g} s")

    async with beside([failing], pause=pause):
        await asyncio.wait_for(ended.wait(), 5)

    assert went == ["once", "after 10 s", "again"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
