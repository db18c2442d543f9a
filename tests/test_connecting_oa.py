"""The Official Account put together from settings, over an emulator of Zalo: somebody follows it,
is greeted, taps and sends, and hears what they should.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build
from bot.channels.limits import Plan
from bot.connecting import FORM_PICTURE, Connected, beside, connected
from bot.kernel.clock import SystemClock
from bot.served import WhenEmpty
from bot.settings import Settings
from bot.zalo_settings import SendPath, ZaloSettings
from models.oa_claims import Pair, Whose, log_in
from tests.channels.zalo_oa.test_with_emulator import big_picture
from tests.cli.communes import make_real_commune
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.test_connecting import served

HOA = "1000000000000000001"


@dataclass
class Stage:
    emulator: ZaloOaEmulator
    app: App
    others: Connected

    async def answers(self, count: int) -> list[str]:
        """What Hoa has been told, once it is that much."""
        lines = await self.emulator.people.wait_for(self.emulator.user(HOA), count)
        return [line.content.text for line in lines]


@pytest.fixture
def real_commune(tmp_path: Path) -> Path:
    return make_real_commune(tmp_path / "toso.db")


def settings_of(path: Path, address: str, emulator: ZaloOaEmulator, **more: object) -> Settings:
    rules = emulator.rules
    zalo = ZaloSettings(
        app_id=rules.app_id,
        app_secret=rules.app_secret,
        oa_secret=rules.oa_secret,
        oa_api=address,
        oauth=address,
        zbs_api=address,
        monthly=120,
        **more,  # type: ignore[arg-type]  # of the settings
    )
    return Settings(
        database=str(path),
        zalo=zalo,
        public_url="https://toso.example.vn",
        media_hosts=frozenset({"127.0.0.1"}),
    )


@asynccontextmanager
async def at_work(path: Path, **more: object) -> AsyncIterator[Stage]:
    emulator = ZaloOaEmulator()
    async with emulator.running() as address:
        settings = settings_of(path, address, emulator, **more)
        app = await build(settings, clock=SystemClock(), channels=[], when_empty=WhenEmpty.REFUSE)
        try:
            await consent(app, emulator)
            async with (
                connected(app, settings) as others,
                app.running(live=True),
                beside(others.loops),
                served(others) as door,
            ):
                emulator.rules.webhook = f"{door}/zalo/oa"
                yield Stage(emulator, app, others)
        finally:
            await app.close()


def lowered(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


async def consent(app: App, emulator: ZaloOaEmulator) -> None:
    given = emulator.tokens.issue()
    pair = Pair(given.access, given.refresh, given.access_until - timedelta(seconds=60))
    whose = Whose(app.commune_id, emulator.rules.app_id)
    async with app.database.write() as connection:
        await log_in(
            connection,
            whose,
            pair,
            oa_id=emulator.rules.oa_id,
            channel="zalo_oa",
            now=app.clock.now(),
        )


def test_who_writes_is_answered_and_taps_are_obeyed(real_commune: Path) -> None:
    async def talk() -> None:
        async with at_work(real_commune) as stage:
            acts = stage.emulator.acts
            delivery = await acts.say(HOA, "tôi là thành viên tổ")
            assert delivery.statuses == [200]
            (asked,) = await stage.answers(1)
            assert "mã 6 số" in asked

            await acts.tap(HOA, "Tôi có mã 6 số")
            *_, asked = await stage.answers(3)
            assert "số điện thoại" in asked

            await acts.press(HOA, "#cmd:0123456789abcdef.1.=yes")
            await stage.answers(4)  # a button of nothing is answered, never obeyed
            await acts.send_photo(HOA, big_picture())
            await stage.answers(5)

    asyncio.run(talk())


def test_form_of_zalo_answers_the_question_for_the_number(real_commune: Path) -> None:
    async def talk() -> None:
        async with at_work(real_commune) as stage:
            acts = stage.emulator.acts
            await acts.say(HOA, "tôi là thành viên tổ")
            await stage.answers(1)
            await acts.tap(HOA, "Tôi có mã 6 số")
            await stage.answers(3)  # the form, and the question with its way out
            form, asked = stage.emulator.sent(HOA)[1:]
            assert form.content.form is not None
            assert "số điện thoại" in asked.content.text

            await acts.fill_form(HOA, phone="84912000001", name="Hoa")

            assert "mã 6 số" in (await stage.answers(4))[-1]

    asyncio.run(talk())


def test_body_that_comes_again_is_answered_once(real_commune: Path) -> None:
    async def talk() -> None:
        async with at_work(real_commune) as stage:
            (hook,) = stage.others.hooks
            delivery = await stage.emulator.acts.say(HOA, "chào")
            await stage.answers(1)

            again = [await hook.take(lowered(delivery.headers), delivery.body) for _ in range(3)]
            await stage.app.settle()

            assert again == [200, 200, 200]
            assert len(stage.emulator.sent(HOA)) == 1

    asyncio.run(talk())


def test_channel_is_what_the_settings_say(real_commune: Path) -> None:
    async def look() -> None:
        async with at_work(real_commune) as stage:
            limits = stage.app.channels["zalo_oa"].capabilities
            assert limits.plan == Plan(monthly=120)
            assert limits.contact_form
            assert [hook.path for hook in stage.others.hooks] == ["/zalo/oa"]
            assert stage.others.templates is None
            assert stage.others.oa_token_age is not None
            assert await stage.others.oa_token_age() == 0.0
        async with at_work(
            real_commune, send_path=SendPath.V2, templates=(("reminder", "204"),)
        ) as stage:
            assert stage.others.templates is not None
            assert stage.others.templates.has("reminder")
            stage.emulator.rules.oa_type = 4
            await stage.emulator.acts.say(HOA, "chào")
            await stage.answers(1)
            assert "POST /v2.0/oa/message" in stage.emulator.calls

    asyncio.run(look())


def test_picture_of_the_form_is_served() -> None:
    from bot.channels.web.assets import load_assets

    asset = load_assets()[FORM_PICTURE.removeprefix("/page/")]

    assert asset.mime == "image/png"
    assert asset.body.startswith(b"\x89PNG")
