"""`toso export members` and `toso audit`: masked unless somebody answers for it; each is noted."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.__main__ import main

PHONE = re.compile(r"0912\d{6}")
COORDINATOR, ADMINISTRATOR, LEADER = "0912001001", "0912001002", "0912000001"


def export(database: Path, file: Path, *more: str) -> int:
    return main(["export", "members", "--to", str(file), "--db", str(database), *more])


def audit(database: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["audit", "--db", str(database), "--json", *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def rows_of(file: Path) -> list[list[str]]:
    if file.suffix == ".csv":
        return list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    sheet = load_workbook(file).active
    assert sheet is not None
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_phones_are_masked_by_default(
    sample_database: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    assert export(sample_database, file) == 0

    head, *rows = rows_of(file)
    assert head == ["Họ và tên", "Tổ", "Vai trò", "Số điện thoại", "Đã vào"]
    assert rows[0] == ["Tổ trưởng 01", "Thôn 01", "Tổ trưởng", "09•••••001", "Có"]
    assert len({row[0] for row in rows}) == 390
    content = zipped(file) if name.endswith("xlsx") else file.read_text("utf-8-sig")
    assert PHONE.findall(content) == []
    assert re.findall(r"\b19[3-9]\d\b", "\n".join(" ".join(row) for row in rows)) == []
    assert file.stat().st_mode & 0o777 == 0o600
    (line,) = audit(sample_database, capsys)
    assert (line["action"], line["by"]) == ("members.exported", None)
    assert line["detail"] == {"people": 390, "reason": "", "unmasked": 0} or line["detail"] == {
        "people": "390", "reason": "", "unmasked": "0",
    }  # fmt: skip


def zipped(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("by", [COORDINATOR, ADMINISTRATOR])
def test_who_answers_for_it_gets_the_phones_and_is_noted(
    sample_database: Path, tmp_path: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.csv"

    code = export(sample_database, file, "--unmasked", "--reason", "gọi họp tổ", "--as", by)

    assert code == 0
    assert len(set(PHONE.findall(file.read_text("utf-8-sig")))) == 390
    (line,) = audit(sample_database, capsys)
    assert line["by_name"] == ("Cán bộ Mẫu" if by == COORDINATOR else "Quản trị Mẫu")
    assert line["detail"]["reason"] == "gọi họp tổ"
    assert "đủ số điện thoại. Lý do: gọi họp tổ" in line["words"]


@pytest.mark.parametrize("by", [LEADER, "0912000002", "0999999999", "abc"])
def test_nobody_else_gets_them(
    sample_database: Path, tmp_path: Path, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.csv"

    code = export(sample_database, file, "--unmasked", "--reason", "x", "--as", by)

    assert code == 1
    assert not file.exists()
    assert audit(sample_database, capsys) == []


@pytest.mark.parametrize(
    "more",
    [("--unmasked",), ("--unmasked", "--reason", "x"), ("--unmasked", "--as", COORDINATOR),
     ("--unmasked", "--reason", "  ", "--as", COORDINATOR)],
)  # fmt: skip
def test_phones_in_full_need_a_reason_and_a_person(
    sample_database: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as left:
        export(sample_database, tmp_path / "out.csv", *more)

    assert left.value.code == 2


def test_secret_in_a_reason_is_refused(sample_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"

    code = export(
        sample_database, file, "--unmasked", "--reason", "số 031099001234", "--as", COORDINATOR
    )

    assert code == 1
    assert not file.exists()


def test_name_that_would_be_computed_is_text(sample_database: Path, tmp_path: Path) -> None:
    import sqlite3

    store = sqlite3.connect(sample_database)
    store.execute("UPDATE person SET name = '=1+1' WHERE name = 'Tổ trưởng 01'")
    store.commit()
    store.close()

    export(sample_database, tmp_path / "a.csv")
    export(sample_database, tmp_path / "a.xlsx")

    assert rows_of(tmp_path / "a.csv")[1][0] == "'=1+1"
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_other_ending_is_refused(sample_database: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        export(sample_database, tmp_path / "out.txt")


def test_folder_that_is_not_there_is_said(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(sample_database, tmp_path / "no" / "out.csv") == 1

    assert "Không ghi được tệp" in capsys.readouterr().err


def test_audit_by_day_and_by_person(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(sample_database, tmp_path / "a.csv")
    export(sample_database, tmp_path / "a.csv", "--as", COORDINATOR)

    everything = audit(sample_database, capsys)
    mine = audit(sample_database, capsys, "--who", COORDINATOR)
    old = audit(sample_database, capsys, "--to", "2020-01-01")

    assert len(everything) == 2
    assert everything == sorted(everything, key=lambda line: line["at"], reverse=True)
    assert [line["by_name"] for line in mine] == ["Cán bộ Mẫu"]
    assert old == []


def test_audit_in_words(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export(sample_database, tmp_path / "a.csv", "--as", COORDINATOR)
    capsys.readouterr()

    assert main(["audit", "--db", str(sample_database)]) == 0

    said = capsys.readouterr().out
    assert "Cán bộ Mẫu lấy danh sách 390 người, số điện thoại che bớt" in said


def test_audit_of_a_number_nobody_has(sample_database: Path) -> None:
    assert main(["audit", "--db", str(sample_database), "--who", "0999999999"]) == 1
    assert main(["audit", "--db", str(sample_database), "--who", "abc"]) == 1
