"""`toso import …` from the line to the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import OPERATOR, main
from bot.cli.import_arguments import ImportRoster, ImportTemplate
from bot.cli.import_roster import run_import
from bot.cli.refusal import Refusal
from bot.dialog.text import Text
from bot.settings import Settings
from bot.texts import Texts
from tests.roster.files import MEMBER_HEAD, TEAM_HEAD, flat_csv, sample_workbook, workbook

TEXTS = Texts()
MAU = ("Nguyễn Văn Mẫu", "0912999001", "Thôn 01", "Thành viên", "bác")


def words(text: Text) -> str:
    return TEXTS.render(text, OPERATOR)


def run(
    file: Path, database: Path, *, dry: bool = False, end: bool = False, js: bool = True
) -> int:
    command = ImportRoster(file, str(database), dry_run=dry, deactivate_missing=end, as_json=js)
    return run_import(command, Settings(), words)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "danh sách.xlsx"
    path.write_bytes(sample_workbook())
    return path


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    return shown


def test_samples_list_is_unchanged(
    roster: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(roster, sample_database)

    shown = answer(capsys)
    assert code == 0
    assert list(shown) == [
        "ok",
        "dry_run",
        "teams",
        "villages",
        "members",
        "problems",
        "warnings",
    ]
    assert shown["ok"] is True
    assert shown["members"] == {
        "created": 0,
        "updated": 0,
        "unchanged": 386,
        "left_alone": 0,
        "ended": 0,
    }
    assert [each["code"] for each in shown["warnings"]] == ["sample_commune", "team_not_in_list"]


def test_dry_run_writes_nothing(
    tmp_path: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(flat_csv([MEMBER_HEAD, MAU]), encoding="utf-8")

    first, second = run(path, sample_database, dry=True), run(path, sample_database, dry=True)

    one, two = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first, second) == (0, 0)
    assert one == two
    assert one["members"]["created"] == 1
    assert one["members"]["left_alone"] == 7


def test_any_problem_stops_everything_and_is_told_by_place(
    tmp_path: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    wrong = ("Trần Thị Thử", "9.12E+08", "Thôn 01", "", "")
    path.write_bytes(
        workbook({"Tổ": [TEAM_HEAD, ("Thôn 01", "Tổ", "Thôn 01", 142)],
                  "Thành viên": [MEMBER_HEAD, MAU, wrong]})
    )  # fmt: skip

    code = run(path, sample_database)
    shown = answer(capsys)
    run(path, sample_database, dry=True, js=False)
    table = capsys.readouterr().out

    assert code == 1
    assert shown["ok"] is False
    assert shown["members"]["created"] == 0
    assert [
        (each["sheet"], each["row"], each["column"], each["code"]) for each in shown["problems"]
    ] == [("Thành viên", 3, "B", "phone_digits_lost")]
    assert "Văn bản" in shown["problems"][0]["message"]
    assert "Có 1 chỗ cần sửa" in table
    assert "Chưa ghi gì." in table


def test_numbers_of_people_stand_nowhere_in_the_answer(
    tmp_path: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    rows = [
        MEMBER_HEAD,
        MAU,
        ("Lê Văn Nháp", *MAU[1:]),
        ("0912999002", "09129990021", "A", "0912999003"),
    ]
    path.write_text(flat_csv(rows), encoding="utf-8")

    run(path, sample_database)
    run(path, sample_database, js=False)

    shown = capsys.readouterr()
    assert "0912999" not in shown.out + shown.err
    assert "0912***001" in shown.out


def test_what_was_done_is_told_in_words(
    roster: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(roster, sample_database, js=False)

    shown = capsys.readouterr().out
    assert code == 0
    assert "Người: 0 mới, 0 thay đổi, 386 giữ nguyên" in shown
    assert "Tổ, đội: 0 mới, 0 thay đổi, 58 giữ nguyên" in shown


def test_missing_members_leave_their_team_when_that_is_asked(
    tmp_path: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(flat_csv([MEMBER_HEAD, MAU]), encoding="utf-8")

    assert run(path, sample_database, end=True) == 0
    assert answer(capsys)["members"]["ended"] == 7
    assert run(path, sample_database, end=True) == 0
    assert answer(capsys)["members"] == {
        "created": 0,
        "updated": 0,
        "unchanged": 1,
        "left_alone": 0,
        "ended": 0,
    }


def test_store_that_is_not_there_is_not_made(roster: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        run(roster, tmp_path / "nowhere.db")

    assert not (tmp_path / "nowhere.db").exists()


def test_store_without_its_key_is_refused(
    roster: Path, sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = tmp_path / "alone" / "toso.db"
    alone.parent.mkdir()
    shutil.copy(sample_database, alone)

    assert main(["import", "roster", str(roster), "--db", str(alone)]) == 1
    assert capsys.readouterr().out == ""


def test_missing_file_is_a_problem_of_the_answer(
    tmp_path: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "nowhere.xlsx", sample_database) == 1
    assert [each["code"] for each in answer(capsys)["problems"]] == ["file_missing"]


@pytest.mark.parametrize("name", ["mau.xlsx", "mau.csv"])
def test_template_is_made_once_and_never_over_a_list(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name

    assert main(["import", "template", str(path)]) == 0
    made = path.read_bytes()
    assert main(["import", "template", str(path)]) == 1

    assert path.read_bytes() == made
    assert "không ghi đè" in capsys.readouterr().err


def test_template_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        run_import(ImportTemplate(tmp_path / "mau.doc"), Settings(), words)


def test_help_is_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["import"], ["import", "roster"], ["import", "template"]):
        with pytest.raises(SystemExit) as left:
            main([*line, "--help"])
        shown = capsys.readouterr().out.lower()
        assert left.value.code == 0
        assert "tuỳ chọn:" in shown
        for english in ("usage", "options", "positional", "show this"):
            assert english not in shown


@pytest.mark.slow
def test_ten_thousand_rows_are_taken_over(
    tmp_path: Path, sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As CSV, which leaves openpyxl's own time out."""
    rows = [
        (f"Thành viên {n:05}", f"84{930000000 + n}", f"Tổ {n // 10:04}", "", "bác")
        for n in range(10_000)
    ]
    path = tmp_path / "a.csv"
    path.write_text(flat_csv([MEMBER_HEAD, *rows]), encoding="utf-8")

    assert run(path, sample_database) == 0
    shown = answer(capsys)
    assert (shown["teams"]["created"], shown["members"]["created"]) == (1_000, 10_000)
