"""A file is known by its bytes, whatever it is called: what may be handed on, and what not."""

import io
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.papers import CSV, MOST_CONTENTS, FileKind, NoPaper, read_list, read_paper
from tests.papers import MAIN, office, zipped


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return file.getvalue()


def locked() -> bytes:
    """A zip whose members say that they are sealed with a password."""
    data = bytearray(office("docx"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (found := data.find(mark, start)) >= 0:
            data[found + place] |= 1
            start = found + 4
    return bytes(data)


@pytest.mark.parametrize("suffix", MAIN)
def test_office_file_of_today_is_taken(suffix: str) -> None:
    mime = MAIN[suffix].removesuffix(".main+xml")

    assert read_paper(office(suffix)) == FileKind(mime, suffix)


def test_pdf_is_taken() -> None:
    assert read_paper(b"%PDF-1.7\n...") == FileKind("application/pdf", "pdf")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (office("docx", macros=True), NoPaper.MACROS),
        (office("xlsx", **{"xl/vbaProject.bin": b"x"}), NoPaper.MACROS),
        (office("docx", **{"word/activeX/activeX1.bin": b"x"}), NoPaper.MACROS),
        (zipped({"a.txt": b"a"}), NoPaper.ARCHIVE),
        (zipped({"[Content_Types].xml": b"<Types/>"}), NoPaper.ARCHIVE),
        (zipped({}), NoPaper.ARCHIVE),
        (tar(), NoPaper.ARCHIVE),
        (b"Rar!\x1a\x07\x01\x00", NoPaper.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", NoPaper.ARCHIVE),
        (b"\x1f\x8b\x08", NoPaper.ARCHIVE),
        (b"MZ\x90\x00", NoPaper.PROGRAM),
        (b"\x7fELF\x02", NoPaper.PROGRAM),
        (b"#!/bin/sh\n", NoPaper.PROGRAM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NoPaper.OLD_OFFICE),
        (locked(), NoPaper.LOCKED),
        (b"<html><script>alert(1)</script>", NoPaper.OTHER),
        (b" %PDF-1.7", NoPaper.OTHER),
        (b"MZ%PDF-1.7", NoPaper.PROGRAM),
        (office("docx")[:40], NoPaper.OTHER),
        (b"", NoPaper.OTHER),
    ],
)
def test_everything_else_is_refused_and_says_why(data: bytes, why: NoPaper) -> None:
    assert read_paper(data) is why


def test_table_of_contents_that_unpacks_to_a_great_deal_is_not_unpacked() -> None:
    bomb = zipped({"[Content_Types].xml": b" " * (MOST_CONTENTS * 20)})

    assert len(bomb) < MOST_CONTENTS
    assert read_paper(bomb) is NoPaper.OTHER


def test_archive_with_very_many_members_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")

    assert read_paper(file.getvalue()) is NoPaper.ARCHIVE


@given(st.binary(max_size=400))
def test_whatever_comes_nothing_raises(data: bytes) -> None:
    assert isinstance(read_paper(data), FileKind | NoPaper)
    assert isinstance(read_paper(b"PK\x03\x04" + data), FileKind | NoPaper)


# Lists


@pytest.mark.parametrize(
    "data",
    [
        "Họ và tên;Năm sinh\nNguyễn Thị Hoa;1957\n".encode(),
        "Họ và tên;Năm sinh\n".encode("utf-8-sig"),
        "Họ và tên\tNăm sinh\n".encode("utf-16"),
        b"H\xe4 v\xb5 t\xaan,1957\r\n",
    ],
)
def test_text_of_any_encoding_is_taken_for_a_list(data: bytes) -> None:
    assert read_list(data) == CSV


def test_workbook_is_taken_for_a_list() -> None:
    assert read_list(office("xlsx")) == FileKind(MAIN["xlsx"].removesuffix(".main+xml"), "xlsx")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (office("docx"), NoPaper.NO_LIST),
        (b"%PDF-1.7", NoPaper.NO_LIST),
        (b"<html><table>", NoPaper.NO_LIST),
        (b"{\\rtf1", NoPaper.NO_LIST),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NoPaper.NO_LIST),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", NoPaper.NO_LIST),
        (b"", NoPaper.NO_LIST),
        (b" \n ", NoPaper.NO_LIST),
        (office("xlsx", macros=True), NoPaper.MACROS),
        (b"MZ\x90\x00", NoPaper.PROGRAM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NoPaper.OLD_OFFICE),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, why: NoPaper) -> None:
    assert read_list(data) is why


def test_csv_is_no_document_that_is_handed_on() -> None:
    assert read_paper(b"a;b\n1;2\n") is NoPaper.OTHER


@given(st.binary(max_size=400))
def test_whatever_comes_as_a_list_nothing_raises(data: bytes) -> None:
    assert isinstance(read_list(data), FileKind | NoPaper)
