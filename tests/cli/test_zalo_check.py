"""`toso zalo check`: what is well, what is not and what could not be tried; nothing is changed."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels.calls import open_calls
from bot.channels.zalo_oa.signature import sign
from bot.cli.arguments import read_arguments
from bot.cli.refusal import Refusal
from bot.cli.zalo_check import BY_HAND, run_zalo_check
from bot.cli.zalo_check_arguments import ZaloCheck
from bot.cli.zalo_check_table import show_tried
from bot.cli.zalo_tries import Outcome, Tried, is_public, knock, of_clock
from bot.dialog.address import Address
from bot.dialog.text import Text
from bot.kernel.clock import SetClock, SystemClock
from bot.settings import Settings
from bot.texts import Reader, Texts
from bot.zalo_settings import BotMode, SendPath, ZaloBot, ZaloSettings
from models.oa_claims import Pair, Whose, log_in
from models.opening import open_installation
from tests.channels.test_calls import serving
from tests.cli.communes import REAL, make_real_commune
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.rules import Rules

APP, SECRET, OA_SECRET, OA = "123456789", "app-secret", "oa-secret", "3456789012345678901"
OFFLINE = "http://127.0.0.1:9"
TEXTS = Texts()


def words(text: Text) -> str:
    return TEXTS.render(text, Reader("vi", Address.BAN))


def zalo_of(address: str = OFFLINE, **more: Any) -> ZaloSettings:  # noqa: ANN401  # of many kinds
    given = ZaloSettings(
        app_id=APP, app_secret=SECRET, oa_secret=OA_SECRET, oa_api=address, bot_api=address
    )
    return replace(given, **more)


def examine(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    **command: Any,  # noqa: ANN401  # of many kinds
) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and each point by its name."""
    asked = replace(ZaloCheck(None, None, "", as_json=True), **command)
    code = run_zalo_check(asked, settings, words)
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is (code == 0)
    assert len(told["by_hand"]) == len(BY_HAND)
    return code, {one["name"]: one for one in told["tried"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_real_commune(tmp_path_factory.mktemp("made") / "toso.db").parent


@pytest.fixture
def commune(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "commune")
    return tmp_path / "commune" / "toso.db"


def with_oa(
    path: Path,
    look: Callable[[Settings, ZaloOaEmulator], None],
    *,
    rules: Rules | None = None,
    **zalo: Any,  # noqa: ANN401  # of many kinds
) -> list[str]:
    """Against an emulator that runs in a thread's loop beside; the calls that it got."""

    async def stand() -> list[str]:
        emulator = ZaloOaEmulator(rules)
        async with emulator.running() as address:
            await consent(path, emulator)
            settings = Settings(database=str(path), zalo=zalo_of(address, **zalo))
            await asyncio.to_thread(look, settings, emulator)
        return emulator.calls

    return asyncio.run(stand())


async def consent(path: Path, emulator: ZaloOaEmulator) -> None:
    given, now = emulator.tokens.issue(), SystemClock().now()
    pair = Pair(given.access, given.refresh, now + timedelta(hours=25))
    database = await open_installation(path, now=now)
    try:
        async with database.write() as connection:
            await log_in(
                connection,
                Whose(REAL, emulator.rules.app_id),
                pair,
                oa_id=emulator.rules.oa_id,
                channel="zalo_oa",
                now=now,
            )
    finally:
        await database.close()


def test_sound_account_is_told_and_nothing_is_changed(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def look(settings: Settings, emulator: ZaloOaEmulator) -> None:
        before = commune.read_bytes()
        code, tried = examine(settings, capsys)

        assert code == 1  # there is no public address
        assert tried["public_url"]["outcome"] == "no"
        assert tried["clock"]["outcome"] == "ok"
        assert tried["oa_account"]["outcome"] == "ok"
        assert emulator.rules.oa_name in tried["oa_account"]["message"]
        assert tried["oa_send_path"]["outcome"] == "untried"
        assert tried["oa_secret"]["outcome"] == "untried"
        assert commune.read_bytes() == before

    calls = with_oa(commune, look)

    assert [call for call in calls if "getoa" not in call] == ["GET /"]


@pytest.mark.parametrize(
    ("kind", "path", "outcome"),
    [
        (2, SendPath.V3, "untried"),
        (2, SendPath.V2, "no"),
        (4, SendPath.V2, "untried"),
        (4, SendPath.V3, "no"),
        (7, SendPath.V3, "untried"),
    ],
)
def test_path_of_sending_must_fit_the_kind(
    commune: Path, capsys: pytest.CaptureFixture[str], kind: int, path: SendPath, outcome: str
) -> None:
    def look(settings: Settings, _: ZaloOaEmulator) -> None:
        _, tried = examine(settings, capsys)
        assert tried["oa_send_path"]["outcome"] == outcome

    with_oa(commune, look, rules=Rules(oa_type=kind), send_path=path)


@pytest.mark.parametrize(
    ("rules", "said"),
    [(Rules(has_openapi=False), "-224"), (Rules(access_seconds=0), "mã truy cập")],
    ids=["plan", "token"],
)
def test_refused_account_says_why(
    commune: Path, capsys: pytest.CaptureFixture[str], rules: Rules, said: str
) -> None:
    def look(settings: Settings, _: ZaloOaEmulator) -> None:
        code, tried = examine(settings, capsys)
        assert (code, tried["oa_account"]["outcome"]) == (1, "no")
        assert said in tried["oa_account"]["message"]
        assert "oa_send_path" not in tried

    calls = with_oa(commune, look, rules=rules)

    assert not [call for call in calls if "access_token" in call]  # a refresh is not ours to spend


def test_without_network_nothing_is_claimed(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(
        database=str(commune), zalo=zalo_of(bots=(ZaloBot("hp1", "1:a"),), templates=(("r", "1"),))
    )
    _, tried = examine(settings, capsys)

    assert tried.pop("public_url")["outcome"] == "no"
    assert {one["outcome"] for one in tried.values()} == {"untried"}
    assert set(tried) == {"clock", "oa_account", "oa_secret", "zbs", "bot_hp1"}


def test_without_a_store_the_account_is_untried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, tried = examine(Settings(zalo=zalo_of()), capsys, database=str(tmp_path / "no.db"))

    assert tried["oa_account"]["outcome"] == "untried"
    assert not (tmp_path / "no.db").exists()


def test_what_came_in_and_went_out_is_proof(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moment = "2026-11-28 01:00:00"
    with closing(sqlite3.connect(commune)) as connection:
        connection.execute(
            "INSERT INTO inbox (commune_id, channel, provider_id, owner, kind, at, digest)"
            " VALUES (?, 'zalo_oa', 'm1', 'p1', 'TextSent', ?, 'x')",
            (REAL, moment),
        )
        connection.execute(
            "INSERT INTO outbox (commune_id, id, owner, channel, external_id, lane, identity,"
            " state, not_before, tries, created_at, finished_at)"
            " VALUES (?, 'o1', 'p1', 'zalo_oa', '7', 0, 'i1', 'sent', ?, 0, ?, ?)",
            (REAL, moment, moment, moment),
        )
        connection.commit()

    def look(settings: Settings, _: ZaloOaEmulator) -> None:
        _, tried = examine(settings, capsys)
        assert tried["oa_secret"]["outcome"] == tried["oa_send_path"]["outcome"] == "ok"
        assert "28/11/2026" in tried["oa_secret"]["message"]

    with_oa(commune, look)


@pytest.mark.parametrize(
    "signed",
    [
        (APP, OA_SECRET, "ok", "khớp"),
        (APP, SECRET, "no", "khóa của ứng dụng"),
        (OA, OA_SECRET, "no", "mã OA"),
        (APP, "other", "no", "không khớp khóa nào"),
    ],
)
def test_received_message_tells_which_key_fits(
    commune: Path, capsys: pytest.CaptureFixture[str], signed: tuple[str, str, str, str]
) -> None:
    id_, secret, outcome, said = signed
    file = commune.with_name("body.json")
    raw = b'{"app_id":"123456789","timestamp":"1700000000000"}'
    file.write_bytes(raw)
    mark = f"mac={sign(raw, '1700000000000', id_, secret)}"

    def look(settings: Settings, _: ZaloOaEmulator) -> None:
        _, tried = examine(settings, capsys, body=file, signature=mark)
        assert tried["oa_secret"]["outcome"] == outcome
        assert said in tried["oa_secret"]["message"]

    with_oa(commune, look)


@pytest.mark.parametrize("raw", [b"", b"[]", b"\xff", b"{"])
def test_received_message_may_be_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes
) -> None:
    (tmp_path / "body.json").write_bytes(raw)
    settings = Settings(database=str(tmp_path / "no.db"), zalo=zalo_of())
    _, tried = examine(settings, capsys, body=tmp_path / "body.json", signature="mac=x")

    assert tried["oa_secret"]["outcome"] == "no"


@pytest.mark.parametrize("can_join", [True, False])
@pytest.mark.parametrize("mode", BotMode)
def test_bots_tell_groups_and_webhook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: BotMode, *, can_join: bool
) -> None:
    async def stand() -> None:
        emulator = ZaloBotEmulator()
        emulator.add_bot("hp1", "1:abc", display_name="Bot Tổ Số", can_join_groups=can_join)
        async with emulator.running() as address:
            zalo = ZaloSettings(
                bots=(ZaloBot("hp1", "1:abc"), ZaloBot("hp2", "2:wrong")),
                bot_api=address,
                bot_mode=mode,
            )
            await asyncio.to_thread(look, Settings(database=str(tmp_path / "no.db"), zalo=zalo))

    def look(settings: Settings) -> None:
        code, tried = examine(settings, capsys)
        assert code == 1
        assert tried["bot_hp1"]["outcome"] == "ok"
        assert tried["bot_hp1_groups"]["outcome"] == ("ok" if can_join else "no")
        assert tried["bot_hp1_webhook"]["outcome"] == ("ok" if mode is BotMode.POLLING else "no")
        assert tried["bot_hp2"]["outcome"] == "no"
        assert "oa_account" not in tried

    asyncio.run(stand())


def test_bot_that_asks_for_its_messages_needs_neither_groups_nor_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def stand() -> tuple[int, dict[str, dict[str, Any]]]:
        emulator = ZaloBotEmulator()
        emulator.add_bot("hp1", "1:abc", can_join_groups=False)
        async with emulator.running() as address:
            bots = (ZaloBot("hp1", "1:abc"),)
            zalo = ZaloSettings(bots=bots, bot_api=address, bot_mode=BotMode.POLLING)
            settings = Settings(database=str(tmp_path / "no.db"), zalo=zalo)
            return await asyncio.to_thread(examine, settings, capsys)

    code, tried = asyncio.run(stand())

    assert code == 0
    assert tried["bot_hp1_groups"]["outcome"] == "no"
    assert "public_url" not in tried


def test_what_is_extra_and_missing_is_no_fault_to_look_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = Text("cli.zalo.check.bot.no_groups", bot="hp1")
    show_tried(
        [Tried("x", Outcome.NO, text, is_extra=True), Tried("y", Outcome.NO, text)], [], words
    )

    assert [line[0] for line in capsys.readouterr().out.splitlines()[:2]] == ["–", "✗"]


def answering(status: int, **headers: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers)

    return answer


@pytest.mark.parametrize(
    ("status", "outcome"), [(405, Outcome.OK), (404, Outcome.NO), (200, Outcome.NO)]
)
async def test_door_is_known_by_its_refusal(status: int, outcome: Outcome) -> None:
    async with serving(answering(status)) as address, open_calls() as calls:
        tried = await knock(calls, address, "/zalo/oa")

    assert (tried.outcome, tried.advice is None) == (outcome, outcome is Outcome.OK)


async def test_cloudflare_before_the_door_is_named() -> None:
    async with serving(answering(405, Server="cloudflare")) as address, open_calls() as calls:
        tried = await knock(calls, address, "/zalo/oa")

    assert tried.outcome is Outcome.OK
    assert tried.advice == Text("cli.zalo.check.url.cloudflare")


async def test_door_that_this_machine_cannot_see_may_be_seen_by_others() -> None:
    async with open_calls() as calls:
        assert (await knock(calls, OFFLINE, "/zalo/oa")).outcome is Outcome.UNTRIED


@pytest.mark.parametrize(
    ("minutes", "outcome"), [(0, Outcome.OK), (4, Outcome.OK), (-6, Outcome.NO), (90, Outcome.NO)]
)
async def test_clock_is_compared_with_zalos(minutes: int, outcome: Outcome) -> None:
    clock = SetClock(SystemClock().now() + timedelta(minutes=minutes))
    async with serving(answering(200)) as address, open_calls() as calls:
        tried = await of_clock(calls, zalo_of(address), clock)

    assert tried.outcome is outcome


@pytest.mark.parametrize("date", ["", "yesterday", "Sat, 28 Nov 2026 01:00:00 -0000"])
async def test_answer_without_a_time_says_nothing(date: str) -> None:
    async with serving(answering(200, Date=date)) as address, open_calls() as calls:
        tried = await of_clock(calls, zalo_of(address), SystemClock())

    assert tried.outcome is Outcome.UNTRIED


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://toso.cathai.gov.vn", True),
        ("https://toso.cathai.gov.vn:8443", True),
        ("https://203.162.0.11", True),
        ("http://toso.cathai.gov.vn", False),
        ("https://localhost", False),
        ("https://may-chu", False),
        ("https://toso.local", False),
        ("https://127.0.0.1", False),
        ("https://192.168.1.5", False),
        ("https://[::1]", False),
    ],
)
def test_only_what_others_can_reach_is_public(address: str, *, public: bool) -> None:
    assert is_public(address) is public


def test_where_nothing_is_set_there_is_nothing_to_try() -> None:
    with pytest.raises(Refusal) as refused:
        run_zalo_check(ZaloCheck(None, None, "", as_json=True), Settings(), words)

    assert refused.value.text == Text("cli.zalo.check.nothing_set")


@pytest.mark.parametrize(
    "command",
    [
        ZaloCheck(None, Path("x"), "", as_json=True),
        ZaloCheck(None, None, "mac=1", as_json=True),
        ZaloCheck(None, Path("/no/such/file"), "mac=1", as_json=True),
    ],
)
def test_half_a_received_message_is_refused(command: ZaloCheck) -> None:
    with pytest.raises(Refusal):
        run_zalo_check(command, Settings(zalo=zalo_of()), words)


def test_line_is_read() -> None:
    line = ["zalo", "check", "--json", "--body", "b", "--signature", "mac=1", "--db", "d"]

    assert read_arguments(line, words) == ZaloCheck("d", Path("b"), "mac=1", as_json=True)


def test_list_is_printed_to_tick_off(capsys: pytest.CaptureFixture[str]) -> None:
    tried = [
        Tried("clock", Outcome.OK, Text("cli.zalo.check.clock.well")),
        Tried("x", Outcome.NO, Text("cli.zalo.check.network"), Text("cli.zalo.check.path.try")),
    ]
    show_tried(tried, BY_HAND, words)

    shown = capsys.readouterr().out
    assert "✓ Đồng hồ" in shown
    assert "→ " in shown
    assert shown.count("☐") == len(BY_HAND)
