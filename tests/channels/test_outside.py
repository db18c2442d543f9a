"""Nothing but public addresses is ever asked, however they are written and wherever they lead."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.failures import FetchFailed
from bot.channels.outside import REDIRECTS, fetch_outside, host_of, is_outside

LIMIT = 10_000
HERE = "127.0.0.1"
PUBLIC = "203.205.10.1"  # VNG's own network: public, and never asked here
PICTURE = b"\xff\xd8\xff\xe0" + b"picture" * 100

HOSTILE = [
    "http://127.0.0.1/x.jpg",
    "http://127.0.0.1:{port}/x.jpg",
    "http://127.1/x.jpg",
    "http://127.0.0.1./x.jpg",
    "http://2130706433/x.jpg",
    "http://0x7f000001/x.jpg",
    "http://0x7f.0.0.1/x.jpg",
    "http://0177.0.0.1/x.jpg",
    "http://017700000001/x.jpg",
    "http://0/x.jpg",
    "http://0.0.0.0/x.jpg",
    "http://localhost/x.jpg",
    "http://localhost:{port}/x.jpg",
    "http://intranet/x.jpg",
    "http://10.0.0.1/x.jpg",
    "http://172.16.5.4/x.jpg",
    "http://192.168.1.1/x.jpg",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.1.1/x.jpg",
    "http://192.0.0.192/x.jpg",
    "http://168.63.129.16/machine?comp=goalstate",
    "http://192.88.99.1/x.jpg",
    "http://198.18.0.1/x.jpg",
    "http://224.0.0.1/x.jpg",
    "http://240.0.0.1/x.jpg",
    "http://255.255.255.255/x.jpg",
    "http://[::1]/x.jpg",
    "http://[::]/x.jpg",
    "http://[::ffff:127.0.0.1]/x.jpg",
    "http://[::ffff:7f00:1]/x.jpg",
    "http://[::127.0.0.1]/x.jpg",
    "http://[fe80::1]/x.jpg",
    "http://[fe80::1%25eth0]/x.jpg",
    "http://[fc00::1]/x.jpg",
    "http://[fec0::1]/x.jpg",
    "http://[3fff::1]/x.jpg",
    "http://[::ffff:168.63.129.16]/x.jpg",
    "http://[64:ff9b::a83f:8110]/x.jpg",
    "http://[ff02::1]/x.jpg",
    "http://[64:ff9b::7f00:1]/x.jpg",
    "http://[64:ff9b:1::1]/x.jpg",
    "http://[2002:7f00:1::]/x.jpg",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/x.jpg",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://127。0。0。1/x.jpg",
    "http://①②⑦.⓪.⓪.①/x.jpg",
    "http://loopback.test/x.jpg",
    "http://mixed.test/x.jpg",
    "http://metadata.test/x.jpg",
    "http://mapped.test/x.jpg",
    "http://user@photo.test/x.jpg",
    "http://user:geheim@photo.test/x.jpg",
    "http://photo.test@127.0.0.1/x.jpg",
    "http://photo.test\\@127.0.0.1/x.jpg",
    "http://photo.test%2f@127.0.0.1/x.jpg",
    "http://photo.test%00.127.0.0.1/x.jpg",
    "http://photo.test:0/x.jpg",
    "http://photo.test:99999/x.jpg",
    "http://photo.test/a b.jpg",
    "http://photo.test/\r\nHost: 127.0.0.1",
    "http:///x.jpg",
    "http://[::1/x.jpg",
    "//photo.test/x.jpg",
    "photo.test/x.jpg",
    "file:///etc/passwd",
    "ftp://photo.test/x.jpg",
    "gopher://127.0.0.1:6379/_INFO",
    "data:image/png;base64,AAAA",
    "http://photo.test/" + "x" * 3_000,
    "",
]


@dataclass(slots=True)
class Names:
    """Stands for the DNS: each look-up of one name gives the next answer, the last one for good."""

    known: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> Sequence[str]:  # noqa: ARG002
        self.asked.append(host)
        answers = self.known.get(host)
        if not answers:
            raise OSError
        return answers.pop(0) if len(answers) > 1 else answers[0]


def names() -> Names:
    return Names(
        {
            "loopback.test": [[HERE]],
            "mixed.test": [[PUBLIC, HERE]],
            "metadata.test": [["169.254.169.254"]],
            "mapped.test": [["::ffff:10.0.0.1"]],
            "photo.test": [[PUBLIC]],
            "ours.test": [[HERE]],
        }
    )


@dataclass(slots=True)
class Outer:
    """A server on loopback, which only `hosts` lets us reach, and every path that it was asked."""

    port: int
    asked: list[str]

    async def fetch(self, path: str, *, limit: int = LIMIT) -> bytes:
        return await fetch_outside(
            f"http://ours.test:{self.port}{path}", limit=limit, hosts=["ours.test"], lookup=names()
        )

    async def failure(self, path: str) -> tuple[str, bool]:
        with pytest.raises(FetchFailed) as caught:
            await self.fetch(path)
        assert caught.value.__cause__ is None
        return caught.value.reason, caught.value.lasting


@asynccontextmanager
async def outer() -> AsyncIterator[Outer]:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path_qs)
        match request.path.strip("/").split("/"):
            case ["to"]:
                to = request.query["url"].format(port=request.url.port)
                return web.Response(status=302, headers={"Location": to})
            case ["hop", count]:
                left = int(count) - 1
                raise web.HTTPFound("/photo.jpg" if left == 0 else f"/hop/{left}")
            case ["status", status]:
                return web.Response(status=int(status))
            case ["nowhere"]:
                return web.Response(status=302)
            case ["long"]:
                return await _drip(request, b"x" * 1_000, 100)
            case ["liar"]:
                return web.Response(body=b"x" * LIMIT * 2)
            case ["bomb"]:
                packed = gzip.compress(b"\0" * 5_000_000)
                return web.Response(body=packed, headers={"Content-Encoding": "gzip"})
            case ["cut"]:
                response = web.StreamResponse(headers={"Content-Length": "500"})
                await response.prepare(request)
                await response.write(b"half")
                assert request.transport is not None
                request.transport.close()
                return response
            case _:
                return web.Response(body=PICTURE)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    async with TestServer(app) as server:
        assert server.port is not None
        yield Outer(server.port, asked)


async def _drip(request: web.Request, piece: bytes, count: int) -> web.StreamResponse:
    """Says nothing of its length."""
    response = web.StreamResponse()
    response.enable_chunked_encoding()
    await response.prepare(request)
    for _ in range(count):
        try:
            await response.write(piece)
        except ConnectionError:
            break
    return response


@pytest.mark.parametrize("url", HOSTILE)
async def test_hostile_address_is_refused_for_good_and_asked_nothing(url: str) -> None:
    async with outer() as there:
        with pytest.raises(FetchFailed) as caught:
            await fetch_outside(url.format(port=there.port), limit=LIMIT, lookup=names())

        assert (caught.value.reason, caught.value.lasting) == ("forbidden_address", True)
        assert there.asked == []


@pytest.mark.parametrize("url", HOSTILE[: HOSTILE.index("http://photo.test/a b.jpg")])
async def test_redirect_to_a_hostile_address_is_refused_for_good(url: str) -> None:
    async with outer() as there:
        query = "/to?url=" + _quoted(url)
        assert await there.failure(query) == ("forbidden_address", True)
        assert len(there.asked) == 1


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())


async def test_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to() -> None:
    """Rebinding: had we asked a second time, the name would mean this machine."""
    rebinding = Names({"photo.test": [["192.0.2.1"], [HERE]]})
    async with outer() as there:
        with pytest.raises(FetchFailed) as caught:
            await fetch_outside(
                f"http://photo.test:{there.port}/x.jpg", limit=LIMIT, lookup=rebinding
            )

        assert caught.value.reason == "forbidden_address"
        assert (rebinding.asked, there.asked) == (["photo.test"], [])


async def test_next_hop_of_a_redirect_is_looked_up_anew() -> None:
    """A name that was let through by its public address is not trusted the second time."""
    changing = Names({"ours.test": [[HERE], [HERE]], "photo.test": [["10.0.0.1"]]})
    async with outer() as there:
        url = f"http://ours.test:{there.port}/to?url=" + _quoted("http://photo.test/x.jpg")
        with pytest.raises(FetchFailed) as caught:
            await fetch_outside(url, limit=LIMIT, hosts=["ours.test"], lookup=changing)

    assert caught.value.reason == "forbidden_address"
    assert changing.asked == ["ours.test", "photo.test"]


async def test_host_of_the_operators_list_is_let_through_and_no_other() -> None:
    async with outer() as there:
        url = f"http://127.0.0.1:{there.port}/photo.jpg"

        assert await fetch_outside(url, limit=LIMIT, hosts=["127.0.0.1"]) == PICTURE
        with pytest.raises(FetchFailed):
            await fetch_outside(url, limit=LIMIT, hosts=["127.0.0.2", "localhost"])


@pytest.mark.parametrize("hops", [1, REDIRECTS])
async def test_few_redirects_are_followed(hops: int) -> None:
    async with outer() as there:
        assert await there.fetch(f"/hop/{hops}") == PICTURE


async def test_endless_redirects_end() -> None:
    async with outer() as there:
        assert await there.failure(f"/hop/{REDIRECTS + 1}") == ("too_many_redirects", True)
        assert len(there.asked) == REDIRECTS + 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/status/404", ("gone", True)),
        ("/status/410", ("gone", True)),
        ("/status/403", ("gone", True)),
        ("/status/429", ("unreachable", False)),
        ("/status/500", ("unreachable", False)),
        ("/status/503", ("unreachable", False)),
        ("/status/206", ("unreachable", False)),
        ("/nowhere", ("unreachable", False)),
        ("/cut", ("unreachable", False)),
        ("/long", ("too_large", True)),
        ("/liar", ("too_large", True)),
        ("/bomb", ("packed", True)),
    ],
)
async def test_what_does_not_come_says_whether_it_may_come_later(
    path: str, expected: tuple[str, bool]
) -> None:
    async with outer() as there:
        assert await there.failure(path) == expected


async def test_name_that_nobody_knows_may_be_known_later() -> None:
    with pytest.raises(FetchFailed) as caught:
        await fetch_outside("http://nobody.test/x.jpg", limit=LIMIT, lookup=names())

    assert (caught.value.reason, caught.value.lasting) == ("unreachable", False)


async def test_largest_that_is_taken_comes_whole() -> None:
    async with outer() as there:
        assert await there.fetch("/photo.jpg", limit=len(PICTURE)) == PICTURE


async def test_signed_address_is_asked_for_as_it_was_given() -> None:
    async with outer() as there:
        await there.fetch("/photo.jpg?sig=a%2Bb%2Fc%3D&x=%20")

        assert there.asked == ["/photo.jpg?sig=a%2Bb%2Fc%3D&x=%20"]


async def test_server_that_drips_is_let_go() -> None:
    hung_up = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")
        await reader.read()  # until the caller has hung up
        writer.close()
        hung_up.set()

    async with await asyncio.start_server(serve, HERE, 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(FetchFailed) as caught:
            await fetch_outside(
                f"http://127.0.0.1:{port}/", limit=LIMIT, hosts=[HERE], total_seconds=0.2
            )
        await hung_up.wait()

    assert (caught.value.reason, caught.value.lasting) == ("silent", False)


async def test_no_address_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with outer() as there:
            for path in ("/photo.jpg?token=geheim-99", "/status/500?token=geheim-99"):
                try:
                    await there.fetch(path)
                except FetchFailed as failed:
                    assert "geheim-99" not in repr(failed)  # noqa: PT017  # one of two fails
            caplog.clear()
            with pytest.raises(FetchFailed):
                await fetch_outside("http://nobody.test/geheim-99", limit=LIMIT, lookup=names())

    assert "geheim-99" not in caplog.text


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_outside(address: str) -> None:
    assert is_outside(address)


@pytest.mark.parametrize("address", ["", "x", "fe80::1%eth0", "8.8.8.8%eth0x", "192.88.99.1.1"])
def test_what_is_no_address_is_not_outside(address: str) -> None:
    assert not is_outside(address)


def test_host_is_read_in_small_letters() -> None:
    assert host_of("HTTPS://Photo.TEST:443/X.JPG?a=b") == "photo.test"
