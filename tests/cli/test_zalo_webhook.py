"""`toso zalo webhook` and what `toso doctor` says of bots, over the emulator of the platform."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.cli.arguments import read_arguments
from bot.cli.doctor import run_doctor
from bot.cli.doctor_arguments import Doctor
from bot.cli.refusal import Refusal
from bot.cli.zalo_webhook import run_webhook
from bot.cli.zalo_webhook_arguments import Verb, ZaloWebhook
from bot.dialog.address import Address
from bot.dialog.text import Text
from bot.settings import Settings
from bot.texts import Reader, Texts
from bot.zalo_settings import BotMode, ZaloBot, ZaloSettings
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.rules import Rules

SECRET = "bi-mat-cua-to"
TOKENS = {"hp1": "111222:abc", "hp2": "333444:def"}
NOWHERE = "http://127.0.0.1:9"

texts = Texts()


def words(text: Text) -> str:
    return texts.render(text, Reader("vi", Address.BAN))


def settings_of(api: str, public: str = "", **more: object) -> Settings:
    bots = tuple(ZaloBot(name, token) for name, token in TOKENS.items())
    zalo = ZaloSettings(bots=bots, bot_secret=SECRET, bot_api=api)
    return Settings(public_url=public, zalo=replace(zalo, **more))  # type: ignore[arg-type]


def on_emulator(
    deed: Callable[[ZaloBotEmulator, str, str], None], *, status: int = 200, trusts: bool = True
) -> None:
    """`deed` gets the emulator, its address and ours; it runs in a thread, as the command is a
    program of its own. Whoever asks us gets `status`.
    """

    async def run() -> None:
        emulator = ZaloBotEmulator(Rules(trusts_loopback=trusts))
        for name, token in TOKENS.items():
            emulator.add_bot(name, token)

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status)

        door = web.Application()
        door.router.add_post("/zalo/bot/{name}", answer)
        runner = web.AppRunner(door, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            async with emulator.running() as api:
                ours = f"http://127.0.0.1:{runner.addresses[0][1]}"
                await asyncio.to_thread(deed, emulator, api, ours)
        finally:
            await runner.cleanup()

    asyncio.run(run())


def ask(
    verb: Verb, settings: Settings, capsys: pytest.CaptureFixture[str], bot: str | None = None
) -> tuple[int, dict[str, Any]]:
    """The exit code, and what is told of each bot by its name."""
    code = run_webhook(ZaloWebhook(verb, bot, as_json=True), settings, words)
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is (code == 0)
    return code, {each["bot"]: each for each in told["bots"]}


def test_all_bots_are_set_looked_at_and_taken_away(capsys: pytest.CaptureFixture[str]) -> None:
    def deed(emulator: ZaloBotEmulator, api: str, ours: str) -> None:
        settings = settings_of(api, ours)
        before = ask(Verb.INFO, settings, capsys)
        done = ask(Verb.SET, settings, capsys)
        hook = emulator.bot("hp2").webhook
        after = ask(Verb.INFO, settings, capsys)
        ask(Verb.DELETE, settings, capsys)
        again = ask(Verb.DELETE, settings, capsys)

        assert {name: each["state"] for name, each in before[1].items()} == {
            "hp1": "none", "hp2": "none",
        }  # fmt: skip
        assert done[0] == after[0] == again[0] == 0
        assert hook
        assert (hook.url, hook.secret) == (f"{ours}/zalo/bot/hp2", SECRET)
        assert done[1]["hp1"]["outcome"] == "webhook.ok"
        assert after[1]["hp1"]["url"] == f"{ours}/zalo/bot/hp1"
        assert {each["state"] for each in again[1].values()} == {"deleted"}
        assert emulator.bot("hp1").webhook is None

    on_emulator(deed)


def test_one_bot_can_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    def deed(emulator: ZaloBotEmulator, api: str, ours: str) -> None:
        _, told = ask(Verb.SET, settings_of(api, ours), capsys, "hp2")

        assert list(told) == ["hp2"]
        assert emulator.bot("hp1").webhook is None

    on_emulator(deed)


def test_an_address_that_zalo_cannot_use_is_set_and_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        code, told = ask(Verb.SET, settings_of(api, ours), capsys, "hp1")

        assert (code, told["hp1"]["state"]) == (1, "unproven")
        assert told["hp1"]["outcome"] == "webhook.http.403"
        assert told["hp1"]["hint"]

    on_emulator(deed, status=403)


def test_an_address_that_zalo_refuses_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        code, told = ask(Verb.SET, settings_of(api, ours), capsys, "hp1")

        assert (code, told["hp1"]["state"]) == (1, "refused")

    on_emulator(deed, trusts=False)


def test_a_wrong_token_is_said_and_the_other_bot_is_served(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        bots = (ZaloBot("hp1", "999:wrong"), ZaloBot("hp2", TOKENS["hp2"]))
        code, told = ask(Verb.SET, settings_of(api, ours, bots=bots), capsys)

        assert (code, told["hp1"]["state"], told["hp2"]["state"]) == (1, "token", "set")

    on_emulator(deed)


def test_an_address_of_before_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        ask(Verb.SET, settings_of(api, ours), capsys, "hp1")
        _, told = ask(Verb.INFO, settings_of(api, "https://to.example.vn"), capsys, "hp1")

        assert told["hp1"]["state"] == "elsewhere"
        assert "https://to.example.vn/zalo/bot/hp1" in told["hp1"]["message"]

    on_emulator(deed)


def test_nobody_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ask(Verb.INFO, settings_of(NOWHERE), capsys)

    assert (code, {each["state"] for each in told.values()}) == (1, {"unreachable"})


def test_the_table_shows_every_bot_and_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        code = run_webhook(
            ZaloWebhook(Verb.SET, None, as_json=False), settings_of(api, ours), words
        )

        shown = capsys.readouterr().out
        assert code == 0
        assert f"{ours}/zalo/bot/hp1" in shown
        assert shown.count("Zalo gọi thử được") == 2
        assert not any(secret in shown for secret in (SECRET, *TOKENS.values()))

    on_emulator(deed)


@pytest.mark.parametrize(
    ("verb", "bot", "settings", "said"),
    [
        (Verb.INFO, None, Settings(), "cli.zalo.no_bots"),
        (Verb.INFO, "hp9", settings_of(NOWHERE), "cli.zalo.no_bot"),
        (Verb.SET, None, settings_of(NOWHERE), "cli.zalo.webhook.no_address"),
        (
            Verb.SET,
            None,
            settings_of(NOWHERE, NOWHERE, bot_secret=""),
            "cli.zalo.webhook.no_secret",
        ),
    ],
)
def test_what_cannot_be_is_refused_before_zalo_is_asked(
    verb: Verb, bot: str | None, settings: Settings, said: str
) -> None:
    with pytest.raises(Refusal) as caught:
        run_webhook(ZaloWebhook(verb, bot, as_json=True), settings, words)

    assert caught.value.text.id == said


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("set", ZaloWebhook(Verb.SET, None, as_json=False)),
        ("delete --bot hp1", ZaloWebhook(Verb.DELETE, "hp1", as_json=False)),
        ("info --json", ZaloWebhook(Verb.INFO, None, as_json=True)),
    ],
)
def test_the_line_is_read(line: str, command: ZaloWebhook) -> None:
    assert read_arguments(["zalo", "webhook", *line.split()], words) == command


# The doctor


def examine(
    database: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and state and words of each check of bots."""
    code = run_doctor(Doctor(str(database), as_json=True), settings, words)
    checks = json.loads(capsys.readouterr().out)["checks"]
    return code, [
        (check["state"], check["message"]) for check in checks if check["name"] == "zalo_bot"
    ]


