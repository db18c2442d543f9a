"""The channel and its door against a server that behaves as Zalo documents, which was written apart
from both.
"""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from aiohttp import web
from PIL import Image

from bot.channels.calls import open_calls
from bot.channels.contract import (
    Arrived,
    Button,
    ButtonPressed,
    ContactForm,
    ContactSent,
    Departed,
    FileSent,
    Inbound,
    OutFile,
    Part,
    PhotoSent,
    PlaceSent,
    TakenOver,
    TextSent,
)
from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    WindowClosed,
)
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.capabilities import DOCUMENTS
from bot.channels.zalo_oa.client import ZaloOaChannel
from bot.channels.zalo_oa.outbound import SEND_PATHS
from bot.channels.zalo_oa.templates import TemplateSender
from bot.channels.zalo_oa.webhook import OaWebhook
from bot.kernel.clock import SetClock
from tests.channels.zalo_oa.events import AT
from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.rules import Rules

HOA = "1000000000000000001"
PDF = OutFile("to-khai.pdf", DOCUMENTS[0], "pdf")
BIG = OutFile("tuần.png", "image/png", "big")


@dataclass
class EmulatorTokens:
    """As whoever keeps the pair does it, without the keeping."""

    emulator: ZaloOaEmulator
    access: str = ""
    renewed: int = 0

    async def token(self) -> str:
        self.access = self.access or self.emulator.tokens.issue().access
        return self.access

    async def renew(self, used: str) -> str:
        if used == self.access:
            self.renewed += 1
            self.access = self.emulator.tokens.issue().access
        return self.access


@dataclass
class Stage:
    emulator: ZaloOaEmulator
    tokens: EmulatorTokens
    channel: ZaloOaChannel
    templates: TemplateSender
    clock: SetClock
    heard: list[Inbound] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    @property
    def events(self) -> list[Any]:
        return [inbound.event for inbound in self.heard]


@cache
def big_picture() -> bytes:
    written = io.BytesIO()
    Image.effect_noise((1500, 1200), 90).convert("RGB").save(written, "PNG")
    return written.getvalue()


@asynccontextmanager
async def opened(path: str = "v3", **rules: Any) -> AsyncIterator[Stage]:  # noqa: ANN401  # of many kinds
    clock = SetClock(AT)
    emulator = ZaloOaEmulator(Rules(**rules), MovedClock(clock))
    tokens = EmulatorTokens(emulator)
    files = {"pdf": b"%PDF-1.4\n" + b"page" * 20, "big": big_picture()}
    async with emulator.running() as base, open_calls() as calls:
        api = OaApi(
            calls=calls,
            tokens=tokens,
            clock=clock,
            base=base,
            app_secret=emulator.rules.app_secret,
        )
        channel = ZaloOaChannel(
            api=api,
            send_path=SEND_PATHS[path],
            open_file=files.__getitem__,
            fetch=_no_fetch,
            clock=clock,
            form_picture=f"{base}/page/contact.png",
        )
        templates = TemplateSender(api=api, base=base, templates={"reminder": "204"}, clock=clock)
        stage = Stage(emulator, tokens, channel, templates, clock)
        async with _door(stage) as address:
            emulator.rules.webhook = address
            await emulator.acts.open_chat(HOA)
            yield stage


