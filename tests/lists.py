"""Files with lists of learners, good and bad, as small as such a file can be."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook

from tests.papers import office

HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Điện thoại", "Đồng ý")
GOOD = (
    ("1", "Nguyễn Thị Hoa", "1955", "0912345678", "Có"),
    ("2", "Trần Văn Ba", "1948", "", "Có"),
    ("3", "Lê Thị Cúc", "1960", "", "Không"),
)
MIXED = (
    ("1", "Phạm Văn Bảy", "1950", "", ""),
    ("2", "Nguyễn Thị Hoa 2", "1957", "", ""),
    ("3", "Bùi Thị Mai", "1823", "", ""),
    ("4", "Đỗ Văn Tám", "1952", "12345", ""),
    ("5", "", "1961", "", ""),
    ("6", "phạm văn bảy", "1950", "", ""),
    ("7", "Hoàng Thị Lan", "1823", "", ""),
)


def csv(rows: tuple[tuple[str, ...], ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return "".join(f"{';'.join(row)}\n" for row in (headings, *rows)).encode("utf-8-sig")


def workbook(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """With a title over it, merged across, and a formula beside it."""
    book = Workbook()
    page = book.active
    page.append(["DANH SÁCH LỚP BÌNH DÂN HỌC VỤ SỐ"])
    page.merge_cells("A1:E1")
    page.append(list(HEADINGS))
    for row in rows:
        page.append(list(row))
    page["G3"] = "=1+1"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to very much."""
    content = io.BytesIO(office("xlsx"))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return content.getvalue()


ENTRIES = ("Ngày", "Việc", "Số người", "Người cao tuổi", "VNeID mức 1", "VNeID mức 2",
           "Địa điểm", "Ghi chú", "Dịch vụ công")  # fmt: skip
MONTH = (
    ("Ví dụ: 5/3/2026", "Hướng dẫn", "12", "3", "0", "4", "nhà văn hóa", "", ""),
    *((f"{day}/3/2026", "Hướng dẫn", f"{day + 5}", "2", "", "3", "chợ", "", "4")
      for day in range(2, 11)),
    ("12/3/2026", "Tại nhà", "1", "", "1", "", "nhà bà Bảy", "đi lại khó", ""),
    ("13/3/2026", "Tập huấn", "6", "", "", "", "", "", ""),
    ("32/3/2026", "Hướng dẫn", "12", "", "", "", "", "", ""),
    ("14/3/2026", "Hướng dẫn", "", "", "", "", "", "", ""),
    ("15/3/2026", "Hướng dẫn", "10", "12", "", "", "", "", ""),
    ("13/3/2026", "Tập huấn", "6", "", "", "", "", "", ""),
    ("1/3/2027", "Hướng dẫn", "10", "", "", "", "", "", ""),
    ("16/3/2026", "Hướng dẫn", "mười", "", "", "", "", "", ""),
    ("17/3/2026", "đá bóng", "22", "", "", "", "", "", ""),
)  # fmt: skip


def entries() -> bytes:
    """As the template is filled in, with a day that the spreadsheet made a date of."""
    book = Workbook()
    page = book.active
    page.append(list(ENTRIES))
    for row in MONTH:
        page.append(list(row))
    page["A3"] = date(2026, 3, 2)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def lists() -> Mapping[str, bytes]:
    """By the names under which transcripts send them."""
    long = tuple((str(n), f"Nguyễn Văn {'abcdeghiklmn'[n % 12]}", "1950") for n in range(20_001))
    return {
        "hoc-vien.xlsx": workbook(GOOD),
        "hoc-vien.csv": csv(GOOD[:2]),
        "lan-lon.csv": csv(MIXED),
        "can-cuoc.csv": csv((("1", "Nguyễn Thị Hoa", "1955", "031157001234", ""),)),
        "dai.csv": csv(long),
        "bom.xlsx": bomb(),
        "lenh.xlsm": office("xlsx", macros=True),
        "trong.csv": csv(()),
        "bo-sung.xlsx": entries(),
        "bo-sung.csv": csv(MONTH[9:12], ENTRIES),
    }
