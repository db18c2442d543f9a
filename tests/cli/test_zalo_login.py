"""`toso zalo oa-login` from the first line to the pair in the store, on a made-up Zalo."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.__main__ import OPERATOR
from bot.cli.refusal import Refusal
from bot.cli.zalo_arguments import OaLogin
from bot.cli.zalo_login import run_oa_login
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.settings import read_settings
from bot.texts import Texts
from models.oa_claims import HeldPair, Whose, find_held_pair
from models.opening import open_installation
from tests.cli.communes import NOW, REAL, lay_real_commune
from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.faults import Fault, Kind

TEXTS = Texts()
PUBLIC = "https://to.example.vn"


def words(text: Text) -> str:
    return TEXTS.render(text, OPERATOR)


@dataclass
class Desk:
    path: Path
    emulator: ZaloOaEmulator
    address: str
    capsys: pytest.CaptureFixture[str]
    shown: str = ""

    def browser(self, **changed: str) -> str:
        """The administrator opens what was shown and presses "Cho phép"; where they land."""
        self.shown += self.capsys.readouterr().out
        opened = next(word for word in self.shown.split() if "/v4/oa/permission?" in word)
        opened = opened.strip('",{}')
        assert opened.startswith(f"{self.address}/v4/oa/permission?")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(opened).query).items()}
        asked |= changed
        assert asked["app_id"] == self.emulator.rules.app_id
        return self.emulator.tokens.allow(
            redirect=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            state=asked.get("state", ""),
        )

    async def run(
        self,
        *typed: Callable[[], str] | str,
        public: str = PUBLIC,
        **options: Any,  # noqa: ANN401  # of the command
    ) -> int:
        """Each line is typed when it is asked for."""
        lines = list(typed)

        def hear() -> str:
            line = lines.pop(0) if lines else ""
            return line if isinstance(line, str) else f"{line()}\n"

        rules = self.emulator.rules
        settings = read_settings(
            {
                "TOSO_ZALO_OA_APP_ID": rules.app_id,
                "TOSO_ZALO_OA_APP_SECRET": rules.app_secret,
                "TOSO_ZALO_OAUTH": self.address,
                "TOSO_ZALO_OA_API": self.address,
                "TOSO_PUBLIC_URL": public,
            }
        )
        given = {"listen": None, "verifier_file": None, "other_oa": False, "as_json": False}
        command = OaLogin(database=str(self.path), **(given | options))
        return await asyncio.to_thread(
            run_oa_login, command, settings, words, clock=SetClock(NOW), hear=hear
        )

    async def refusal(self, *typed: Callable[[], str] | str, **options: Any) -> str:  # noqa: ANN401  # of the command
        with pytest.raises(Refusal) as raised:
            await self.run(*typed, **options)
        return words(raised.value.text)

    async def tokens(self) -> HeldPair | None:
        database = await open_installation(self.path, now=NOW)
        try:
            async with database.read() as connection:
                return await find_held_pair(connection, Whose(REAL, self.emulator.rules.app_id))
        finally:
            await database.close()

    def last_shown(self) -> str:
        self.shown += self.capsys.readouterr().out
        return self.shown


@pytest.fixture
async def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Desk]:
    async with opened(tmp_path, capsys) as found:
        yield found


@asynccontextmanager
async def opened(folder: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Desk]:
    path = folder / "toso.db"
    await lay_real_commune(path)
    emulator = ZaloOaEmulator(clock=MovedClock(SetClock(NOW)))
    async with emulator.running() as address:
        yield Desk(path, emulator, address, capsys)


async def test_pasted_address_becomes_the_stored_pair(desk: Desk) -> None:
    code = await desk.run(desk.browser)

    tokens = await desk.tokens()
    pair = desk.emulator.tokens.pairs[-1]
    shown = desk.last_shown()
    assert code == 0
    assert tokens is not None
    assert (tokens.access, tokens.refresh) == (pair.access, pair.refresh)
    assert tokens.oa_id == desk.emulator.rules.oa_id
    assert f"{PUBLIC}/zalo/oa/callback" in shown
    assert "OA Tổ Số" in shown


async def test_browser_on_this_machine_answers_by_itself(desk: Desk) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    from aiohttp import ClientSession

    async with asyncio.TaskGroup() as group, ClientSession() as http:
        work = group.create_task(desk.run(listen=port, public=""))
        while "permission?" not in desk.last_shown():  # noqa: ASYNC110  # of another thread
            await asyncio.sleep(0.01)
        landed = desk.browser()
        async with http.get(f"http://127.0.0.1:{port}/zalo/oa/callback?code=x&state=y") as foreign:
            assert foreign.status == 404
        async with http.get(f"http://127.0.0.1:{port}/favicon.ico") as other:
            assert other.status == 404
        async with http.get(landed) as answer:
            assert "Mời quay lại" in await answer.text()

    assert work.result() == 0
    assert landed.startswith(f"http://127.0.0.1:{port}/zalo/oa/callback?")
    assert (await desk.tokens()) is not None


async def test_words_that_are_no_address_are_asked_for_again(desk: Desk) -> None:
    code = await desk.run("vâng\n", "https://zalo.me/\n", desk.browser)

    assert code == 0
    assert desk.last_shown().count("Chưa thấy chữ code=") == 2


async def test_address_without_our_state_is_taken_from_a_hand(desk: Desk) -> None:
    assert await desk.run(lambda: desk.browser(state="")) == 0


async def test_answer_of_another_walk_is_not_taken(desk: Desk) -> None:
    said = await desk.refusal(lambda: desk.browser(state="of-another"))

    assert "không phải của lần cấp quyền vừa mở" in said
    assert desk.emulator.calls == []


async def test_code_for_another_verifier_is_not_taken(desk: Desk) -> None:
    said = await desk.refusal(lambda: desk.browser(code_challenge="x" * 43))

    assert "toso zalo oa-login" in said
    assert (await desk.tokens()) is None


async def test_late_code_is_said_kindly(desk: Desk) -> None:
    def late() -> str:
        landed = desk.browser()
        desk.emulator.clock.move(timedelta(minutes=11))
        return landed

    assert "trong 10 phút" in await desk.refusal(late)


@pytest.mark.parametrize(("code", "said"), [(-14002, "kích hoạt"), (-14003, "Callback")])
async def test_no_of_the_consents_page_is_said_with_what_to_do(
    desk: Desk, code: int, said: str
) -> None:
    address = f"{desk.address}/v4/permission/error?error_code={code}\n"

    assert said in await desk.refusal(address)


async def test_inactive_app_is_said_at_the_exchange_too(desk: Desk) -> None:
    def late() -> str:
        landed = desk.browser()
        desk.emulator.rules.is_app_active = False
        return landed

    assert "kích hoạt" in await desk.refusal(late)


async def test_zalo_that_cannot_be_reached_is_said(desk: Desk) -> None:
    desk.emulator.faults.add(Fault(Kind.CUT, path="/v4/oa/access_token"))

    assert "Chưa gọi được Zalo" in await desk.refusal(desk.browser)


async def test_end_of_what_is_typed_changes_nothing(desk: Desk) -> None:
    assert "chưa thay đổi gì" in await desk.refusal()
    assert (await desk.tokens()) is None


async def test_without_an_address_to_come_back_to_it_says_what_to_set(desk: Desk) -> None:
    assert "TOSO_PUBLIC_URL" in await desk.refusal(public="")


async def test_another_official_account_needs_to_be_meant(desk: Desk) -> None:
    await desk.run(desk.browser)
    before = await desk.tokens()
    desk.emulator.rules.oa_id = "999"
    desk.shown = ""

    said = await desk.refusal(desk.browser)
    kept = await desk.tokens()
    desk.shown = ""
    code = await desk.run(desk.browser, other_oa=True)

    after = await desk.tokens()
    assert "999" in said
    assert kept == before
    assert code == 0
    assert after is not None
    assert after.oa_id == "999"


async def test_kept_verifier_gives_the_challenge_that_the_console_knows(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "verifier"

    await desk.run(desk.browser, verifier_file=file)
    first, desk.shown = desk.last_shown(), ""
    await desk.run(desk.browser, verifier_file=file)
    second = desk.last_shown()

    challenges = {line for line in (first + second).splitlines() if "Code challenge" in line}
    assert len(challenges) == 1
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().strip() not in first + second


async def test_unusable_verifier_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "verifier"
    file.write_text("short\n")

    assert str(file) in await desk.refusal(desk.browser, verifier_file=file)


async def test_json_is_two_lines(desk: Desk) -> None:
    code = await desk.run(desk.browser, as_json=True)

    first, second = (json.loads(line) for line in desk.last_shown().splitlines())
    assert code == 0
    assert first["redirect"] == f"{PUBLIC}/zalo/oa/callback"
    assert second == {
        "ok": True,
        "oa_id": desk.emulator.rules.oa_id,
        "name": "Tổ Số",
        "expires_at": "2026-11-17T01:59:00Z",
        "freed": 0,
    }


async def test_failure_in_json_has_a_reason(desk: Desk) -> None:
    code = await desk.run(as_json=True)

    told = json.loads(desk.last_shown().splitlines()[-1])
    assert code == 1
    assert (told["ok"], told["reason"]) == (False, "stopped")


async def test_no_secret_is_shown_or_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await desk.run(desk.browser)

    tokens = await desk.tokens()
    assert tokens is not None
    said = desk.last_shown() + caplog.text
    secrets = [desk.emulator.rules.app_secret, tokens.access, tokens.refresh]
    assert [each for each in secrets if each in said] == []