@asynccontextmanager
async def _door(stage: Stage) -> AsyncIterator[str]:
    async def receive(inbound: Inbound) -> bool:
        stage.heard.append(inbound)
        return True

    rules = stage.emulator.rules
    webhook = OaWebhook(
        app_id=rules.app_id, secret=rules.oa_secret, receive=receive, clock=stage.clock
    )

    async def take(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        stage.statuses.append(await webhook.take(headers, await request.read()))
        return web.Response(status=stage.statuses[-1])

    app = web.Application()
    app.router.add_post(webhook.hook().path, take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{webhook.hook().path}"
    finally:
        await runner.cleanup()


async def _no_fetch(url: str, *, limit: int) -> bytes:
    raise AssertionError((url, limit))


async def test_button_comes_back_as_the_button_it_was() -> None:
    async with opened() as stage:
        part = Part("Đúng chưa ạ?", (Button("d1.1.=yes", "Gửi"), Button("d1.1.=no", "Sửa")))
        await stage.channel.send(HOA, part)
        await stage.emulator.acts.tap(HOA, "Sửa")

        (line,) = stage.emulator.sent(HOA)

    assert line.content.text == "Đúng chưa ạ?"
    assert stage.events == [Arrived(), ButtonPressed("d1.1.=no")]
    assert stage.statuses == [200, 200]


async def test_files_and_pictures_are_taken() -> None:
    async with opened() as stage:
        await stage.channel.send(HOA, Part("Đây ạ", files=(PDF, BIG)))

        words, file, picture = stage.emulator.sent(HOA)

    assert words.content.text == "Đây ạ"
    assert file.content.picture is None
    assert picture.content.picture is not None


async def test_form_is_filled_in_both_shapes() -> None:
    async with opened() as stage:
        part = Part("Số của bác?", form=ContactForm("Điền số", "Bấm vào đây ạ"))
        await stage.channel.send(HOA, part)
        await stage.emulator.acts.fill_form(HOA, phone="84912000001", name="Hoa")
        await stage.emulator.acts.fill_form(HOA, phone="84912000001", name="Hoa", is_old=True)

    assert stage.events[1:] == [ContactSent("Hoa", "84912000001")] * 2


@pytest.mark.parametrize("numbers", [False, True], ids=["texts", "numbers"])
async def test_what_people_do_is_heard(numbers: bool) -> None:  # noqa: FBT001  # a parameter
    async with opened(ids_as_numbers=numbers, admin_on_top=numbers) as stage:
        acts = stage.emulator.acts
        await acts.follow(HOA)
        await acts.say(HOA, "hôm nay hướng dẫn 12 người")
        await acts.send_photo(HOA, b"\xff\xd8", "buổi tối")
        await acts.send_file(HOA, b"PK", "lớp.xlsx")
        await acts.send_place(HOA, 20.7951, 106.9985)
        await acts.answer_as_admin(HOA, "chào bác")
        await acts.see(HOA)
        await acts.say_in_group(HOA, "g1", "12")
        await acts.unfollow(HOA)

    told = stage.events[1:]
    assert [type(event) for event in told] == [
        Arrived,
        TextSent,
        PhotoSent,
        FileSent,
        PlaceSent,
        TakenOver,
        Departed,
    ]
    assert {inbound.sender.external_id for inbound in stage.heard} == {HOA}
    assert set(stage.statuses) == {200}
    assert len({inbound.provider_id for inbound in stage.heard}) == len(stage.heard)


async def test_echo_of_our_own_words_is_no_human() -> None:
    async with opened(echoes=True) as stage:
        await stage.channel.send(HOA, Part("chào bác"))
        await stage.emulator.acts.say(HOA, "vâng")

    assert [type(event) for event in stage.events] == [Arrived, TextSent]


async def failing(stage: Stage, part: Part = Part("chào")) -> type[SendError]:  # noqa: B008  # frozen
    with pytest.raises(SendError) as failed:
        await stage.channel.send(HOA, part)
    return type(failed.value)


async def test_window_closes_and_opens_again() -> None:
    async with opened(free_hours=0, window_hours=0) as stage:
        stage.emulator.user(HOA).last_interaction = None

        assert await failing(stage) is WindowClosed

        stage.emulator.rules.free_hours = stage.emulator.rules.window_hours = 48
        await stage.emulator.acts.say(HOA, "cháu ơi")
        await stage.channel.send(HOA, Part("dạ"))


async def test_who_left_has_left() -> None:
    async with opened() as stage:
        await stage.emulator.acts.unfollow(HOA)

        assert await failing(stage) in (PersonLeft, WindowClosed)


async def test_state_agency_is_reached_by_the_old_path_alone() -> None:
    async with opened(oa_type=4) as stage:
        assert await failing(stage) is Misconfigured
    async with opened("v2", oa_type=4) as stage:
        await stage.channel.send(HOA, Part("chào"))
        assert [line.content.text for line in stage.emulator.sent(HOA)] == ["chào"]
    async with opened("v2") as stage:
        assert await failing(stage) is Misconfigured


async def test_ended_token_is_renewed_and_proof_is_right() -> None:
    async with opened(wants_proof=True, access_seconds=1) as stage:
        await stage.channel.send(HOA, Part("một"))
        stage.emulator.rules.access_seconds = 90_000
        stage.tokens.access = "unknown"
        await stage.channel.send(HOA, Part("hai"))

        assert len(stage.emulator.sent(HOA)) == 2
    assert stage.tokens.renewed == 1


async def test_forgotten_upload_is_made_anew() -> None:
    async with opened() as stage:
        await stage.channel.send(HOA, Part("", files=(PDF,)))
        stage.emulator.uploads.kept.clear()
        await stage.channel.send(HOA, Part("", files=(PDF,)))
        assert len(stage.emulator.sent(HOA)) == 2

        stage.emulator.uploads.kept.clear()
        stage.emulator.rules.attachment_seconds = 0
        assert await failing(stage, Part("", files=(PDF,))) is Refused


async def test_used_up_minute_stops_before_zalo_does() -> None:
    async with opened(requests_a_minute=2) as stage:
        await stage.channel.send(HOA, Part("một"))
        await stage.channel.send(HOA, Part("hai"))

        assert await failing(stage) is Throttled
        assert len(stage.emulator.calls) == 2


async def test_template_reaches_a_number() -> None:
    async with opened() as stage:
        stage.emulator.zbs.templates["204"] = ("ten",)
        receipt = await stage.templates.send_template(
            "0912000001",
            "reminder",
            {"ten": "Hoa"},
            "reminder:weekly:2026-W47:team-07:person-0123456789",
        )

        assert receipt.provider_id.startswith("zbs")
        assert stage.templates.left_today in (499, 500)
        stage.emulator.rules.zbs_balance = 0
        with pytest.raises(Misconfigured):
            await stage.templates.send_template("0912000001", "reminder", {"ten": "Hoa"}, "t2")
