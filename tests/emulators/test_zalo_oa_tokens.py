"""OAuth v4 of the emulator: consent, codes, pairs that rotate, and what is lost on the way."""

import asyncio
import hashlib
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientError

from tests.emulators.zalo_oa.faults import Fault, Kind
from tests.emulators.zalo_oa_app import HOA, App, opened

VERIFIER = "0123456789012345678901234567890123456789012"
CHALLENGE = urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "https://to.example/zalo"


async def consent(app: App, **changed: str) -> str:
    """Where the browser is sent once the administrator has pressed "Cho phép"."""
    asked = {
        "app_id": app.emulator.rules.app_id,
        "redirect_uri": BACK,
        "code_challenge": CHALLENGE,
        "state": "s1",
    } | changed
    path = "/v4/oa/permission"
    async with app.http.get(path, params=asked, allow_redirects=False) as page:
        if page.status == 302:
            return page.headers["Location"]
        assert "<button>" in await page.text()
    async with app.http.post(path, params=asked, allow_redirects=False) as answer:
        return answer.headers["Location"]


def code_form(app: App, location: str, **changed: str) -> dict[str, str]:
    (code,) = parse_qs(urlsplit(location).query)["code"]
    return {
        "app_id": app.emulator.rules.app_id,
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": VERIFIER,
    } | changed


async def test_consent_gives_a_code_that_becomes_a_pair_which_opens_the_api() -> None:
    async with opened() as app:
        location = await consent(app)
        pair = await app.ask_tokens(code_form(app, location))
        app.token = pair["access_token"]
        about = await app.call("/v2.0/oa/getoa")

    query = parse_qs(urlsplit(location).query)
    assert location.startswith(f"{BACK}?")
    assert query["oa_id"] == [app.emulator.rules.oa_id]
    assert query["state"] == ["s1"]
    assert pair["expires_in"] == "90000"
    assert about["data"]["oa_type"] == 2


async def test_code_is_taken_once() -> None:
    async with opened() as app:
        form = code_form(app, await consent(app))
        first, second = await app.ask_tokens(form), await app.ask_tokens(form)

    assert "access_token" in first
    assert second["error"] < 0


async def test_code_lives_ten_minutes() -> None:
    async with opened() as app:
        form = code_form(app, await consent(app))
        app.emulator.clock.move(timedelta(minutes=10))
        late = await app.ask_tokens(form)

    assert late["error"] < 0


@pytest.mark.parametrize(
    "changed", [{"code_verifier": "x" * 43}, {"app_id": "1"}, {"grant_type": "password"}]
)
async def test_exchange_of_something_else_is_refused(changed: dict[str, str]) -> None:
    async with opened() as app:
        refused = await app.ask_tokens(code_form(app, await consent(app), **changed))

    assert refused["error"] < 0
    assert "access_token" not in refused


async def test_wrong_secret_key_is_refused_and_uses_nothing_up() -> None:
    async with opened() as app:
        form = code_form(app, await consent(app))
        refused = await app.ask_tokens(form, secret="wrong")
        taken = await app.ask_tokens(form)

    assert refused["error"] < 0
    assert "access_token" in taken


@pytest.mark.parametrize(
    ("rules", "changed", "code"),
    [
        ({"is_app_active": False}, {}, -14002),
        ({}, {"app_id": "1"}, -14002),
        ({"callback": "https://other.example/"}, {}, -14003),
        ({"code_challenge": "other"}, {}, -14003),
        ({}, {"code_challenge": ""}, -14003),
    ],
)
async def test_consent_that_is_not_as_the_console_says_ends_on_the_page_of_errors(
    rules: dict[str, Any], changed: dict[str, str], code: int
) -> None:
    async with opened(**rules) as app:
        location = await consent(app, **changed)

    assert location.endswith(f"/error?error_code={code}")


async def test_refresh_rotates_and_its_token_is_used_once() -> None:
    async with opened() as app:
        old = app.emulator.tokens.issue()
        fresh = await app.refresh(old.refresh)
        again = await app.refresh(old.refresh)
        further = await app.refresh(fresh["refresh_token"])

    assert fresh["refresh_token"] != old.refresh
    assert again["error"] == -14014
    assert "access_token" in further
    assert app.emulator.tokens.reuses == 1


async def test_reuse_kills_the_chain_where_that_is_the_rule() -> None:
    async with opened(punishes_reuse=True) as app:
        old = app.emulator.tokens.issue()
        fresh = await app.refresh(old.refresh)
        await app.refresh(old.refresh)
        app.token = fresh["access_token"]
        shut = await app.call("/v2.0/oa/getoa")
        gone = await app.refresh(fresh["refresh_token"])

    assert shut["error"] == -220
    assert gone["error"] == -14020


async def test_access_token_lives_25_hours() -> None:
    async with opened() as app:
        app.emulator.user(HOA)
        app.emulator.clock.move(timedelta(hours=25, seconds=-1))
        before = await app.call("/v2.0/oa/getoa")
        app.emulator.clock.move(timedelta(seconds=1))
        after = await app.call("/v2.0/oa/getoa")

    assert before["error"] == 0
    assert after["error"] == -220
    assert after["http"] == 200


async def test_refresh_token_lives_90_days() -> None:
    async with opened() as app:
        pair = app.emulator.tokens.issue()
        app.emulator.clock.move(timedelta(days=90))
        late = await app.refresh(pair.refresh)

    assert late["error"] == -14020


async def test_token_of_nobody_opens_nothing() -> None:
    async with opened() as app:
        app.token = "made-up"
        shut = await app.call("/v2.0/oa/getoa")

    assert shut["error"] == -216


async def test_refresh_whose_answer_is_lost_has_used_the_token_up() -> None:
    async with opened() as app:
        pair = app.emulator.tokens.issue()
        app.emulator.faults.add(Fault(Kind.LOST, "/v4/oa/access_token"))
        with pytest.raises(ClientError):
            await app.refresh(pair.refresh)
        again = await app.refresh(pair.refresh)

    assert again["error"] == -14014


async def test_refresh_that_was_cut_before_it_was_read_may_be_tried_again() -> None:
    async with opened() as app:
        pair = app.emulator.tokens.issue()
        app.emulator.faults.add(Fault(Kind.CUT, "/v4/oa/access_token"))
        with pytest.raises(ClientError):
            await app.refresh(pair.refresh)
        again = await app.refresh(pair.refresh)

    assert "access_token" in again


async def test_answer_to_a_refresh_waits_between_used_up_and_told() -> None:
    async with opened() as app, asyncio.TaskGroup() as group:
        pair = app.emulator.tokens.issue()
        held = app.emulator.faults.add(Fault(Kind.HOLD, "/v4/oa/access_token"))
        asking = group.create_task(app.refresh(pair.refresh))
        await held.done.wait()
        is_used, is_told = pair.is_used, asking.done()
        held.released.set()
        fresh = await asking

    assert is_used
    assert not is_told
    assert "access_token" in fresh


@pytest.mark.parametrize(("proof", "code"), [("", -242), ("right", 0)])
async def test_proof_of_the_secret_is_asked_for_where_that_is_the_rule(
    proof: str, code: int
) -> None:
    """The vector is that of Zalo's own PHP SDK."""
    right = "dbf9c72b4c8f56924f8e07138f6d465c69cb5c9dbca908ce1403e993e1a5f799"
    async with opened(wants_proof=True) as app:
        app.emulator.tokens.issue().access = app.token = "access-token"
        given = {"appsecret_proof": right} if proof else {}
        answer = await app.call("/v2.0/oa/getoa", None, **given)

    assert answer["error"] == code
