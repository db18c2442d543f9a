"""What providers hand over, on the port of the page."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession, web

from bot.channels.web.hooks import Hooks
from bot.channels.web.rates import PER_ADDRESS
from bot.channels.webhook import BODY_BYTES, Hook
from models.database import Database
from tests.channels.web.site import open_site

PATH = "/zalo/bot/hp1"


@dataclass(slots=True)
class Taking:
    """Keeps what it was handed; `status` is what it says."""

    status: int = 200
    taken: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, headers: Mapping[str, str], body: bytes) -> int:
        self.taken.append((headers, body))
        return self.status


@asynccontextmanager
async def serving(taking: Taking, *, body_seconds: float = 10.0) -> AsyncIterator[int]:
    """The hook alone; what still comes when a test is over is not waited for."""
    app = web.Application()
    app.add_routes(Hooks([Hook(PATH, taking)], body_seconds=body_seconds).routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


async def _broken(_headers: Mapping[str, str], _body: bytes) -> int:
    return int("số căn cước 012345678901")


async def test_hook_gets_the_raw_body_without_cookie_or_page(
    database: Database, tmp_path: Path
) -> None:
    taking, body = Taking(), '{ "text" :\t"Đủ dấu" }\n'.encode()
    async with (
        open_site(database, tmp_path, hooks=[Hook(PATH, taking)]) as site,
        ClientSession(site.address) as provider,
        provider.post(
            PATH,
            data=body,
            headers={"X-Bot-Api-Secret-Token": "geheim-99", "Origin": "https://other.example"},
        ) as response,
    ):
        said = await response.read()

    ((headers, taken),) = taking.taken
    assert (response.status, said, taken) == (200, b"", body)
    assert headers["x-bot-api-secret-token"] == "geheim-99"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("status", [200, 401, 403, 503])
async def test_status_is_the_hooks_own(database: Database, tmp_path: Path, status: int) -> None:
    async with (
        open_site(database, tmp_path, hooks=[Hook(PATH, Taking(status))]) as site,
        ClientSession(site.address) as provider,
        provider.post(PATH, data=b"{}") as response,
    ):
        assert (response.status, await response.read()) == (status, b"")


@pytest.mark.parametrize("says_length", [True, False])
async def test_ten_megabytes_are_refused_and_reach_nobody(*, says_length: bool) -> None:
    taking, body = Taking(), b"x" * 10_000_000

    async def pieces():  # noqa: ANN202  # a generator of this test alone
        for place in range(0, len(body), 65_536):
            yield body[place : place + 65_536]

    async with (
        serving(taking) as port,
        ClientSession(f"http://127.0.0.1:{port}") as provider,
        provider.post(PATH, data=io.BytesIO(body) if says_length else pieces()) as response,
    ):
        assert (response.status, await response.read()) == (413, b"")

    assert taking.taken == []


async def test_largest_body_is_taken(database: Database, tmp_path: Path) -> None:
    taking = Taking()
    async with (
        open_site(database, tmp_path, hooks=[Hook(PATH, taking)]) as site,
        ClientSession(site.address) as provider,
        provider.post(PATH, data=b"x" * BODY_BYTES) as response,
    ):
        assert response.status == 200

    assert len(taking.taken[0][1]) == BODY_BYTES


async def test_body_that_does_not_come_is_not_waited_for() -> None:
    taking = Taking()
    async with serving(taking, body_seconds=0.05) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf".encode())
        answered = await reader.readline()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    assert answered == b"HTTP/1.1 408 Request Timeout\r\n"
    assert taking.taken == []


async def test_fault_of_ours_asks_the_provider_to_come_again_and_logs_no_word(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        open_site(database, tmp_path, hooks=[Hook(PATH, _broken)]) as site,
        ClientSession(site.address) as provider,
        provider.post(PATH, data=b"{}", headers={"X-Bot-Api-Secret-Token": "geheim-99"}) as told,
    ):
        assert (told.status, await told.read()) == (503, b"")

    (record,) = [each for each in caplog.records if each.name == "toso.web"]
    assert record.fields["route"] == PATH  # type: ignore[attr-defined]  # the house's own
    assert "012345678901" not in caplog.text
    assert "geheim-99" not in caplog.text


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
async def test_nothing_but_posting_is_served(
    database: Database, tmp_path: Path, method: str
) -> None:
    taking = Taking()
    async with (
        open_site(database, tmp_path, hooks=[Hook(PATH, taking)]) as site,
        ClientSession(site.address) as provider,
        provider.request(method, PATH) as response,
    ):
        assert response.status == 405

    assert taking.taken == []


async def test_messages_from_one_address_are_all_taken_however_many(
    database: Database, tmp_path: Path
) -> None:
    """More than a browser's address may send in ten seconds of this clock, which stands still."""
    taking, statuses = Taking(), set()
    async with (
        open_site(database, tmp_path, hooks=[Hook(PATH, taking)]) as site,
        ClientSession(site.address) as provider,
    ):
        for _ in range(PER_ADDRESS.most + 1):
            async with provider.post(PATH, data=b"{}") as response:
                statuses.add(response.status)

    assert (statuses, len(taking.taken)) == ({200}, PER_ADDRESS.most + 1)


async def test_path_of_no_hook_is_nowhere(database: Database, tmp_path: Path) -> None:
    async with (
        open_site(database, tmp_path) as site,
        ClientSession(site.address) as provider,
        provider.post("/zalo/bot/other", data=b"{}") as response,
    ):
        assert response.status == 404


async def test_caller_that_hangs_up_is_no_fault_of_ours(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        async with (
            open_site(database, tmp_path, hooks=[Hook(PATH, Taking())]) as site,
            ClientSession(site.address) as provider,
        ):

            async def half():  # noqa: ANN202  # a generator of this test alone
                yield b"half"
                raise ConnectionResetError

            with suppress(ClientConnectionError, ConnectionResetError):
                await provider.post(PATH, data=half())

    assert "request failed" not in caplog.text
