"""What a message asks is told as its reader would tell it."""

import pytest

from tests.whole.torture.pages import Asks, Page
from tests.whole.torture.provider import Shown

SESSION = "Cháu hiểu thế này:\n• Loại: hỗ trợ tại nhà, Thôn 01\n• 3 người\nBác xem đúng chưa ạ?"
ZERO = "• Thôn 41, tuần 16/11 – 22/11: không có hoạt động\nBác xem đúng chưa ạ?"


def page(text: str, *codes: str) -> Page:
    return Page(Shown(1, "letter/0", text, tuple((f"d1.4.{code}", code) for code in codes)))


@pytest.mark.parametrize(
    ("text", "codes", "asks"),
    [
        ("Vâng ạ.", (), Asks.NOTHING),
        (SESSION, ("=yes", "=edit", "later", "drop"), Asks.REVIEW),
        (ZERO, ("=yes", "=edit", "later", "drop"), Asks.ZERO),
        ("• Lớp học về: VNeID\nĐúng chưa ạ?", ("=yes", "=edit", "later"), Asks.FOREIGN),
        ("• Cài VNeID cho 2 người\nĐúng chưa ạ?", ("=yes", "=edit", "later"), Asks.REVIEW),
        ("Ngày nào?", ("@2026-11-21", "later"), Asks.DAY),
        ("Buổi gì?", ("=residents_session", "=home_visit", "back"), Asks.CHOICE),
        ("Tuần nào?", ("=2026-W47", "=2026-W46"), Asks.CHOICE),
        ("Việc gì?", ("+dvc", "-vssid", "done"), Asks.TICKS),
        ("500 người, đúng không?", ("yes", "no"), Asks.DOUBT),
        ("Buổi đó ở đâu ạ?", ("skip", "back"), Asks.PLACE),
        ("Bác có muốn dặn thêm gì không ạ?", ("skip", "back"), Asks.NOTE),
        ("Bác có ảnh buổi đó không ạ?", ("skip", "back"), Asks.PHOTOS),
        ("Bao nhiêu người ạ?", ("back", "later", "scribe"), Asks.NUMBER),
        ("Sửa mục nào?", ("=day", "=kind", "back"), Asks.EDIT),
        ("Ghi tiếp?", ("=go_on", "=later", "=drop"), Asks.LEAVING),
        ("Cháu ghi xong rồi ạ.", ("o0", "o1", "o2"), Asks.CLOSING),
        ("Cần giúp gì?", ("=session", "=contact"), Asks.MENU),
    ],
)
def test_page_is_told_by_its_buttons_else_by_its_question(
    text: str, codes: tuple[str, ...], asks: Asks
) -> None:
    assert page(text, *codes).asks is asks


def test_button_is_bound_to_its_dialog() -> None:
    shown = page(SESSION, "=yes", "=edit")

    assert (shown.dialog, shown.codes["=yes"], shown.options) == (
        "d1", "d1.4.=yes", ["=yes", "=edit"],
    )  # fmt: skip
