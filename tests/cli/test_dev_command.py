"""`toso dev zalo-emulator` in a process of its own, and where there is no source tree."""

import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path
from socket import socket

import pytest
from aiohttp import ClientSession

from bot.cli.dev import run_zalo_emulator
from bot.cli.dev_arguments import ZaloEmulator
from bot.cli.refusal import Refusal


async def test_emulator_of_the_official_account_says_its_page_and_what_to_set() -> None:
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "bot", "dev", "zalo-emulator", "oa"),
        *("--product", "http://127.0.0.1:9"),
        stdout=PIPE,
    )
    assert process.stdout is not None
    said = [(await process.stdout.readline()).decode().strip() for _ in range(10)]
    page = said[0].split()[-1]
    async with ClientSession() as http, http.get(page) as response:
        shown = await response.text()
    process.terminate()

    assert await process.wait() == 0
    assert "page.js" in shown
    assert "export TOSO_ZALO_OA_APP_ID=123456789" in said
    assert "export TOSO_PUBLIC_URL=http://127.0.0.1:9" in said
    assert f"export TOSO_ZALO_OA_API={page.partition('/_emulator')[0]}" in said


async def test_emulator_of_the_bot_platform_has_the_same_page() -> None:
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "bot", "dev", "zalo-emulator", "bot"), stdout=PIPE
    )
    assert process.stdout is not None
    said = [(await process.stdout.readline()).decode().strip() for _ in range(8)]
    page = said[0].split()[-1]
    async with ClientSession() as http:
        async with http.post(f"{page}act", json={"act": "sticker", "user": "Hoa"}) as response:
            told = await response.json()
        async with http.get(f"{page}talk?user=Hoa") as response:
            talk = await response.json()
    process.terminate()

    assert await process.wait() == 0
    assert "export TOSO_ZALO_BOT_TOKENS=hp1=123456789:abc" in said
    assert any(line.startswith("export TOSO_ZALO_BOT_SECRET=") for line in said)
    assert "export TOSO_PUBLIC_URL=http://127.0.0.1:8080" in said
    assert told["statuses"] == [0]
    assert [line["text"] for line in talk] == ["[Nhãn dán]"]


def test_installed_product_has_none_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        run_zalo_emulator(ZaloEmulator("oa", 0, "http://127.0.0.1:9"), str, sources=tmp_path)

    assert refusal.value.text.id == "cli.dev.not_here"


async def test_port_that_is_taken_is_answered_kindly() -> None:
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = await create_subprocess_exec(
            *(sys.executable, "-m", "bot", "dev", "zalo-emulator"),
            *("--port", str(other.getsockname()[1])),
            stdout=PIPE,
            stderr=PIPE,
        )
        said, complained = await process.communicate()

    assert (process.returncode, said) == (1, b"")
    assert "--port" in complained.decode()
