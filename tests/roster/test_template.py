import io

from openpyxl import load_workbook

from bot.roster.csv_file import read_csv
from bot.roster.headings import MEMBER_FIELDS, TEAM_FIELDS
from bot.roster.template import csv_template, workbook_template
from bot.roster.workbook import read_workbook
from tests.roster.files import check, sheet, told


def made() -> bytes:
    return workbook_template(lambda text: text.id)


def test_workbook_has_lists_to_fill_in_and_a_guide() -> None:
    book = load_workbook(io.BytesIO(made()))

    assert book.sheetnames == ["Tổ", "Thành viên", "Hướng dẫn"]
    assert [cell.value for cell in book["Tổ"][1]] == [field.value for field in TEAM_FIELDS]
    assert [cell.value for cell in book["Thành viên"][1]] == [
        field.value for field in MEMBER_FIELDS
    ]
    assert book["Thành viên"].column_dimensions["B"].number_format == "@"
    offered = {rule.formula1 for rule in book["Thành viên"].data_validations.dataValidation}
    assert '"Tổ trưởng,Thành viên,Đội phản ứng nhanh,Cán bộ,Văn phòng,Quản trị"' in offered
    assert '"bác,ông,bà,cô,chú,anh,chị,bạn"' in offered


def test_untouched_template_has_nothing_but_examples() -> None:
    sheets, problems = read_workbook(made(), "a.xlsx", lambda _done, _total: None)
    checked = check(*sheets)

    assert problems == []
    assert [code for code, _, _ in told(checked)] == ["nothing_listed"]
    assert {code for code, _, _ in told(checked, stopping=False)} == {"example_skipped"}


def test_examples_are_right_but_for_their_mark() -> None:
    """What a person copies must pass when only "Ví dụ: " is taken off."""
    for content in (None, csv_template()):
        if content is None:
            sheets, _ = read_workbook(made(), "a.xlsx", lambda _done, _total: None)
        else:
            one, _ = read_csv(content, "a.csv")
            assert one is not None
            sheets = (one,)
        plain = [
            sheet(
                *(
                    tuple(str(cell).removeprefix("Ví dụ: ") for cell in row.cells)
                    for row in each.rows
                ),
                name=each.name,
            )
            for each in sheets
        ]
        checked = check(*plain)

        assert told(checked) == []
        assert checked.roster is not None
        assert len(checked.roster.teams) == 2
        assert len(checked.roster.members) == 4
