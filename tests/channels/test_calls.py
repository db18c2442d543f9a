"""The HTTP client of the channels, over a real server on loopback."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.channels.calls import ANSWER_BYTES, Answer, open_calls
from bot.channels.failures import Misconfigured, SendError, Unreachable

SECRET = "987654321:tokenThatNobodyMaySee"
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Serve) -> AsyncIterator[str]:
    app = web.Application(client_max_size=10_000_000)
    app.router.add_route("*", "/{rest:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def saying(raw: bytes) -> AsyncIterator[str]:
    """A server that says just these bytes to whoever asks, and hangs up."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(raw)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def mirror(request: web.Request) -> web.Response:
    return web.json_response(
        {
            "method": request.method,
            "path": request.path_qs,
            "type": request.content_type,
            "token": request.headers.get("access_token"),
            "body": (await request.read()).decode(),
        },
        headers={"X-RateLimit-Remain": "7"},
    )


async def test_json_is_posted_and_the_answer_comes_parsed() -> None:
    async with serving(mirror) as url, open_calls() as calls:
        answer = await calls.post_json(
            f"{url}/bot1/sendMessage",
            {"text": "chào bác"},
            seconds=5,
            headers={"access_token": "t"},
        )

    assert answer.status == 200
    assert answer.headers["x-ratelimit-remain"] == "7"
    assert answer.body == {
        "method": "POST",
        "path": "/bot1/sendMessage",
        "type": "application/json",
        "token": "t",
        "body": '{"text": "ch\\u00e0o b\\u00e1c"}',
    }


async def test_half_a_surrogate_pair_can_be_posted() -> None:
    async with serving(mirror) as url, open_calls() as calls:
        answer = await calls.post_json(url, {"text": "\ud83d"}, seconds=5)

    assert answer.body["body"] == '{"text": "\\ud83d"}'


async def test_a_query_is_escaped() -> None:
    async with serving(mirror) as url, open_calls() as calls:
        answer = await calls.get(f"{url}/me", seconds=5, query={"data": '{"a":"b&c"}'})

    assert answer.body["method"] == "GET"
    assert answer.body["path"] == "/me?data=%7B%22a%22:%22b%26c%22%7D"


async def test_a_form_is_posted() -> None:
    async with serving(mirror) as url, open_calls() as calls:
        answer = await calls.post_form(url, {"code": "a b", "app_id": "1"}, seconds=5)

    assert answer.body["type"] == "application/x-www-form-urlencoded"
    assert answer.body["body"] == "code=a+b&app_id=1"


async def test_a_file_is_posted_with_its_name_and_kind() -> None:
    async with serving(mirror) as url, open_calls() as calls:
        answer = await calls.post_file(
            url, b"%PDF-1.7", name="tổng hợp.pdf", mime="application/pdf", seconds=5
        )

    assert answer.body["type"] == "multipart/form-data"
    assert 'name="file"; filename="tổng hợp.pdf"' in answer.body["body"]
    assert "Content-Type: application/pdf" in answer.body["body"]
    assert "%PDF-1.7" in answer.body["body"]


@pytest.mark.parametrize(
    ("status", "raw", "body"),
    [
        (200, b'{"ok": true}', {"ok": True}),
        (200, b"<html>OK</html>", None),
        (200, b"", None),
        (200, b"[" * 100_000, None),
        (200, b"1" * 5_000, None),
        (200, b'"\xff"', None),
        (401, b"Unauthorized", None),
        (408, b'{"ok": false, "error_code": 408}', {"ok": False, "error_code": 408}),
        (500, b'{"ok": false, "error_code": 500}', {"ok": False, "error_code": 500}),
    ],
)
async def test_whatever_was_said_is_an_answer(status: int, raw: bytes, body: object) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=status, body=raw)

    async with serving(handler) as url, open_calls() as calls:
        answer = await calls.post_json(url, {}, seconds=5)

    assert (answer.status, answer.body) == (status, body)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_that_fails_without_a_word_is_not_reached(status: int) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=status, text="<html>Bad gateway</html>")

    async with serving(handler) as url, open_calls() as calls:
        with pytest.raises(Unreachable, match=str(status)):
            await calls.get(url, seconds=5)


async def test_a_redirect_is_not_followed() -> None:
    asked: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async with serving(handler) as url, open_calls() as calls:
        answer = await calls.get(f"{url}/here", seconds=5)

    assert answer.status == 302
    assert asked == ["/here"]


async def test_no_cookie_is_kept() -> None:
    told: list[str | None] = []

    async def handler(request: web.Request) -> web.Response:
        told.append(request.headers.get("Cookie"))
        response = web.json_response({})
        response.set_cookie("who", "me")
        return response

    async with serving(handler) as url, open_calls() as calls:
        await calls.get(url, seconds=5)
        await calls.get(url, seconds=5)

    assert told == [None, None]


async def test_an_answer_without_end_is_not_read_to_it() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(ANSWER_BYTES // 50_000 + 100):
            await response.write(b" " * 50_000)
        return response

    async with serving(handler) as url, open_calls() as calls:
        with pytest.raises(Unreachable, match="too long"):
            await calls.get(url, seconds=30)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
    ],
)
async def test_what_is_no_whole_answer_is_not_reached(raw: bytes) -> None:
    async with saying(raw) as url, open_calls() as calls:
        with pytest.raises(Unreachable):
            await calls.get(url, seconds=5)


async def test_a_silent_server_is_not_waited_for() -> None:
    released = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        await released.wait()
        return web.json_response({})

    async with serving(handler) as url, open_calls() as calls:
        with pytest.raises(Unreachable):
            await calls.get(url, seconds=0.05)
        released.set()


async def test_nobody_there_is_not_reached() -> None:
    async with saying(b"") as url:
        pass
    async with open_calls() as calls:
        with pytest.raises(Unreachable):
            await calls.get(url, seconds=5)


@pytest.mark.parametrize("url", ["http://", "nonsense", f"http://{'a' * 70}.vn/"])
async def test_what_is_no_address_is_for_the_operator(url: str) -> None:
    async with open_calls() as calls:
        with pytest.raises((Misconfigured, Unreachable)):
            await calls.get(url, seconds=1)


@pytest.mark.parametrize("raw", [b"", b"HTTP/1.1 502 Bad\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n{}"])
async def test_nothing_secret_is_in_errors_logs_or_reprs(
    raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caught: SendError | None = None
    told: list[str] = []
    with caplog.at_level(logging.DEBUG):
        async with saying(raw) as url, open_calls() as calls:
            try:
                answer = await calls.post_json(
                    f"{url}/bot{SECRET}/sendMessage",
                    {"text": SECRET},
                    seconds=5,
                    headers={"access_token": SECRET},
                )
                told.append(repr(answer))
            except SendError as error:
                caught = error
    if caught is not None:
        told.extend((repr(caught), *traceback.format_exception(caught)))
        assert caught.__context__ is None

    assert told
    assert SECRET not in "".join(told) + caplog.text


def test_an_answer_shows_its_status_alone() -> None:
    assert repr(Answer(200, {"set-cookie": "s"}, {"access_token": "t"})) == "Answer(status=200)"
