"""The command line is Vietnamese, whatever is wrong with it."""

from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import OPERATOR
from bot.cli.arguments import Catalogues, Chat, Tally, read_arguments
from bot.cli.backup_arguments import Backup, Restore
from bot.cli.dev_arguments import ZaloEmulator
from bot.cli.run_arguments import Run
from bot.cli.simulate_arguments import Generate, Simulate
from bot.cli.zalo_arguments import OaLogin
from bot.dialog.text import Text
from bot.texts import Texts

TEXTS = Texts()

HERE_ONLY = (
    "Đơn vị mẫu chỉ mở trên máy này: không dùng --host hay --behind-proxy cùng với --sample."
)


def words(text: Text) -> str:
    return TEXTS.render(text, OPERATOR)


def read(line: str) -> object:
    return read_arguments(line.split(), words)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("chat", Chat("0912000002", "var/demo/toso.db")),
        ("chat --as resident:Hoa --db a.db", Chat("resident:Hoa", "a.db")),
        ("run", Run(False, "127.0.0.1", 8080, False, None)),  # noqa: FBT003  # as they are written
        ("run --sample --port 0", Run(True, "127.0.0.1", 0, False, None)),  # noqa: FBT003
        (
            "run --host 0.0.0.0 --port 80 --behind-proxy --db a.db",
            Run(False, "0.0.0.0", 80, True, "a.db"),  # noqa: FBT003, S104
        ),
        ("simulate --script a.jsonl", Simulate("a.jsonl", None, None, "buttons", as_json=False)),
        (
            "simulate --script - --db a.db --files f --capabilities plain --json",
            Simulate("-", "a.db", Path("f"), "plain", as_json=True),
        ),
        ("simulate --generate year", Generate(58, 1, None, as_json=False)),
        (
            "simulate --generate year --teams 6 --seed 9 --db a.db --json",
            Generate(6, 9, "a.db", as_json=True),
        ),
        ("tally", Tally(None, None, None, None, frozen=False, as_json=False)),
        (
            "tally --week 2026-w47 --frozen --json --db a.db",
            Tally("2026-W47", None, None, "a.db", frozen=True, as_json=True),
        ),
        (
            "tally --from 2026-11-16 --to 2026-11-16",
            Tally(None, date(2026, 11, 16), date(2026, 11, 16), None, frozen=False, as_json=False),
        ),
        ("backup", Backup(None, None, None, keeps_all=False, as_json=False)),
        (
            "backup --db a.db --to f --passphrase-file p --keep-all --json",
            Backup("a.db", Path("f"), Path("p"), keeps_all=True, as_json=True),
        ),
        ("restore a.tar", Restore(Path("a.tar"), None, None, is_forced=False, as_json=False)),
        (
            "restore a.tar --db a.db --passphrase-file p --force --json",
            Restore(Path("a.tar"), "a.db", Path("p"), is_forced=True, as_json=True),
        ),
        ("zalo oa-login", OaLogin(None, None, None, other_oa=False, as_json=False)),
        (
            "zalo oa-login --listen 8090 --verifier-file v --other-oa --json --db a.db",
            OaLogin("a.db", 8090, Path("v"), other_oa=True, as_json=True),
        ),
        ("dev zalo-emulator", ZaloEmulator("oa", 0, "http://127.0.0.1:8080")),
        (
            "dev zalo-emulator bot --port 9000 --product http://127.0.0.1:9001",
            ZaloEmulator("bot", 9000, "http://127.0.0.1:9001"),
        ),
        ("catalogues", Catalogues(check=False)),
        ("catalogues --check", Catalogues(check=True)),
    ],
)
def test_line_becomes_its_command(line: str, command: object) -> None:
    assert command == read(line)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("", "Còn thiếu: LỆNH."),
        (
            "dance",
            (
                "dance không có ở đây. Có thể chọn: chat, run, simulate, tally, week, parse, "
                "init, import, invite, doctor, backup, restore, export, audit, key, zalo, dev, "
                "catalogues."
            ),
        ),
        ("chat --loud", "Chưa hiểu: --loud."),
        ("chat --as", "Sau --as cần viết thêm giá trị."),
        ("simulate", "Cần --script hoặc --generate, chỉ một trong hai."),
        (
            "simulate --script a --generate year",
            "Cần --script hoặc --generate, chỉ một trong hai.",
        ),
        ("simulate --script a --seed 1", "--teams và --seed chỉ đi với --generate."),
        (
            "simulate --generate year --files f",
            "--files và --capabilities chỉ đi với --script.",
        ),
        ("simulate --generate year --teams 59", "--teams: số từ 2 đến 58."),
        ("simulate --generate year --seed -1", "--seed: số từ 0 đến 1000000000."),
        ("simulate --generate day", "day không có ở đây. Có thể chọn: year."),
        (
            "simulate --script a --capabilities zalo",
            "zalo không có ở đây. Có thể chọn: buttons, plain, capped, five.",
        ),
        ("catalogues --check=yes", "Sau --check không viết thêm gì."),
        (
            "dev zalo-emulator group",
            "group không có ở đây. Có thể chọn: oa, bot.",
        ),
        ("run --port http", "--port: cổng là số từ 0 đến 65535."),
        ("run --port 65536", "--port: cổng là số từ 0 đến 65535."),
        ("run --sample --host 0.0.0.0", HERE_ONLY),
        ("run --sample --behind-proxy", HERE_ONLY),
        ("tally --week 2026-47", "--week: tuần viết như 2026-W47."),
        ("tally --week 2026-W54", "--week: tuần viết như 2026-W47."),
        ("tally --from 16/11", "--from: ngày viết như 2026-11-22."),
        ("tally --from 2026-11-16", "Cần cả --from lẫn --to."),
        ("tally --to 2026-11-16", "Cần cả --from lẫn --to."),
        (
            "tally --from 2026-11-17 --to 2026-11-16",
            "Ngày --from phải trước hoặc bằng ngày --to.",
        ),
        (
            "tally --week 2026-W47 --from 2026-11-16 --to 2026-11-17",
            "Chỉ dùng --week, hoặc --from với --to.",
        ),
    ],
)
def test_wrong_line_is_answered_in_vietnamese(
    line: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        read(line)

    shown = capsys.readouterr()
    usage, *_, said, hint = shown.err.splitlines()
    assert left.value.code == 2
    assert usage.startswith("Cách dùng: toso")
    assert said == complaint
    assert hint.startswith("Gõ toso")
    assert shown.out == ""


@pytest.mark.parametrize(
    "command",
    [
        "",
        "chat",
        "run",
        "simulate",
        "tally",
        "parse",
        "init",
        "invite",
        "doctor",
        "backup",
        "restore",
        "catalogues",
        "import roster",
        "export members",
        "audit",
        "key rotate",
        "week close",
        "zalo webhook set",
        "zalo oa-login",
        "zalo plan",
        "zalo check",
        "dev zalo-emulator",
    ],
)
def test_help_has_no_english_heading(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        read(f"{command} --help")

    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert "Tuỳ chọn:" in shown
    for english in ("usage", "options", "positional", "show this", "default:", "required"):
        assert english not in shown.lower()
