"""Faults on demand: each as a bot meets it, and whether what it sent was taken."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientError, ClientTimeout

from tests.emulators.zalo_bot.faults import Fault, Kind, Script
from tests.emulators.zalo_bot_wire import BOT, HOA, TOKEN, Site, open_site


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        await site.emulator.say(BOT, HOA, "chào")
        yield site


async def _post(site: Site) -> tuple[int, str]:
    asked = {"chat_id": site.id_of(HOA), "text": "vâng"}
    url, timeout = f"{site.url}/bot{TOKEN}/sendMessage", ClientTimeout(total=0.2)
    async with site.session.post(url, json=asked, timeout=timeout) as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (Fault(Kind.REFUSED, 429), 200, '"error_code": 429'),
        (Fault(Kind.REFUSED, 403, "no"), 200, '"description": "no"'),
        (Fault(Kind.STATUS, 429), 429, '"error_code": 429'),
        (Fault(Kind.STATUS), 500, '"error_code": 500'),
        (Fault(Kind.HTML), 502, "502 Bad Gateway"),
        (Fault(Kind.HTML, 504), 504, "<html>"),
        (Fault(Kind.GARBAGE), 200, "<html>"),
        (Fault(Kind.HANG, seconds=0.001), 504, "<html>"),
    ],
)
async def test_fault_is_answered_as_asked_and_once(
    site: Site, fault: Fault, status: int, words: str
) -> None:
    site.emulator.fail("sendMessage", fault)

    got, body = await _post(site)

    assert (got, words in body) == (status, True)
    assert site.emulator.sent(BOT, HOA) == ()
    assert (await _post(site))[0] == 200
    assert len(site.emulator.sent(BOT, HOA)) == 1


async def test_connection_drops_before_or_after_it_was_taken(site: Site) -> None:
    site.emulator.fail("sendMessage", Fault(Kind.CUT))
    with pytest.raises(ClientError):
        await _post(site)
    assert site.emulator.sent(BOT, HOA) == ()
    site.emulator.fail("sendMessage", Fault(Kind.CUT, takes=True))
    with pytest.raises(ClientError):
        await _post(site)

    assert [sent.text for sent in site.emulator.sent(BOT, HOA)] == ["vâng"]


async def test_call_hangs_until_the_client_gives_up(site: Site) -> None:
    site.emulator.fail("sendMessage", Fault(Kind.HANG, takes=True))
    with pytest.raises(TimeoutError):
        await _post(site)

    assert len(site.emulator.sent(BOT, HOA)) == 1


async def test_faults_come_as_often_as_asked_and_for_their_method(site: Site) -> None:
    site.emulator.fail("sendMessage", Kind.STATUS, times=2, code=503)

    statuses = [(await _post(site))[0] for _ in range(3)]

    assert (await site.call("getMe")).code == 0
    assert statuses == [503, 503, 200]


async def test_fault_may_meet_any_method(site: Site) -> None:
    site.emulator.fail("*", Kind.HTML)

    async with site.session.get(f"{site.url}/bot{TOKEN}/getUpdates") as response:
        assert response.status == 502
    assert (await site.call("getMe")).code == 0


async def test_what_was_asked_for_can_be_taken_back(site: Site) -> None:
    script = Script()
    site.emulator.take_faults_from(script)
    script.add("*", Fault(Kind.CUT), times=9)
    script.clear()

    assert (await site.call("getMe")).code == 0
