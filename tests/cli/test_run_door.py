"""What the world meets at the door of `toso run`, in a process of its own."""

import io
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.cli.communes import make_real_commune, serving

SECRET = "geheim-99"
BOT = "/zalo/bot/hp1"
ENVIRON = {
    "TOSO_ZALO_BOT_TOKENS": "hp1=123:geheim-98",
    "TOSO_ZALO_BOT_SECRET": SECRET,
    "TOSO_ZALO_BOT_API": "http://127.0.0.1:9",  # nobody is there
    "TOSO_PUBLIC_URL": "https://to.example.vn",
    "TOSO_LOG": "error",
}
HEADER = "X-Bot-Api-Secret-Token"


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return make_real_commune(tmp_path / "toso.db")


async def test_strangers_are_turned_away_and_the_bot_platform_is_heard(real: Path) -> None:
    knocks = [
        ("POST", BOT, {HEADER: SECRET}, b"{}"),
        ("POST", BOT, {HEADER: "wrong"}, b"{}"),
        ("POST", BOT, {}, b"{}"),
        ("POST", BOT, {HEADER: SECRET}, b"no json"),
        ("POST", BOT, {HEADER: SECRET}, b"x" * 10_000_000),
        ("GET", BOT, {}, b""),
        ("POST", "/zalo/bot/other", {HEADER: SECRET}, b"{}"),
        ("GET", "/f/01kb2x3y4z5a6b7c-0-" + "0" * 32, {}, b""),
    ]
    statuses = []
    async with (
        serving("--port", "0", "--db", real, **ENVIRON) as served,
        ClientSession(served.address) as world,
    ):
        for method, path, headers, body in knocks:
            async with world.request(method, path, headers=headers, data=io.BytesIO(body)) as told:
                assert SECRET not in str(told.headers)
                statuses.append(told.status)

    assert statuses == [200, 401, 401, 400, 413, 405, 404, 404]
