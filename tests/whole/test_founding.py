"""A commune from nothing to its first figures, all through the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.kernel.clock import local
from tests.cli.test_invite_command import LEADER, MEMBER, ROSTER, found, invite
from tests.roster.files import flat_csv

NEWCOMER = "new:Bác Ba"


class Commune:
    """A database and what the commands say of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = folder / "toso.db"
        self._folder = folder
        self._capsys = capsys

    def does(self, *line: str) -> list[dict[str, Any]]:
        """A command that must succeed; its objects."""
        assert main([*line, "--db", str(self.database), "--json"]) == 0
        return self.told()

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._capsys.readouterr().out.splitlines()]

    def invites(self, phone: str, but_not: str = "") -> str:
        """The same digits may come twice, once in a million times: then another code is made."""
        code = but_not
        while code == but_not:
            assert invite(self.database, phone) == 0
            [told] = self.told()
            code = str(told["code"])
        return code

    def hears(self, *lines: str, who: str = NEWCOMER, at: datetime | None = None) -> list[str]:
        """What the person is told after each of their lines."""
        script = [] if at is None else [{"at": at.isoformat()}]
        script += [{"who": who, "text": line} for line in lines]
        path = self._folder / "script.jsonl"
        path.write_text("\n".join(map(json.dumps, script)), encoding="utf-8")
        told = self.does("simulate", "--script", str(path))
        return ["\n".join(part["text"] for part in each["out"]) for each in told][-len(lines) :]

    def joins(self, phone: str, code: str, who: str = NEWCOMER, at: datetime | None = None) -> str:
        return self.hears("vào tổ", "có mã", phone, code, who=who, at=at)[-1]


@pytest.fixture
def commune(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commune:
    """On a clock that stood at `NOW`."""
    commune = Commune(tmp_path, capsys)
    found(commune.database)
    commune.told()
    return commune


def test_commune_is_set_up_filled_joined_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune = Commune(tmp_path, capsys)
    roster = tmp_path / "danh sách.csv"
    roster.write_text(flat_csv(ROSTER), encoding="utf-8")

    [founded] = commune.does(
        "init", "--name", "Cát Hải", "--kind", "đặc khu", "--admin-name", "Nguyễn Văn An",
        "--admin-phone", "0912999000",
    )  # fmt: skip
    [imported] = commune.does("import", "roster", str(roster))
    [invited] = commune.does("invite", MEMBER)
    *_, consent = commune.hears("chào", "vào tổ", "có mã", MEMBER, invited["code"])
    [welcome] = commune.hears("tôi đồng ý")
    *_, sent = commune.hears("ghi buổi", "hôm nay", "1", "12", "xem lại", "gửi đi")
    today = local(datetime.fromisoformat(invited["expires_at"]) - timedelta(days=7)).date()
    [tally] = commune.does("tally", "--from", str(today), "--to", str(today))

    assert founded["commune"] == "cat-hai"
    assert imported["members"]["created"] == 3
    assert "đồng ý" in consent
    assert "đồng ý" not in welcome
    assert "kể cho cháu" in welcome
    assert "đồng ý" not in sent
    assert (tally["teams"], tally["teams_active"]) == (2, 1)
    assert (tally["sessions"]["residents"], tally["people_guided"]) == (1, 12)
    assert tally["by_team"][0]["sessions"] == 1


def test_administrator_joins_by_the_code_of_init_and_looks_after_the_teams(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune = Commune(tmp_path, capsys)
    [founded] = commune.does(
        "init", "--name", "Cát Hải", "--kind", "đặc khu", "--admin-name", "Nguyễn Văn An",
        "--admin-phone", "0912999000",
    )  # fmt: skip

    commune.joins("0912999000", founded["administrator"]["code"])
    [welcome, week] = commune.hears("tôi đồng ý", "tuần chung")
    [_, helper] = commune.hears("chào", "số cần gọi", who="resident:Lan")

    assert "cả đơn vị" in welcome
    assert "0 tổ: 0 hoạt động" in week
    assert "Nguyễn Văn An" in helper
    assert "0912999000" in helper


def test_code_holds_for_seven_days_and_no_longer(commune: Commune) -> None:
    member, leader = commune.invites(MEMBER), commune.invites(LEADER)
    end = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)

    in_time = commune.joins(MEMBER, member, at=end - timedelta(seconds=1))
    late = commune.joins(LEADER, leader, who="new:Bác Hoa", at=end)

    assert "chưa khớp" not in in_time
    assert "nhận ra" in in_time
    assert "chưa khớp, hoặc mã đã hết hạn" in late


def test_code_is_used_once(commune: Commune) -> None:
    code = commune.invites(MEMBER)

    first = commune.joins(MEMBER, code)
    second = commune.joins(MEMBER, code, who="new:Người khác")

    assert "nhận ra" in first
    assert "chưa khớp" in second


def test_newer_code_ends_the_older(commune: Commune) -> None:
    older = commune.invites(MEMBER)
    newer = commune.invites(MEMBER, but_not=older)

    refused = commune.joins(MEMBER, older)
    [taken] = commune.hears(newer)

    assert "chưa khớp" in refused
    assert "nhận ra" in taken


def test_code_of_another_opens_nothing(commune: Commune) -> None:
    leader = commune.invites(LEADER)
    commune.invites(MEMBER, but_not=leader)

    refused = commune.joins(MEMBER, leader)

    assert "chưa khớp" in refused
