"""`toso invite` from the line to the exit code, on a commune that `toso init` has made."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import OPERATOR, main
from bot.cli.import_arguments import ImportRoster
from bot.cli.import_roster import run_import
from bot.cli.init import run_init
from bot.cli.invite import run_invite
from bot.cli.joining_arguments import Init, Invite
from bot.cli.logs import set_up_logs
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from bot.settings import Settings
from bot.texts import Texts
from models.inviting import AT_A_TIME
from tests.roster.files import MEMBER_HEAD, flat_csv

TEXTS = Texts()
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ADMIN, LEADER, MEMBER, OTHER = "0912999000", "0912999001", "0912999002", "0912999003"
STRANGER = "0912999009"
ROSTER = (
    MEMBER_HEAD,
    ("Lê Văn Ba", MEMBER, "Thôn 01", "Thành viên", ""),
    ("Trần Thị Hoa", LEADER, "Thôn 01", "Tổ trưởng", "bác"),
    ("Phạm Văn Tư", OTHER, "Thôn 02", "Thành viên", ""),
)


def words(text: Text) -> str:
    return TEXTS.render(text, OPERATOR)


def found(database: Path, roster: Sequence[Sequence[str]] = ROSTER, now: datetime = NOW) -> Path:
    """A commune of two teams, on a clock that stands."""
    clock = SetClock(now)
    ids = CountedIds(clock)
    said = {"name": "Cát Hải", "kind": "đặc khu", "admin_name": "Nguyễn Văn An"}
    init = Init(str(database), as_json=True, admin_phone=ADMIN, **said)
    run_init(init, Settings(), words, clock=clock, ids=ids)
    file = database.parent / "danh sách.csv"
    file.write_text(flat_csv(roster), encoding="utf-8")
    command = ImportRoster(
        file, str(database), dry_run=False, deactivate_missing=False, as_json=True
    )
    assert run_import(command, Settings(), words, clock=clock, ids=ids) == 0
    return database


@pytest.fixture
def commune(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    database = found(tmp_path / "toso.db")
    capsys.readouterr()
    return database


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def invite(
    database: Path, *phones: str, team: str | None = None, js: bool = True, now: datetime = NOW
) -> int:
    """Without phones everybody who has not joined."""
    command = Invite(phones, not phones, team, str(database), as_json=js)
    return run_invite(command, Settings(), words, clock=SetClock(now))


def test_each_number_gets_a_line_in_its_order(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(commune, "0912.999.003", f"+84{MEMBER[1:]}", ADMIN) == 0

    other, member, admin = answers(capsys)
    assert list(member) == ["phone", "name", "team", "code", "expires_at"]
    assert member | {"code": ""} == {
        "phone": MEMBER,
        "name": "Lê Văn Ba",
        "team": "Thôn 01",
        "code": "",
        "expires_at": "2026-11-28T02:00:00Z",
    }
    assert len(member["code"]) == 6
    assert member["code"].isdecimal()
    assert (other["team"], admin["team"]) == ("Thôn 02", None)


def test_unknown_number_is_told_and_the_others_are_done(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(commune, STRANGER, MEMBER, "ba cô") == 1

    shown = capsys.readouterr()
    stranger, member, nonsense = map(json.loads, shown.out.splitlines())
    assert stranger == {"phone": STRANGER, "error": "unknown"}
    assert nonsense == {"phone": "ba cô", "error": "unknown"}
    assert "code" in member
    assert f"Số {STRANGER} chưa có trong danh sách" in shown.err
    assert "ba cô chưa phải là số điện thoại" in shown.err


def test_number_that_is_named_twice_gets_one_code(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(commune, MEMBER, "84912999002", MEMBER) == 0

    assert len(answers(capsys)) == 1


def test_all_is_everybody_who_waits_team_by_team(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(commune) == 0

    assert [each["phone"] for each in answers(capsys)] == [LEADER, MEMBER, OTHER, ADMIN]


@pytest.mark.parametrize("team", ["Thôn 01", "thon 1", "THÔN 1"])
def test_team_is_found_by_its_name_however_it_is_typed(
    team: str, commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert invite(commune, team=team) == 0

    assert [each["phone"] for each in answers(capsys)] == [LEADER, MEMBER]


def test_team_that_is_not_there_gets_no_code(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "--all", "--team", "Thôn 09", "--db", str(commune)]) == 1

    shown = capsys.readouterr()
    assert (shown.out, "Thôn 09" in shown.err) == ("", True)


def test_table_has_a_slip_for_each_under_its_team(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "--all", "--db", str(commune)]) == 0

    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    titles = [line for line in lines if line in {"Thôn 01", "Thôn 02", "Của cả đơn vị"}]
    slips = [line for line in lines if "0912999" in line]
    assert titles == ["Thôn 01", "Thôn 02", "Của cả đơn vị"]
    assert len(slips) == 4
    assert all(line.count("│") == 5 for line in slips)
    assert "Tôi là thành viên tổ" in shown.out
    assert shown.err == ""


def test_whoever_has_joined_waits_no_longer(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "--all", "--json", "--db", str(sample_database)]) == 0

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Không còn ai chưa vào" in shown.err


def test_whoever_has_joined_gets_a_code_when_it_is_asked_for(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "0912000010", "--json", "--db", str(sample_database)]) == 0

    [answer] = answers(capsys)
    assert (answer["name"], answer["team"]) == ("Thành viên 010", "Thôn 02")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("invite", "Viết số điện thoại, hoặc --all."),
        ("invite 0912999001 --all", "Viết số điện thoại, hoặc --all."),
        ("invite 0912999001 --team a", "--team chỉ đi cùng --all."),
    ],
)
def test_line_names_phones_or_all(
    line: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(line.split())

    assert left.value.code == 2
    assert complaint in capsys.readouterr().err


def test_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert main(["invite", MEMBER, "--db", str(tmp_path / "nowhere.db")]) == 1

    assert list(tmp_path.iterdir()) == []


def test_code_is_in_no_log_and_in_no_row(commune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(logging.DEBUG)

    assert invite(commune) == 0

    shown = capsys.readouterr()
    stored = b"".join(path.read_bytes() for path in commune.parent.glob("toso.db*"))
    codes = [json.loads(line)["code"] for line in shown.out.splitlines()]
    assert len(codes) == 4
    for code in codes:
        assert code not in shown.err
    # Six digits may stand by chance in one place of so many bytes; not all four of them.
    assert not all(code.encode() in stored for code in codes)


def test_new_code_lasts_as_long_as_the_first(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invite(commune, MEMBER)
    invite(commune, MEMBER, now=NOW + timedelta(days=2))

    first, second = answers(capsys)
    assert first["expires_at"] == "2026-11-28T02:00:00Z"
    assert second["expires_at"] == "2026-11-30T02:00:00Z"


def test_many_are_done_in_several_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = AT_A_TIME * 2 + 1
    rows = [
        (f"Thành viên {n:04}", f"0{930000000 + n}", f"Tổ {n // 10:03}", "", "")
        for n in range(people)
    ]
    database = found(tmp_path / "toso.db", (MEMBER_HEAD, *rows))
    capsys.readouterr()

    assert invite(database) == 0

    phones = [each["phone"] for each in answers(capsys)]
    assert phones == [*(row[1] for row in rows), ADMIN]
