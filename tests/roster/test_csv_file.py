"""CSV in every encoding and with every delimiter in which lists are found."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster import old_encodings
from bot.roster.csv_file import best_delimiter, decode, read_csv
from bot.roster.old_encodings import decode_tcvn3, decode_vni
from bot.roster.problems import Code
from bot.roster.syllables import is_syllable
from tests.roster.files import MEMBER_HEAD, flat_csv

NAMES = (
    "Nguyễn Văn Mẫu",
    "Trần Thị Thử Nghiệm",
    "Phạm Đức Dụ",
    "Hoàng Quỳnh Giả Định",
    "Vũ Thuỷ Nháp",
    "Lê Ưng Thuận",
    "Đặng Hữu Ước",
    "Bùi Khuyết Danh",
)
ROWS = [
    MEMBER_HEAD,
    *((name, f"091200000{n}", "Thôn Đông Hải", "Tổ viên", "bác") for n, name in enumerate(NAMES)),
]
TEXT = flat_csv(ROWS, ";")
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_tcvn3(text: str) -> bytes:
    bytes_of = {letter: byte for byte, letter in old_encodings._TCVN3.items()}
    return bytes(bytes_of.get(sign) or ord(sign) for sign in text)


def in_vni(text: str) -> bytes:
    written = {letter: pair for pair, letter in old_encodings._VNI.items()}
    return "".join(written.get(sign, sign) for sign in text).encode("cp1252")


def in_windows_1258(text: str) -> bytes:
    content = b""
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        letter = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        content += (letter + "".join(p for p in parts if p in TONES)).encode("cp1258")
    return content


@pytest.mark.parametrize(
    ("content", "old"),
    [
        (TEXT.encode("utf-8"), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16-be"), None),
        (unicodedata.normalize("NFD", TEXT).encode("utf-8"), None),
        (in_tcvn3(TEXT), "TCVN3 (ABC)"),
        (in_vni(TEXT), "VNI"),
        (in_windows_1258(TEXT), "Windows-1258"),
    ],
)
def test_names_come_out_whatever_the_encoding(content: bytes, old: str | None) -> None:
    sheet, problems = read_csv(content, "a.csv")

    assert sheet is not None
    assert [row.cells[0] for row in sheet.rows[1:]] == list(NAMES)
    assert [each.code for each in problems] == ([Code.OLD_ENCODING] if old else [])
    assert decode(content) is not None
    assert getattr(decode(content), "old", None) == old


def test_capitals_of_the_old_capital_fonts_are_set_right() -> None:
    assert decode_tcvn3(b"NGUY\xd4N V\xa8N H\xb6I") == "NGUYỄN VĂN HẢI"
    assert decode_tcvn3(b"Nguy\xd4n V\xa8n H\xb6i") == "Nguyễn Văn Hải"


def test_vni_writes_a_letter_and_then_its_mark() -> None:
    assert decode_vni("Nguyeãn Vaên Ñöôøng".encode("cp1252")) == "Nguyễn Văn Đường"
    assert decode_vni("HAÛI PHOØNG".encode("cp1252")) == "HẢI PHÒNG"


@pytest.mark.parametrize(
    "content",
    [
        "Nom;Téléphone\nFrançois Müller;1\nGarçon Brûlé;2".encode("cp1252"),
        b"ten;sdt\nNguy\xff\xfe\xfd;1",
        bytes(range(128, 256)),
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8\x00\xd8",
    ],
)
def test_encoding_that_is_not_sure_is_not_guessed(content: bytes) -> None:
    sheet, problems = read_csv(content, "a.csv")

    assert sheet is None
    assert [each.code for each in problems] == [Code.ENCODING_UNSURE]


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_delimiter_is_the_one_that_shows_headings(delimiter: str) -> None:
    head = ("STT", *MEMBER_HEAD)
    row = ("1", "Nguyễn Văn Mẫu", "0912000001", "Thôn 01, xóm 2; ngõ 3", "", "")

    assert best_delimiter(flat_csv([("Danh sách, năm 2026",), head, row], delimiter)) == delimiter


def test_excels_own_first_line_settles_the_delimiter() -> None:
    sheet, _ = read_csv("sep=;\nHọ tên;SĐT\nNguyễn Mẫu;0912000001".encode(), "a.csv")

    assert sheet is not None
    assert sheet.rows[2].cells == ("Nguyễn Mẫu", "0912000001")


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    sheet, _ = read_csv('Họ tên,SĐT\n\n"Nguyễn\nMẫu",0912000001\nLê,1'.encode(), "a.csv")

    assert sheet is not None
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [
        (1, "Họ tên"),
        (3, "Nguyễn Mẫu"),
        (4, "Lê"),
    ]


def test_too_many_rows_and_columns_are_refused() -> None:
    _, long = read_csv(b"a,b\n" * 20_001, "a.csv")
    _, wide = read_csv(b"a," * 70 + b"b", "a.csv")

    assert [each.code for each in long] == [Code.TOO_MANY_ROWS]
    assert [each.code for each in wide] == [Code.TOO_MANY_COLUMNS]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_sheet_or_a_problem(content: bytes) -> None:
    sheet, problems = read_csv(content, "a.csv")

    assert sheet is not None or any(each.stops for each in problems)


@pytest.mark.parametrize(
    "word", ["Nguyễn", "Thuở", "Giếng", "quyết", "đường", "nghiêng", "Ường", "khuya", "oằn"]
)
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Nguyªn", "Müller", "tầcs", "hoặcf", "cầt", "kết̀", "ﬁn"])
def test_other_words_are_not_syllables(word: str) -> None:
    assert not is_syllable(word)
