"""getUpdates of the emulator: one update, 408 when idle, one consumer, replay and loss."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientTimeout

from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot_wire import BOT, HOA, SECRET_TOKEN, TOKEN, Site, open_hook, open_site


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        yield site


async def test_one_update_is_one_object_and_is_handed_out_once(site: Site) -> None:
    said = await site.emulator.say(BOT, HOA, "chào")

    answer = await site.call("getUpdates", timeout="30")

    assert said is not None
    assert said.is_taken
    assert answer.result == {
        "event_name": "message.text.received",
        "message": {
            "message_id": said.message_id,
            "date": int(site.clock.moment.timestamp() * 1000),
            "from": {"id": site.id_of(HOA), "display_name": HOA, "is_bot": False},
            "chat": {"id": site.id_of(HOA), "chat_type": "PRIVATE"},
            "text": "chào",
        },
    }
    assert (await site.call("getUpdates", timeout=0)).code == 408


async def test_updates_come_in_the_order_in_which_they_were_written(site: Site) -> None:
    for words in ("một", "hai", "ba"):
        await site.emulator.say(BOT, HOA, words)

    got = [(await site.call("getUpdates")).result["message"]["text"] for _ in range(3)]

    assert got == ["một", "hai", "ba"]


async def test_poll_waits_for_what_is_written_meanwhile(site: Site) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(site.call("getUpdates", timeout="20"))
        await _turned(site, is_polled=True)
        await site.emulator.say(BOT, HOA, "chào")

    assert poll.result().result["message"]["text"] == "chào"


@pytest.mark.parametrize(("http_errors", "status"), [(frozenset({408}), 408), (frozenset(), 200)])
async def test_idle_poll_is_408_in_the_body_and_in_http_where_the_rule_says_so(
    site: Site, http_errors: frozenset[int], status: int
) -> None:
    site.emulator.rules.http_errors = http_errors

    answer = await site.call("getUpdates", timeout="0.01")

    assert (answer.status, answer.code, answer.body["ok"]) == (status, 408, False)
    assert answer.body["description"] == "Request timeout"


async def test_poll_is_refused_while_a_webhook_is_set(site: Site) -> None:
    async with open_hook() as hook:
        await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)
        refused = await site.call("getUpdates", timeout=1)
        await site.call("deleteWebhook")

    assert refused.code == 400
    assert "webhook" in refused.body["description"]
    assert (await site.call("getUpdates", timeout=0)).code == 408


async def test_second_consumer_is_refused(site: Site) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(site.call("getUpdates", timeout=20))
        await _turned(site, is_polled=True)
        second = await site.call("getUpdates", timeout=20)
        await site.emulator.say(BOT, HOA, "chào")

    assert second.code == 409
    assert poll.result().code == 0


async def test_poll_whose_client_is_gone_eats_no_update(site: Site) -> None:
    url = f"{site.url}/bot{TOKEN}/getUpdates"
    with pytest.raises(TimeoutError):
        await site.session.post(url, json={"timeout": 20}, timeout=ClientTimeout(total=0.05))
    await _turned(site, is_polled=False)
    await site.emulator.say(BOT, HOA, "chào")

    assert (await site.call("getUpdates", timeout=1)).result["message"]["text"] == "chào"


async def test_consumed_updates_may_come_again_at_once() -> None:
    async with open_site(Rules(replays=2)) as site:
        await site.emulator.say(BOT, HOA, "một")
        got = [await site.call("getUpdates", timeout=30) for _ in range(2)]
        await site.emulator.say(BOT, HOA, "hai")
        got += [await site.call("getUpdates", timeout=30) for _ in range(4)]
        idle = await site.call("getUpdates", timeout=0)

    texts = [answer.result["message"]["text"] for answer in got]
    assert texts == ["một", "một", "hai", "một", "hai", "hai"]
    assert idle.code == 408


async def test_what_is_written_while_nobody_polls_may_be_lost() -> None:
    async with open_site(Rules(keeps_unread=False)) as site:
        said = await site.emulator.say(BOT, HOA, "chào")
        idle = await site.call("getUpdates", timeout=0)

    assert said is not None
    assert said.is_lost
    assert site.emulator.bot(BOT).lost == [said.message_id]
    assert idle.code == 408


@pytest.mark.parametrize("seconds", ["lâu", -1, None])
async def test_timeout_that_is_no_number_is_a_bad_request(site: Site, seconds: object) -> None:
    assert (await site.call("getUpdates", timeout=seconds)).code == 400


async def test_each_bot_has_its_own_updates(site: Site) -> None:
    site.emulator.add_bot("hp2", "222:other")
    await site.emulator.say("hp2", HOA, "chào")

    assert (await site.call("getUpdates", timeout=0)).code == 408
    assert (await site.call("getUpdates", "222:other", timeout=0)).code == 0


async def _turned(site: Site, *, is_polled: bool) -> None:
    async with asyncio.timeout(10):
        await site.emulator.platform.queue(site.emulator.bot(BOT)).turned(is_polled=is_polled)
