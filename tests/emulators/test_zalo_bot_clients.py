"""The emulator of the Zalo Bot Platform against two clients that others wrote for the real one:
python-zalo-bot 0.1.9, and what zalo-bot-mcp 0.1.1 runs on live bots.

What they cannot show, for faults of their own:

- python-zalo-bot gives `result` and nothing else, so an `ok: false` with HTTP 200 is a silent None:
  there a wrong token, a conflict or a used-up month cannot be told from "nothing".
- It drops `caption`, `photo` and `voice_url` of what comes in, knows no `parse_mode`, no sendVoice
  and no testWebhook, and says "invalid token" for every 404.
- Its webhook calls run a loop of their own, so they are made from a thread; they never read
  `verification`.
- zalo-bot-mcp reads text messages alone, and has no setWebhook and no sendPhoto.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.emulators.zalo_bot.faults import Fault, Kind
from tests.emulators.zalo_bot_wire import (
    BOT,
    HOA,
    JPEG,
    SECRET_TOKEN,
    TOKEN,
    Site,
    open_hook,
    open_pictures,
    open_site,
)

if TYPE_CHECKING:  # the tests are collected where the clients are not installed
    from httpx import AsyncBaseTransport
    from zalo_bot import Bot
    from zalo_bot_mcp.zalo_api import ZaloBotApi

pytestmark = pytest.mark.emulators
LACKING = "no foreign clients here: `make emulators` installs them"


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site(can_join_groups=True) as site:
        yield site


@pytest_asyncio.fixture
async def client(site: Site) -> AsyncIterator[Bot]:
    """python-zalo-bot."""
    zalo_bot = pytest.importorskip("zalo_bot", reason=LACKING)
    async with zalo_bot.Bot(TOKEN, site.url) as client:
        yield client


@pytest_asyncio.fixture
async def api(site: Site) -> AsyncIterator[ZaloBotApi]:
    """The client module of zalo-bot-mcp. Its address is a constant, its transport is handed in."""
    module = pytest.importorskip("zalo_bot_mcp.zalo_api", reason=LACKING)
    async with module.ZaloBotApi(TOKEN, transport=_transport(site.url)) as api:
        yield api


def _transport(url: str) -> AsyncBaseTransport:
    import httpx

    here = httpx.URL(url)

    class ToEmulator(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            request.url = request.url.copy_with(scheme="http", host=here.host, port=here.port)
            request.headers["Host"] = here.netloc.decode()
            return await super().handle_async_request(request)

    return ToEmulator()


# python-zalo-bot


async def test_python_zalo_bot_knows_itself(client: Bot, site: Site) -> None:
    me = await client.get_me()

    assert (me.id, me.display_name) == (site.emulator.bot(BOT).id, "Bot Tổ Số")
    assert (me.account_type, me.can_join_groups) == ("BASIC", True)


async def test_python_zalo_bot_reads_text_photo_and_sticker(client: Bot, site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    await site.emulator.photo(BOT, HOA, JPEG, "ảnh")
    await site.emulator.sticker(BOT, HOA)

    text, photo, sticker = [(await client.get_update(timeout=1)).message for _ in range(3)]

    assert (text.text, text.from_user.display_name, text.chat.type) == ("chào", HOA, "PRIVATE")
    assert (text.from_user.id, text.from_user.is_bot) == (text.chat.id, False)
    assert text.date.timestamp() == site.clock.moment.timestamp()
    assert photo.message_type == "CHAT_PHOTO"
    assert await site.get(photo.photo_url) == (200, JPEG)
    assert sticker.sticker == "0a1b2c"


async def test_python_zalo_bot_reads_an_event_without_a_message(client: Bot, site: Site) -> None:
    await site.emulator.join(BOT, "Tổ 5")

    assert (await client.get_update(timeout=1)).message is None


async def test_python_zalo_bot_reads_a_group(client: Bot, site: Site) -> None:
    await site.emulator.join(BOT, "Tổ 5")
    await site.emulator.say(BOT, HOA, "chào", group="Tổ 5", mentions=True)
    await client.get_update(timeout=1)
    message = (await client.get_update(timeout=1)).message

    await message.reply_text("chào cả tổ")

    assert message.chat.type == "GROUP"
    assert message.from_user.id != message.chat.id
    assert [sent.text for sent in site.emulator.sent(BOT, "Tổ 5")] == ["chào cả tổ"]


async def test_python_zalo_bot_takes_an_idle_poll_for_nothing_or_for_an_error(
    client: Bot, site: Site
) -> None:
    """By the form: HTTP 200 is None to it, HTTP 408 a fault of the network."""
    from zalo_bot.error import NetworkError

    site.emulator.rules.longest_poll = 0.01
    site.emulator.rules.http_errors = frozenset({404})
    assert await client.get_update(timeout=30) is None
    site.emulator.rules.http_errors = frozenset({404, 408})
    with pytest.raises(NetworkError, match="Request timeout"):
        await client.get_update(timeout=30)


async def test_python_zalo_bot_sends_everything_that_it_can(client: Bot, site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    message = (await client.get_update(timeout=1)).message
    answered = await client.send_message(message.chat.id, "vâng", reply_to_message_id="m1")
    async with open_pictures() as pictures:
        await message.reply_photo(pictures.url, "Tuần này")
    await message.reply_sticker("0a1b2c")
    typing = await client.send_chat_action(message.chat.id, "typing")

    text, photo, sticker = site.emulator.sent(BOT, HOA)
    assert (answered.message_id, text.text) == (text.message_id, "vâng")
    assert answered.date.timestamp() == site.clock.moment.timestamp()
    assert text.more == {"reply_to_message_id": "m1"}
    assert (photo.text, photo.picture, photo.is_black) == ("Tuần này", JPEG, False)
    assert sticker.sticker == "0a1b2c"
    assert typing is None
    assert site.emulator.chat(BOT, HOA).actions == ["typing"]


async def test_python_zalo_bot_sets_looks_up_and_deletes_a_webhook(site: Site) -> None:
    pytest.importorskip("zalo_bot", reason=LACKING)
    async with open_hook() as hook:
        is_set, address, is_deleted = await asyncio.to_thread(_walk_hooks, site.url, hook.url)

    assert (is_set, address, is_deleted) == (True, hook.url, True)
    assert hook.probes == 1
    assert site.emulator.bot(BOT).webhook is None


def _walk_hooks(url: str, hook: str) -> tuple[bool, str, bool]:
    from zalo_bot import Bot

    client = Bot(TOKEN, url)
    is_set = client.set_webhook(hook, SECRET_TOKEN)
    return is_set, client.get_webhook_info().url, client.delete_webhook()


async def test_python_zalo_bot_reads_what_comes_as_an_http_error(client: Bot, site: Site) -> None:
    from zalo_bot.error import BadRequest, Forbidden, InvalidToken, NetworkError

    await site.emulator.say(BOT, HOA, "chào")
    for code, error in (
        (400, BadRequest), (401, InvalidToken), (403, Forbidden), (404, InvalidToken),
        (429, NetworkError), (500, NetworkError),
    ):  # fmt: skip
        site.emulator.fail("sendMessage", Kind.STATUS, code=code)
        with pytest.raises(error):
            await client.send_message(site.id_of(HOA), "vâng")
    site.emulator.fail("sendMessage", Fault(Kind.CUT))
    with pytest.raises(NetworkError):
        await client.send_message(site.id_of(HOA), "vâng")

    assert site.emulator.sent(BOT, HOA) == ()


async def test_python_zalo_bot_takes_a_refusal_with_http_200_for_nothing(
    client: Bot, site: Site
) -> None:
    """Its fault, and how the platform answers most refusals."""
    assert await client.send_message("0" * 20, "vâng") is None
    assert site.emulator.sent(BOT, HOA) == ()


# zalo-bot-mcp


async def test_mcp_client_knows_itself(api: ZaloBotApi, site: Site) -> None:
    me = await api.get_me()

    assert me["id"] == site.emulator.bot(BOT).id
    assert me["display_name"] == "Bot Tổ Số"


@pytest.mark.parametrize("http_errors", [frozenset({404, 408}), frozenset({404})])
async def test_mcp_client_reads_text_and_takes_both_forms_of_an_idle_poll(
    api: ZaloBotApi, site: Site, http_errors: frozenset[int]
) -> None:
    from zalo_bot_mcp.zalo_api import parse_update

    site.emulator.rules.longest_poll = 0.01
    site.emulator.rules.http_errors = http_errors
    said = await site.emulator.say(BOT, HOA, "chào")
    message = parse_update(await api.get_updates())

    assert said is not None
    assert message is not None
    assert (message.text, message.display_name, message.is_bot) == ("chào", HOA, False)
    assert (message.message_id, message.chat_type) == (said.message_id, "PRIVATE")
    assert message.user_id == message.chat_id == site.id_of(HOA)
    assert message.date == int(site.clock.moment.timestamp() * 1000)
    assert await api.get_updates() is None


async def test_mcp_client_skips_what_is_no_text(api: ZaloBotApi, site: Site) -> None:
    from zalo_bot_mcp.zalo_api import parse_update

    await site.emulator.photo(BOT, HOA, JPEG)
    await site.emulator.unsupported(BOT, HOA)
    await site.emulator.join(BOT, "Tổ 5")

    assert [parse_update(await api.get_updates()) for _ in range(3)] == [None] * 3


async def test_mcp_client_sends_a_long_text_in_pieces_that_are_taken(
    api: ZaloBotApi, site: Site
) -> None:
    from zalo_bot_mcp.zalo_api import split_message

    await site.emulator.say(BOT, HOA, "chào")
    words = "Buổi sáng ở nhà văn hóa thôn. " * 240
    for piece in split_message(words):
        await api.send_message(site.id_of(HOA), piece, parse_mode="markdown")
    await api.send_chat_action(site.id_of(HOA))

    shown = site.emulator.sent(BOT, HOA)
    assert len(shown) == 4
    assert " ".join(sent.text for sent in shown).split() == words.split()
    assert shown[0].more == {"parse_mode": "markdown"}
    assert site.emulator.chat(BOT, HOA).actions == ["typing"]


async def test_mcp_client_tells_refusals_from_what_may_be_tried_again(
    api: ZaloBotApi, site: Site
) -> None:
    from zalo_bot_mcp.zalo_api import ZaloClientError, ZaloTransientError

    await site.emulator.say(BOT, HOA, "chào")
    with pytest.raises(ZaloClientError, match="chat not found"):
        await api.send_message("0" * 20, "vâng")
    for fault in (
        Fault(Kind.STATUS, 429), Fault(Kind.HTML), Fault(Kind.GARBAGE), Fault(Kind.CUT),
    ):  # fmt: skip
        site.emulator.fail("sendMessage", fault)
        with pytest.raises(ZaloTransientError):
            await api.send_message(site.id_of(HOA), "vâng")
    site.emulator.rules.messages_per_month = 0
    with pytest.raises(ZaloClientError, match="Quota exceeded"):
        await api.send_message(site.id_of(HOA), "vâng")


async def test_mcp_client_finds_a_webhook_and_why_it_may_not_poll(
    api: ZaloBotApi, site: Site
) -> None:
    from zalo_bot_mcp.zalo_api import ZaloClientError

    assert await api.get_webhook_info() is None
    async with open_hook() as hook:
        await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)
        assert (await api.get_webhook_info())["url"] == hook.url
        with pytest.raises(ZaloClientError, match="webhook"):
            await api.get_updates()


async def test_mcp_client_is_told_of_a_wrong_token(site: Site) -> None:
    module = pytest.importorskip("zalo_bot_mcp.zalo_api", reason=LACKING)
    async with module.ZaloBotApi("987:wrong", transport=_transport(site.url)) as api:
        with pytest.raises(module.ZaloClientError, match="Unauthorized"):
            await api.get_me()


async def test_mcp_server_polls_through_replays_and_answers_once(
    api: ZaloBotApi, site: Site, tmp_path: Path
) -> None:
    """Its own loop, as it runs on live bots: a stranger is answered with one pairing code."""
    main = pytest.importorskip("zalo_bot_mcp.main", reason=LACKING)
    from zalo_bot_mcp.access import AccessStore
    from zalo_bot_mcp.channel import ZaloChannel
    from zalo_bot_mcp.state import SeenChats, SeenMessages

    site.emulator.rules.replays = 3
    site.emulator.rules.longest_poll = 0.01
    said = await site.emulator.say(BOT, HOA, "chào")
    seen, polls = SeenMessages(tmp_path / "seen.json"), 0

    async def rest(_: float) -> None:
        nonlocal polls
        polls += 1
        if polls == 5:
            raise _EnoughError

    with pytest.raises(_EnoughError):
        await main.poll_loop(
            api, AccessStore(tmp_path / "access.json"), seen, SeenChats(tmp_path / "chats.json"),
            ZaloChannel(api), sleep=rest,
        )  # fmt: skip

    assert said is not None
    assert seen.seen(said.message_id)
    assert [sent.text[:12] for sent in site.emulator.sent(BOT, HOA)] == ["Pairing code"]
    assert [method for _, method in site.emulator.platform.calls].count("getUpdates") == 5


class _EnoughError(Exception):
    """Ends a loop that has no end."""
