"""Another process plays the people over HTTP, and the page for trying by hand is served."""

import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from base64 import b64encode
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.emulators.page.page import PAGE
from tests.emulators.zalo_oa_app import HOA, PNG, App, hooked, opened


async def post(app: App, name: str, given: dict[str, Any]) -> Any:  # noqa: ANN401  # JSON
    async with app.http.post(f"/_emulator/{name}", json=given) as response:
        return await response.json() | {"http": response.status}


async def get(app: App, path: str) -> Any:  # noqa: ANN401  # JSON
    async with app.http.get(f"/_emulator/{path}") as response:
        return await response.json()


async def test_person_is_played_and_what_was_sent_is_read() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        said = await post(app, "act", {"act": "say", "user": HOA, "text": "chào"})
        await app.send(HOA, {"text": "dạ"})
        (line,) = await get(app, f"sent?user={HOA}&after=0&wait=5")
        after = await get(app, f"sent?user={HOA}&after={line['number']}")
        talk = await get(app, f"talk?user={HOA}")

    assert said["statuses"] == [200]
    assert line["text"] == "dạ"
    assert after == []
    assert [one["mine"] for one in talk] == [True, False]


async def test_twist_and_bytes_go_over_the_wire() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        given = {"act": "send_photo", "user": HOA, "data": b64encode(PNG).decode()}
        await post(app, "act", given | {"twist": {"copies": 2, "shift": -7200}})
        (line,) = await get(app, f"talk?user={HOA}")
        async with app.http.get(line["picture"]) as response:
            picture = await response.read()

    assert len(hook.told) == 2
    assert picture == PNG


async def test_rules_faults_clock_and_people_are_set() -> None:
    async with opened() as app:
        await post(app, "rules", {"oa_type": 4, "retry_pace": 1})
        await post(app, "faults", {"kind": "status", "path": "/v2.0", "status": 503})
        await post(app, "clock", {"seconds": 60})
        await post(app, "users", {"id": HOA, "refusal": -217})
        pair = await post(app, "tokens", {})
        rules = await get(app, "rules")
        async with app.http.get("/v2.0/oa/getoa") as response:
            status = response.status
        app.token = pair["access_token"]
        code = (await app.send(HOA, {"text": "dạ"}, "/v2.0/oa/message"))["error"]
        calls = await get(app, "calls")

    assert (rules["oa_type"], status, code) == (4, 503, -217)
    assert calls == ["GET /v2.0/oa/getoa", "POST /v2.0/oa/message"]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("act", {"act": "_came", "user": HOA}),
        ("act", {"act": "say", "user": HOA}),
        ("act", {"act": "tap", "user": HOA, "title": "Ghi"}),
        ("act", {}),
        ("rules", {"oa_type": "4"}),
        ("rules", {"nothing": 1}),
        ("faults", {"kind": "dance"}),
    ],
)
async def test_what_cannot_be_done_is_answered_with_why(name: str, given: dict[str, Any]) -> None:
    async with opened() as app:
        answer = await post(app, name, given)

    assert answer["http"] == 400
    assert answer["error"]


@pytest.mark.parametrize(("name", "holds"), [("", "page.js"), ("page.js", "offer")])
async def test_page_for_trying_by_hand_is_served(name: str, holds: str) -> None:
    async with opened() as app, app.http.get(f"{PAGE}{name}") as response:
        assert holds in await response.text()
        offer = await get(app, "page/offer")

    assert {"act": "say", "label": "Gửi", "needs": "text"} in offer["acts"]


async def test_page_shows_what_an_act_came_to_and_what_it_could_not() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        said = await post(app, "page/act", {"act": "say", "user": HOA, "text": "chào"})
        tapped = await post(app, "page/act", {"act": "tap", "user": HOA, "title": "Ghi"})
        talk = await get(app, f"page/talk?user={HOA}")

    assert said["statuses"] == [200]
    assert tapped["error"]
    assert [one["text"] for one in talk] == ["chào"]


async def test_emulator_runs_in_a_process_of_its_own_until_it_is_ended() -> None:
    process = await create_subprocess_exec(
        sys.executable, "-m", "tests.emulators", "zalo_oa", "--port", "0", stdout=PIPE
    )
    assert process.stdout is not None
    lines = [(await process.stdout.readline()).decode().strip() for _ in range(9)]
    address = lines[-1].removesuffix(PAGE)
    async with ClientSession() as http, http.get(f"{address}/_emulator/rules") as response:
        rules = await response.json()
    process.terminate()

    assert await process.wait() == 0
    assert f"TOSO_ZALO_OA_API={address}" in lines
    assert rules["webhook"] == "http://127.0.0.1:8080/zalo/oa"