def states(found: list[tuple[str, str]]) -> list[str]:
    return [state for state, _ in found]


def test_bots_that_are_heard_are_well(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        settings = settings_of(api, ours)
        before = examine(sample_database, settings, capsys)[1]
        ask(Verb.SET, settings, capsys)
        after = examine(sample_database, settings, capsys)[1]

        assert states(before) == ["warning", "warning"]
        assert states(after) == ["ok", "ok"]

    on_emulator(deed)


def test_mode_and_registration_that_disagree_are_said(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def deed(_: ZaloBotEmulator, api: str, ours: str) -> None:
        ask(Verb.SET, settings_of(api, ours), capsys, "hp1")
        polling = settings_of(api, ours, bot_mode=BotMode.POLLING)
        elsewhere = settings_of(api, "https://to.example.vn")

        assert states(examine(sample_database, polling, capsys)[1]) == ["warning", "ok"]
        found = examine(sample_database, elsewhere, capsys)[1]
        assert states(found) == ["warning", "warning"]
        assert f"{ours}/zalo/bot/hp1" in found[0][1]

    on_emulator(deed)


def test_without_network_the_doctor_warns_and_tells_no_secret(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = examine(sample_database, settings_of(NOWHERE, "https://to.example.vn"), capsys)

    assert (code, states(found)) == (0, ["warning", "warning"])
    assert not any(token in said for token in TOKENS.values() for _, said in found)


def test_a_wrong_token_and_a_missing_secret_are_failures(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def deed(_: ZaloBotEmulator, api: str, _ours: str) -> None:
        bots = (ZaloBot("hp1", "999:wrong"),)
        settings = settings_of(api, "", bots=bots, bot_secret="")
        code, found = examine(sample_database, settings, capsys)

        assert (code, states(found)) == (1, ["failed", "warning", "failed"])

    on_emulator(deed)
