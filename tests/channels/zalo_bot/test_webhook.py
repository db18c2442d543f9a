"""The door of a bot: who may come in, and what is answered."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.contract import PhotoSent, TextSent
from bot.channels.webhook import Hook
from bot.channels.zalo_bot.groups import Groups
from bot.channels.zalo_bot.reception import Reception
from bot.channels.zalo_bot.webhook import BotWebhook, hook_path
from bot.dialog.text import Text
from tests.channels.zalo_bot.wire import BOT, GROUP, SECRET, Site, Talk, open_site
from tests.emulators.zalo_bot.faults import Kind

KEY = "x-bot-api-secret-token"
PERSON = "a1b2c3d4e5f60718293a"


def update(text: str = "chào", *, group: str = "", id_: str = "m1", **more: object) -> bytes:
    chat = {"id": group, "chat_type": "GROUP"} if group else {"id": PERSON, "chat_type": "PRIVATE"}
    message = {"message_id": id_, "from": {"id": PERSON}, "chat": chat, "text": text, **more}
    return json.dumps({"event_name": "message.text.received", "message": message}).encode()


class Door:
    def __init__(self, site: Site, talk: Talk) -> None:
        bot = site.bots[BOT]
        self.expected: list[str] = []
        self.groups = Groups(bot, send=site.channel.send, words=words, clock=site.clock)
        reception = Reception(
            bot,
            receive=talk.receive,
            is_known=talk.is_known,
            groups=self.groups,
            on_taken=self.expected.append,
            clock=site.clock,
        )
        self.hook: Hook = BotWebhook(reception, secret=SECRET, clock=site.clock).hook()

    async def take(self, body: bytes, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {KEY: secret}
        return await self.hook.take(headers, body)


def words(text: Text) -> str:
    return f"{text.id} {dict(text.parameters)['link']}"


async def test_with_the_secret_it_is_taken() -> None:
    talk = Talk()
    async with open_site() as site:
        door = Door(site, talk)

        assert await door.take(update("chào cháu")) == 200

    (inbound,) = talk.taken
    assert (inbound.sender.external_id, inbound.event) == (f"hp1/{PERSON}", TextSent("chào cháu"))
    assert door.hook.path == "/zalo/bot/hp1" == hook_path("hp1")
    assert door.expected == [f"hp1/{PERSON}"]


async def test_what_comes_again_makes_nobody_expect_an_answer() -> None:
    async with open_site() as site:
        door = Door(site, Talk())

        statuses = [await door.take(update()) for _ in range(3)]

    assert statuses == [200] * 3
    assert door.expected == [f"hp1/{PERSON}"]


async def test_who_sends_a_sticker_need_not_be_answered() -> None:
    talk = Talk()
    sticker = {**json.loads(update()), "event_name": "message.sticker.received"}
    async with open_site() as site:
        door = Door(site, talk)

        assert await door.take(json.dumps(sticker).encode()) == 200

    assert len(talk.taken) == 1
    assert door.expected == []


@pytest.mark.parametrize("secret", [None, "", "bi-mat-cua-T", SECRET + "x", SECRET[:-1], "bí mật"])
async def test_without_it_nothing_is_taken(secret: str | None) -> None:
    talk = Talk()
    async with open_site() as site:
        assert await Door(site, talk).take(update(), secret) == 401

    assert talk.taken == []


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (b"", None, 200),
        (b" \r\n", None, 200),
        (b"", SECRET, 200),
        (b"", "wrong", 401),
        (b"{", SECRET, 400),
        (b"{", None, 401),
        (b"\xff\xfe", SECRET, 400),
        (b"[" * 100_000, SECRET, 400),
        (b"null", SECRET, 200),
        (b"[]", SECRET, 200),
        (b'"chao"', SECRET, 200),
        (b"{}", SECRET, 200),
        (b'{"event_name": "bot.added_to_group"}', SECRET, 200),
        (b'{"event_name": "message.poll.received", "message": {}}', SECRET, 200),
    ],
)
async def test_what_is_no_message_of_anybodys(body: bytes, secret: str | None, status: int) -> None:
    talk = Talk()
    async with open_site() as site:
        assert await Door(site, talk).take(body, secret) == status

    assert talk.taken == []


async def test_what_we_could_not_keep_may_come_again() -> None:
    talk = Talk(refuses=1)
    async with open_site() as site:
        door = Door(site, talk)

        assert await door.take(update()) == 503
        assert door.expected == []
        assert await door.take(update()) == 200

    assert len(talk.taken) == 1


async def test_of_several_all_are_kept_or_all_come_again() -> None:
    talk = Talk(refuses=1)
    body = json.dumps({"ok": True, "result": [json.loads(update(id_=id_)) for id_ in "ab"]})
    async with open_site() as site:
        door = Door(site, talk)

        assert await door.take(body.encode()) == 503
        assert await door.take(body.encode()) == 200

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a", "hp1/b"]


async def test_a_door_without_a_secret_is_not_built() -> None:
    async with open_site() as site:
        groups = Groups(site.bots[BOT], send=site.channel.send, words=words, clock=site.clock)
        reception = Reception(
            site.bots[BOT],
            receive=Talk().receive,
            is_known=Talk().is_known,
            groups=groups,
            on_taken=lambda _: None,
            clock=site.clock,
        )

        with pytest.raises(ValueError, match="without a secret"):
            BotWebhook(reception, secret="", clock=site.clock)


async def test_nothing_of_what_was_refused_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with open_site() as site:
            door = Door(site, Talk())
            await door.take(update("lời riêng"), "bi-mat-sai")
            await door.take('{"lời riêng'.encode(), SECRET)
            await door.take(json.dumps({"event_name": "lời riêng"}).encode())

    told = "".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert [r.getMessage() for r in caplog.records if r.name == "toso.zalo_bot"] == [
        "webhook refused",
        "webhook refused",
        "update ignored",
    ]
    for secret in ("lời riêng", "bi-mat-sai", SECRET, PERSON):
        assert secret not in told


async def test_who_knocks_a_thousand_times_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    async with open_site() as site:
        door = Door(site, Talk())
        for _ in range(1_000):
            await door.take(update(), "bi-mat-sai")
        site.clock.moment += timedelta(minutes=1)
        await door.take(update(), "bi-mat-sai")

    assert caplog.text.count("webhook refused") == 2


# Groups


async def in_group(site: Site, talk: Talk) -> tuple[Door, str]:
    return Door(site, talk), await group_of(site, GROUP)


async def group_of(site: Site, name: str) -> str:
    """A group that has the bot in it and has spoken to it."""
    await site.emulator.join(BOT, name)
    await site.emulator.say(BOT, "Lan", "chào", group=name, mentions=True)
    return site.emulator.bot(BOT).chats[name].id


async def until_said(site: Site, door: Door) -> list[str]:
    """What the group reads once everything that waits was said."""
    running = asyncio.ensure_future(door.groups.run())
    await site.emulator.wait_for(BOT, GROUP)
    running.cancel()
    return [sent.text for sent in site.emulator.sent(BOT, GROUP)]


async def test_who_has_written_alone_is_heard_from_a_group_as_themselves() -> None:
    talk = Talk(known={f"hp1/{PERSON}"})
    async with open_site(can_join_groups=True) as site:
        door, group = await in_group(site, talk)

        assert await door.take(update("@Bot Tổ hp1 tuần này thế nào", group=group)) == 200
        photo: dict[str, Any] = json.loads(update(group=group, id_="m2"))
        photo["event_name"] = "message.image.received"
        photo["message"] |= {"photo_url": "https://a.vn/1.jpg", "caption": "@Bot Tổ hp1 lớp học"}
        assert await door.take(json.dumps(photo).encode()) == 200

        assert site.emulator.sent(BOT, GROUP) == ()
    assert [inbound.sender.external_id for inbound in talk.taken] == [f"hp1/{PERSON}"] * 2
    assert [inbound.event for inbound in talk.taken] == [
        TextSent("tuần này thế nào"),
        PhotoSent("https://a.vn/1.jpg", "lớp học"),
    ]


async def test_who_never_wrote_alone_reads_in_the_group_how_to() -> None:
    talk = Talk()
    async with open_site(can_join_groups=True) as site:
        door, group = await in_group(site, talk)

        assert await door.take(update("@Bot Tổ hp1 chào", group=group)) == 200

        link = f"https://bot.zaloplatforms.com/bots/{site.emulator.bot(BOT).id}"
        assert await until_said(site, door) == [f"zalo.group.alone {link}"]
    assert talk.taken == []


async def test_a_group_reads_it_once_an_hour() -> None:
    async with open_site(can_join_groups=True) as site:
        door, group = await in_group(site, Talk())

        said = []
        for minutes in (0, 1, 58, 1, 30):
            site.clock.moment += timedelta(minutes=minutes)
            said.append(door.groups.invite(f"hp1/{group}"))

    assert said == [True, False, False, True, False]


async def test_each_group_has_an_hour_of_its_own() -> None:
    async with open_site() as site:
        groups = Door(site, Talk()).groups

        assert [groups.invite(group) for group in ("hp1/a", "hp1/b", "hp1/a")] == [
            True, True, False,
        ]  # fmt: skip


async def test_a_line_that_does_not_go_out_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with open_site(can_join_groups=True) as site:
        door, group = await in_group(site, Talk())
        site.emulator.fail("sendMessage", Kind.HTML)
        other = await group_of(site, "Tổ khác")
        door.groups.invite(f"hp1/{group}")
        door.groups.invite(f"hp1/{other}")

        running = asyncio.ensure_future(door.groups.run())
        await site.emulator.wait_for(BOT, "Tổ khác")
        running.cancel()

        assert site.emulator.sent(BOT, GROUP) == ()
    assert "group not told" in caplog.text


async def test_a_bot_without_the_right_to_groups_does_nothing_there() -> None:
    talk = Talk(known={f"hp1/{PERSON}"})
    async with open_site() as site:
        door = Door(site, talk)

        assert await door.take(update("@Bot Tổ hp1 chào", group="f00")) == 200
        assert door.groups.invite("hp1/f00") is True  # nothing was said before

    assert talk.taken == []


async def test_while_nobody_says_who_the_bot_is_a_group_waits() -> None:
    talk = Talk(known={f"hp1/{PERSON}"})
    async with open_site(can_join_groups=True) as site:
        door, group = await in_group(site, talk)
        site.emulator.fail("getMe", Kind.HTML)

        assert await door.take(update("@Bot Tổ hp1 chào", group=group)) == 503
        assert await door.take(update("@Bot Tổ hp1 chào", group=group)) == 200

    assert [inbound.event for inbound in talk.taken] == [TextSent("chào")]


async def test_alone_with_the_bot_nothing_is_asked_of_the_platform() -> None:
    async with open_site() as site:
        await Door(site, Talk()).take(update())

        assert site.emulator.platform.calls == []
