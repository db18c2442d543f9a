"""Workbooks with everything that people and programs put into them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.roster.problems import Code
from bot.roster.reading import FileRead, read_file
from bot.roster.sheets import Fault
from tests.roster.files import (
    MEMBER_HEAD,
    TEAM_HEAD,
    check,
    part_of,
    sample_workbook,
    told,
    with_part,
    workbook,
)

MAU = ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01", "Tổ trưởng", "bác")
THU = ("Trần Thị Thử", "0912000002", "", "Thành viên", "")
SHEET_1 = "xl/worksheets/sheet1.xml"


def read(content: bytes, tmp_path: Path, name: str = "a.xlsx") -> FileRead:
    path = tmp_path / name
    path.write_bytes(content)
    return read_file(path, lambda _done, _total: None)


def codes(found: FileRead) -> list[Code]:
    return [each.code for each in found.problems]


def test_sample_of_58_teams_and_386_members_has_no_problem(tmp_path: Path) -> None:
    found = read(sample_workbook(), tmp_path)
    checked = check(*found.sheets)

    assert codes(found) == []
    assert told(checked) == told(checked, stopping=False) == []
    assert checked.roster is not None
    assert len(checked.roster.teams) == 58
    assert len(checked.roster.members) == 386
    assert sum(team.households or 0 for team in checked.roster.teams) == 8203


def test_numbers_become_the_text_that_people_see(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, ("Mẫu", 912345678, 5, 912345678.0, 1.5, True)]})

    assert read(content, tmp_path).sheets[0].rows[1].cells == (
        "Mẫu",
        "912345678",
        "5",
        "912345678",
        "1.5",
        "True",
    )


def test_marks_apart_are_put_together(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, ("Nguye\u0302\u0303n", *MAU[1:])]})

    assert read(content, tmp_path).sheets[0].rows[1].cells[0] == "Nguyễn"


def test_cells_merged_downwards_share_their_value(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book["Thành viên"].merge_cells("C2:C3")

    found = read(workbook({"Thành viên": [MEMBER_HEAD, MAU, THU]}, merge), tmp_path)
    checked = check(*found.sheets)

    assert checked.roster is not None
    assert [next(iter(each.duties)).team for each in checked.roster.members] == ["Thôn 01"] * 2


def test_cells_merged_across_are_a_problem_where_they_matter(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        book["Thành viên"].merge_cells("A1:E1")
        book["Thành viên"].merge_cells("A3:B3")

    rows = [("DANH SÁCH",), MEMBER_HEAD, MAU]
    found = read(workbook({"Thành viên": rows}, merge), tmp_path)

    assert found.sheets[0].rows[2].cells[1] is Fault.MERGED_ACROSS
    assert told(check(*found.sheets)) == [("cell_merged_across", 3, "B")]


def test_formula_without_a_value_is_named_by_row_and_column(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, ('="Nguyễn"&" Mẫu"', *MAU[1:])]})

    assert told(check(*read(content, tmp_path).sheets)) == [("formula_without_value", 2, "A")]


def test_formula_with_its_value_is_read_by_it(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, ('="a"', *MAU[1:]), ("=1", *MAU[1:])]})
    page = part_of(content, SHEET_1)
    page = page.replace(
        b'<c r="A2"><f>"a"</f><v />', '<c r="A2" t="str"><f>"a"</f><v>Mẫu</v>'.encode()
    )
    page = page.replace(b'<c r="A3"><f>1</f><v />', b'<c r="A3" t="str"><f>1</f><v></v>')

    rows = read(with_part(content, SHEET_1, page), tmp_path).sheets[0].rows

    assert rows[1].cells[0] == "Mẫu"
    assert rows[2].cells[0] == ""  # the empty text is a value too


def test_hidden_rows_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["Thành viên"].row_dimensions[3].hidden = True
        book["Tổ"].sheet_state = "hidden"

    sheets = {
        "Tổ": [TEAM_HEAD, ("Thôn 01", "Tổ", "Thôn 01", 142)],
        "Thành viên": [MEMBER_HEAD, MAU, (*THU[:2], "Thôn 01")],
    }
    found = read(workbook(sheets, hide), tmp_path)
    checked = check(*found.sheets)

    assert codes(found) == [Code.SHEET_HIDDEN, Code.ROWS_HIDDEN]
    assert checked.roster is not None
    assert len(checked.roster.members) == 2


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    content = with_part(sample_workbook(), "xl/vbaProject.bin", b"macros")
    found = read(content, tmp_path, "a.xlsm")

    assert codes(found) == [Code.MACROS_IGNORED]
    assert len(found.sheets) == 2


def test_error_of_excel_is_a_problem(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, (*MAU[:2], "#REF!")]})

    assert told(check(*read(content, tmp_path).sheets)) == [("cell_error", 2, "C")]


def test_far_cell_makes_no_million_rows(tmp_path: Path) -> None:
    def stray(book: Workbook) -> None:
        book["Thành viên"]["A1048576"] = "x"

    def wide(book: Workbook) -> None:
        book["Thành viên"]["XFD1"] = "x"

    sheets = {"Thành viên": [MEMBER_HEAD, MAU]}

    assert codes(read(workbook(sheets, stray), tmp_path)) == [Code.TOO_MANY_ROWS]
    assert codes(read(workbook(sheets, wide), tmp_path)) == [Code.TOO_MANY_COLUMNS]


def test_size_that_a_sheet_claims_is_not_believed(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, MAU]})
    page = part_of(content, SHEET_1).replace(b'ref="A1:E2"', b'ref="A1:XFD1048576"')

    assert len(read(with_part(content, SHEET_1, page), tmp_path).sheets[0].rows) == 2


def test_merged_area_as_large_as_the_sheet_costs_nothing(tmp_path: Path) -> None:
    content = workbook({"Thành viên": [MEMBER_HEAD, MAU]}, lambda b: b.active.merge_cells("H1:H2"))
    page = part_of(content, SHEET_1).replace(b"H1:H2", b"H1:XFD1048576")

    assert codes(read(with_part(content, SHEET_1, page), tmp_path)) == []


def bomb() -> bytes:
    return with_part(sample_workbook(), SHEET_1, b"\0" * 50_000_000)


def crowd() -> bytes:
    made = io.BytesIO(sample_workbook())
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}", b"")
    return made.getvalue()


def entities() -> bytes:
    page = part_of(sample_workbook(), "xl/styles.xml")
    head = b" " * 5_000 + b'<!DOCTYPE x [<!ENTITY a "b">]>'
    return with_part(sample_workbook(), "xl/styles.xml", head + page)


def entities_of_a_sheet() -> bytes:
    page = part_of(sample_workbook(), SHEET_1)
    head = b" " * 5_000 + b'<!DOCTYPE x [<!ENTITY a "b">]>'
    return with_part(sample_workbook(), SHEET_1, head + page)


def lies_about_its_size() -> bytes:
    """The table says 10 bytes where 50 MB come: only the ten are unpacked, and the sum is wrong."""
    content = bomb()
    honest = (50_000_000).to_bytes(4, "little")
    return content.replace(honest, (10).to_bytes(4, "little"))


def broken_sheet() -> bytes:
    return with_part(sample_workbook(), SHEET_1, b"<worksheet><sheetData>")


def broken_book() -> bytes:
    return with_part(sample_workbook(), "xl/workbook.xml", b"<a/>")


BAD: dict[str, tuple[Callable[[], bytes], Code]] = {
    "bomb": (bomb, Code.FILE_BOMB),
    "crowd": (crowd, Code.FILE_BOMB),
    "entities": (entities, Code.FILE_BOMB),
    "entities of a sheet": (entities_of_a_sheet, Code.FILE_BOMB),
    "a lie about its size": (lies_about_its_size, Code.FILE_DAMAGED),
    "cut off": (lambda: sample_workbook()[:-300], Code.FILE_DAMAGED),
    "broken sheet": (broken_sheet, Code.FILE_DAMAGED),
    "broken book": (broken_book, Code.FILE_DAMAGED),
    "no zip": (lambda: b"PK\x03\x04 no zip at all", Code.FILE_DAMAGED),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, Code.FILE_OLD_EXCEL),
    "pdf": (lambda: b"%PDF-1.7", Code.FILE_OTHER_KIND),
    "page": (lambda: b"<html><table>", Code.FILE_OTHER_KIND),
    "nothing": (lambda: b"", Code.FILE_EMPTY),
    "blanks": (lambda: b" \n ", Code.FILE_EMPTY),
    "large": (lambda: b"x" * 20_000_001, Code.FILE_TOO_LARGE),
}


@pytest.mark.parametrize("kind", BAD)
def test_file_that_cannot_be_read_says_why(kind: str, tmp_path: Path) -> None:
    make, code = BAD[kind]

    found = read(make(), tmp_path)

    assert codes(found) == [code]
    assert found.sheets == ()


def test_zip_that_is_no_workbook_is_another_kind(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", "<office/>")

    assert codes(read(made.getvalue(), tmp_path)) == [Code.FILE_OTHER_KIND]


def test_missing_file_and_folder_are_problems_too(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        assert codes(read_file(path, lambda _done, _total: None)) == [Code.FILE_MISSING]


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(sample_workbook())
    told_: list[tuple[int, int]] = []

    read_file(path, lambda done, total: told_.append((done, total)))

    assert told_[-1] == (446, 446)
    assert [done for done, _ in told_] == sorted(done for done, _ in told_)
