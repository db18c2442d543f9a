"""The form of a transcript: read, written, and read back equal."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import Button, Part
from bot.cli.script import BadLineError
from bot.cli.simulation import Sent
from bot.cli.transcript import read_entry, read_transcript, write_entry, write_sent

WHO = "0912000002"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("@ 2026-11-21 09:00", {"at": "2026-11-21T09:00"}),
        ("@ 2026-11-21 09:00:30 (tắt)", {"at": "2026-11-21T09:00:30", "down": True}),
        (f"{WHO}: ghi buổi: 12", {"who": WHO, "text": "ghi buổi: 12"}),
        (f"{WHO}: (bấm) Hôm nay", {"who": WHO, "press": "Hôm nay"}),
        (f"{WHO}: (ảnh) anh.jpg", {"who": WHO, "photo": "anh.jpg"}),
        (f"{WHO}: (tệp) so.xlsx", {"who": WHO, "file": "so.xlsx"}),
        (f"{WHO}: (thoại)", {"who": WHO, "voice": True}),
        (f"{WHO}: (gửi) sticker", {"who": WHO, "other": "sticker"}),
        (f"{WHO}: (vị trí) 20.7,107.05", {"who": WHO, "place": "20.7,107.05"}),
        (f"{WHO}: (danh bạ) Hoa, 0912", {"who": WHO, "contact": "Hoa, 0912"}),
        (f"{WHO}: (mở khung chat)", {"who": WHO, "arrived": True}),
        (f"{WHO}: (chặn)", {"who": WHO, "departed": True}),
        (f"{WHO}: (cán bộ trả lời)", {"who": WHO, "taken_over": True}),
        (f"{WHO} [m1]: chào", {"who": WHO, "id": "m1", "text": "chào"}),
        (f"{WHO}: (sửa m1) 13 người", {"who": WHO, "edit": "13 người", "of": "m1"}),
        ("resident:Cô Hoa: chào", {"who": "resident:Cô Hoa", "text": "chào"}),
        ("new:Ai: (bấm) Xem", {"who": "new:Ai", "press": "Xem"}),
    ],
)
def test_line_is_read_and_written(written: str, line: dict[str, Any]) -> None:
    assert line == read_entry(written).line
    assert written == write_entry(line)


@pytest.mark.parametrize(
    "text", ["", " ", "a\nb", " a", "(thoại)", "(ảnh) x", "(sửa m1) x", "a\r", "a\x85b"]
)
def test_what_has_no_form_of_its_own_is_json(text: str) -> None:
    line = {"who": WHO, "text": text}

    written = write_entry(line)

    assert written.startswith("{")
    assert line == read_entry(written).line


@given(st.text(max_size=30))
def test_every_text_is_read_back_equal(text: str) -> None:
    line = {"who": WHO, "text": text}

    (entry,) = read_transcript(write_entry(line)).entries

    assert line == entry.line


def test_old_press_is_marked() -> None:
    entry = read_entry(f"{WHO}: (bấm cũ) Hôm nay")

    assert (entry.line, entry.is_old) == ({"who": WHO, "press": "Hôm nay"}, True)


def test_remarks_stay_and_what_came_out_goes() -> None:
    transcript = read_transcript(
        f"# Thử\n! plain\n\n{WHO}: chào\n  Bot: a\n       b\n  (im lặng)\n"
    )

    assert [entry.written for entry in transcript.entries] == [
        "# Thử", "! plain", "", f"{WHO}: chào",
    ]  # fmt: skip
    assert transcript.capabilities == "plain"


@pytest.mark.parametrize("line", ["chào", "@ hôm qua", "0912000002 chào", "{"])
def test_line_that_cannot_be_read_is_named_by_its_number(line: str) -> None:
    with pytest.raises(BadLineError, match="line 2: "):
        read_transcript(f"# một\n{line}\n")


def test_what_came_out_is_indented() -> None:
    sent = [
        Sent(
            WHO, Part("Hôm nào ạ?\n\nVí dụ: hôm qua", (Button("a", "Hôm nay"), Button("b", "Lùi")))
        ),
        Sent("0912000001", Part("Tổ mình có tin mới.")),
    ]

    assert write_sent({"who": WHO, "text": "a"}, sent) == [
        "  Bot: Hôm nào ạ?",
        "       ¶",
        "       Ví dụ: hôm qua",
        "       [Hôm nay] [Lùi]",
        "  Bot → 0912000001: Tổ mình có tin mới.",
    ]


def test_silence_is_shown_where_somebody_spoke() -> None:
    assert write_sent({"who": WHO, "text": "a"}, []) == ["  (im lặng)"]
    assert write_sent({"at": "2026-11-21T09:00"}, []) == []
