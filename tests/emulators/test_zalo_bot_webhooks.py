"""Webhooks of the emulator: set, verified, pushed to in order, again and again, or out of order."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.ways import Rough, Scripted, Way
from tests.emulators.zalo_bot_wire import BOT, HOA, SECRET_TOKEN, Hook, Site, open_hook, open_site


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site(Rules(trusts_loopback=True, hook_retry=0.001)) as site:
        yield site


@pytest_asyncio.fixture
async def hook(site: Site) -> AsyncIterator[Hook]:
    """Already set."""
    async with open_hook() as hook:
        await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)
        yield hook


async def test_webhook_is_set_looked_up_and_deleted(site: Site) -> None:
    async with open_hook() as hook:
        clean = await site.call("getWebhookInfo")
        done = await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)
        info = await site.call("getWebhookInfo")
        tested = await site.call("testWebhook")
        deleted = await site.call("deleteWebhook")
    again = await site.call("deleteWebhook")

    assert (clean.status, clean.code, clean.body["description"]) == (404, 404, "Not Found")
    assert done.result["verification"] == {
        "ok": True,
        "status_code": 200,
        "outcome": "webhook.ok",
        "hint": "",
    }
    at = int(site.clock.moment.timestamp() * 1000)
    assert info.result == {"url": hook.url, "updated_at": at}
    assert tested.result["outcome"] == "webhook.ok"
    assert deleted.result == {"url": "", "updated_at": at}
    assert again.code == 400


@pytest.mark.parametrize(
    "url",
    [
        "http://to.example/zalo", "https://localhost/zalo", "https://127.0.0.1/zalo",
        "https://10.0.0.7/zalo", "https://192.168.1.2/zalo", "https://[::1]/zalo", "to.example", "",
    ],
)  # fmt: skip
async def test_webhook_that_is_no_public_https_is_refused(site: Site, url: str) -> None:
    site.emulator.rules.trusts_loopback = False

    assert (await site.call("setWebhook", url=url, secret_token=SECRET_TOKEN)).code == 400
    assert (await site.call("getWebhookInfo")).code == 404


@pytest.mark.parametrize(("secret", "code"), [("x" * 7, 400), ("x" * 257, 400), ("x" * 8, 0)])
async def test_secret_has_8_to_256_characters(site: Site, secret: str, code: int) -> None:
    async with open_hook() as hook:
        assert (await site.call("setWebhook", url=hook.url, secret_token=secret)).code == code


async def test_url_is_kept_although_its_verification_failed(site: Site) -> None:
    async with open_hook() as hook:
        hook.statuses = [403]
        done = await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)
        info = await site.call("getWebhookInfo")

    verification = done.result["verification"]
    assert (verification["ok"], verification["outcome"]) == (False, "webhook.http.403")
    assert info.result["url"] == hook.url


async def test_url_where_nobody_answers_is_kept_too(site: Site) -> None:
    async with open_hook() as hook:
        pass
    done = await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)

    assert done.result["verification"]["ok"] is False
    assert (await site.call("getWebhookInfo")).code == 0


async def test_probe_has_no_body_and_no_secret(site: Site, hook: Hook) -> None:
    assert (hook.probes, hook.bodies, hook.secrets) == (1, [], [])
    await site.call("testWebhook")
    assert hook.probes == 2


async def test_test_of_the_webhook_may_be_gone(site: Site, hook: Hook) -> None:
    site.emulator.rules.tests_webhook = False

    assert (await site.call("testWebhook")).code == 400
    assert hook.probes == 1


async def test_update_is_pushed_flat_with_the_secret(site: Site, hook: Hook) -> None:
    said = await site.emulator.say(BOT, HOA, "chào")
    await hook.has(1)

    assert said is not None
    assert await said.settled(5)
    assert hook.secrets == [SECRET_TOKEN]
    assert hook.bodies[0]["event_name"] == "message.text.received"
    assert hook.bodies[0]["message"]["message_id"] == said.message_id


async def test_update_may_be_wrapped_as_documented(site: Site, hook: Hook) -> None:
    site.emulator.rules.wraps = True
    await site.emulator.say(BOT, HOA, "chào")
    await hook.has(1)

    assert hook.bodies[0]["ok"] is True
    assert hook.bodies[0]["result"]["message"]["text"] == "chào"


async def test_what_waited_for_a_poll_goes_to_the_webhook_once_it_is_set(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "trước đó")
    async with open_hook() as hook:
        await site.call("setWebhook", url=hook.url, secret_token=SECRET_TOKEN)
        await hook.has(1)

    assert hook.texts == ["trước đó"]


async def test_update_comes_again_until_it_is_taken_and_later_ones_wait(
    site: Site, hook: Hook
) -> None:
    hook.statuses = [500, 503]
    await site.emulator.say(BOT, HOA, "một")
    second = await site.emulator.say(BOT, HOA, "hai")

    assert second is not None
    assert await second.settled(5)
    assert hook.texts == ["một", "một", "một", "hai"]
    assert [each.status for each in site.emulator.bot(BOT).attempts] == [500, 503, 200, 200]


async def test_update_that_nobody_takes_is_given_up(site: Site, hook: Hook) -> None:
    hook.statuses = [500] * 5
    said = await site.emulator.say(BOT, HOA, "một")

    assert said is not None
    assert not await said.settled(5)
    assert len(hook.bodies) == 5
    assert site.emulator.bot(BOT).lost == [said.message_id]


async def test_update_may_be_pushed_for_ever(site: Site, hook: Hook) -> None:
    site.emulator.rules.hook_tries = 0
    hook.statuses = [500] * 8
    said = await site.emulator.say(BOT, HOA, "một")

    assert said is not None
    assert await said.settled(20)
    assert len(hook.bodies) == 9


async def test_answer_that_takes_too_long_is_none(site: Site, hook: Hook) -> None:
    site.emulator.rules.hook_patience = 0.05
    hook.hangs = asyncio.Event()
    said = await site.emulator.say(BOT, HOA, "một")
    await hook.has(2)
    hook.hangs.set()

    assert said is not None
    assert await said.settled(5)
    assert site.emulator.bot(BOT).attempts[0].error == "TimeoutError"


async def test_taken_update_may_come_a_second_time(site: Site, hook: Hook) -> None:
    site.emulator.take_ways_from(Scripted([Way(again=0.0)]))
    await site.emulator.say(BOT, HOA, "một")
    await hook.has(2)

    first, second = hook.bodies
    assert first == second


async def test_update_may_be_asked_for_again_by_its_id(site: Site, hook: Hook) -> None:
    said = await site.emulator.say(BOT, HOA, "một")
    assert said is not None
    await said.settled(5)
    await (await site.emulator.again(BOT, said.message_id)).settled(5)

    assert hook.bodies == [said.body, said.body]


async def test_connection_may_be_given_up_before_the_answer(site: Site, hook: Hook) -> None:
    hook.hangs = asyncio.Event()
    site.emulator.take_ways_from(Scripted([Way(hangs_up=True)]))
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(site.emulator.platform.next_moment("pushed"))
        said = await site.emulator.say(BOT, HOA, "một")
    hook.hangs.set()

    assert said is not None
    assert await said.settled(5)
    assert [each.status for each in site.emulator.bot(BOT).attempts] == [0, 200]


async def test_later_update_may_overtake(site: Site, hook: Hook) -> None:
    site.emulator.take_ways_from(Scripted([Way(delay=0.2, steps_aside=True)]))
    await site.emulator.say(BOT, HOA, "một")
    await site.emulator.say(BOT, HOA, "hai")
    await hook.has(2)

    assert hook.texts == ["hai", "một"]


async def test_rough_ways_are_the_same_for_the_same_seed() -> None:
    one, two, other = Rough(7), Rough(7), Rough(8)

    ways = [one("a") for _ in range(200)]

    assert ways == [two("a") for _ in range(200)]
    assert ways != [other("a") for _ in range(200)]
    assert {way.hangs_up for way in ways} == {True, False}
    assert any(way.again for way in ways)


async def test_deleted_webhook_takes_nothing_more(site: Site, hook: Hook) -> None:
    await site.call("deleteWebhook")
    await site.emulator.say(BOT, HOA, "một")

    assert (await site.call("getUpdates", timeout=1)).result["message"]["text"] == "một"
    assert hook.bodies == []
