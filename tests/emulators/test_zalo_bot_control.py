"""The emulator as another process uses it: over HTTP, and as a command."""

import asyncio
import base64
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from tests.emulators.__main__ import main
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot_wire import BOT, HOA, JPEG, Site, open_hook, open_site


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        yield site


async def _control(site: Site, what: str, status: int = 200, **asked: object) -> dict[str, Any]:
    async with site.session.post(f"{site.url}/_emulator/{what}", json=asked) as response:
        assert response.status == status, await response.text()
        told: dict[str, Any] = await response.json()
        return told


async def _sent(site: Site, **query: str) -> list[dict[str, Any]]:
    asked = {"bot": BOT, "chat": HOA, **query}
    async with site.session.get(f"{site.url}/_emulator/sent", params=asked) as response:
        told: list[dict[str, Any]] = await response.json()
        return told


async def test_people_act_and_what_was_sent_is_read(site: Site) -> None:
    told = await _control(site, "acts", bot=BOT, who=HOA, kind="say", text="chào")
    update = await site.call("getUpdates", timeout=1)
    await site.send("vâng")

    (shown,) = await _sent(site, after="0")

    assert update.result["message"]["message_id"] == told["message_id"]
    assert (shown["number"], shown["text"], shown["black"]) == (1, "vâng", False)


async def test_act_waits_until_the_bot_has_it(site: Site) -> None:
    async with open_hook() as hook:
        await site.call("setWebhook", url=hook.url, secret_token="x" * 8)
        told = await _control(site, "acts", bot=BOT, who=HOA, kind="say", text="chào", wait=10)

    assert told["taken"] is True
    assert hook.texts == ["chào"]


async def test_reader_waits_for_what_is_sent_later(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    async with asyncio.TaskGroup() as group:
        reading = group.create_task(_sent(site, wait="10"))
        await site.send("vâng")

    assert [each["text"] for each in reading.result()] == ["vâng"]


async def test_photo_comes_in_base64(site: Site) -> None:
    data = base64.b64encode(JPEG).decode()
    await _control(site, "acts", bot=BOT, who=HOA, kind="photo", data=data, caption="ảnh")

    message = (await site.call("getUpdates", timeout=1)).result["message"]

    assert await site.get(message["photo_url"]) == (200, JPEG)


async def test_bots_rules_and_faults_are_set_from_outside(site: Site) -> None:
    await _control(site, "bots", name="hp2", token="222:other", can_join_groups=True)
    await _control(site, "rules", messages_per_month=0, http_errors=[429])
    await _control(site, "faults", method="getMe", kind="html", code=503)
    await _control(site, "acts", bot=BOT, who=HOA, kind="say", text="chào")

    async with site.session.post(f"{site.url}/bot222:other/getMe") as response:
        assert response.status == 503
    assert (await site.call("getMe", "222:other")).result["can_join_groups"] is True
    assert (await site.send("vâng")).status == 429


async def test_state_tells_each_bots_counts_and_chats(site: Site) -> None:
    await _control(site, "acts", bot=BOT, who=HOA, kind="say", text="chào")
    await _control(site, "acts", bot=BOT, who=HOA, kind="block")
    async with site.session.get(f"{site.url}/_emulator/") as response:
        state = (await response.json())[BOT]

    assert (state["in"], state["out"], state["webhook"]) == (1, 0, "")
    assert state["chats"][HOA]["blocked"] is True


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("acts", {"bot": BOT, "who": HOA, "kind": "fly"}),
        ("acts", {"bot": "nobody", "who": HOA, "kind": "say", "text": "x"}),
        ("acts", {"bot": BOT, "group": "Tổ 5", "kind": "join"}),
        ("rules", {"gravity": 1}),
        ("rules", {"replays": "often"}),
        ("faults", {"method": "getMe", "kind": "flood"}),
    ],
)
async def test_what_was_asked_wrongly_is_said(
    site: Site, what: str, asked: dict[str, object]
) -> None:
    told = await _control(site, what, 400, **asked)

    assert told["error"]


def test_rule_takes_only_values_of_its_kind() -> None:
    rules = Rules()
    rules.change({"hook_patience": 1, "http_errors": [401], "wraps": True})

    assert (rules.hook_patience, rules.http_errors, rules.wraps) == (1, frozenset({401}), True)
    with pytest.raises(ValueError, match="replays is a int"):
        rules.change({"replays": True})


def test_command_names_what_can_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert "zalo_bot" in capsys.readouterr().err


async def test_command_serves_until_it_is_stopped() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.emulators", "zalo_bot", "--bot", "hp1=1:a", "--groups",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(60):
        first = (await process.stdout.readline()).decode().strip()
        second = (await process.stdout.readline()).decode().strip()
        url = first.removeprefix("TOSO_ZALO_BOT_API=")
        async with ClientSession() as session, session.post(f"{url}/bot1:a/getMe") as response:
            said = await response.json()
        process.send_signal(signal.SIGINT)
        code = await process.wait()

    assert second == "TOSO_ZALO_BOT_TOKENS=hp1=1:a"
    assert said["result"]["can_join_groups"] is True
    assert code == 0


async def test_run_anew_repeats_no_message_of_the_run_before() -> None:
    first, second = [await first_message() for _ in range(2)]

    assert first != second


async def first_message() -> str:
    """The id of the first that is said to an emulator in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.emulators", "zalo_bot", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        url = (await process.stdout.readline()).decode().strip().partition("=")[2]
        act = {"bot": "hp1", "who": "Hoa", "kind": "say", "text": "chào"}
        async with ClientSession() as http, http.post(f"{url}/_emulator/acts", json=act) as said:
            told = await said.json()
        process.terminate()
        await process.wait()
    return str(told["message_id"])
