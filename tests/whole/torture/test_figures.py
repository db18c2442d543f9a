"""What a person reads on a review page, word for word as the product says it."""

import pytest

from bot.dialog.address import Address
from bot.dialog.text import Text
from bot.texts import Reader, Texts
from tests.whole.torture.figures import Figures, UnreadableError, read_figures

TEXTS = Texts()
READER = Reader("vi", Address.BAC)


def said(*lines: Text) -> str:
    return "\n".join(TEXTS.render(line, READER) for line in lines)


def test_page_is_read_line_by_line() -> None:
    page = """Cháu hiểu thế này:
• Thứ Bảy 21/11
• Loại: hướng dẫn người dân, Thôn 01
• 1.200 người, trong đó 3 người cao tuổi, 2 người lao động tự do
• Đã giúp: Dịch vụ công (3), VssID
• Ở chợ, cạnh đình
• 2 ảnh
• Ghi chú: 12 người
Bác xem đúng chưa ạ? Đúng thì gõ *gửi đi*, chưa đúng thì gõ *sửa*."""

    assert read_figures(page) == Figures(
        day="21/11",
        kind="residents_session",
        team="Thôn 01",
        people=1200,
        groups=frozenset({("elderly", 3), ("freelance", 2)}),
        topics=frozenset({("Dịch vụ công", 3), ("VssID", None)}),
        place="chợ, cạnh đình",
        photos=2,
        note="12 người",
    )


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        (Text("session.sum.vneid", count=5), (0, 0, 5)),
        (Text("session.sum.vneid_level", count=5, level=1), (5, 0, 0)),
        (Text("session.sum.vneid_level", count=5, level=2), (0, 5, 0)),
        (Text("session.sum.vneid_both", count=5, first=3, second=2), (3, 2, 0)),
    ],
)
def test_levels_are_told_apart(line: Text, levels: tuple[int, int, int]) -> None:
    assert read_figures(said(line)).vneid == levels


def test_names_are_counted_with_those_that_are_not_shown() -> None:
    line = Text("session.sum.names_more", people=9, names=("An", "Bình"), more=7)

    assert read_figures(said(line)) == Figures(people=9, names=frozenset({"An", "Bình"}))


def test_page_that_counts_wrong_cannot_be_read() -> None:
    with pytest.raises(UnreadableError):
        read_figures(said(Text("session.sum.names", people=3, names=("An", "Bình"))))


def test_session_for_another_names_whom_and_how() -> None:
    name = Text("label.person", name="Thành viên 002", team="Thôn 01")
    line = Text("session.sum.for", name=name, how=Text("button.paper"))

    read = read_figures(said(line))

    assert (read.for_whom, read.team, read.how) == ("Thành viên 002", "Thôn 01", "paper")


def test_line_that_says_nothing_known_is_told() -> None:
    with pytest.raises(UnreadableError):
        read_figures("• Trời mưa")


def test_installs_and_businesses_are_read_too() -> None:
    installs = "• Thứ Bảy 21/11\n• Cài VNeID mức 2 cho 4 người\n• Ở chợ\n• Tính cho Thôn 01"
    support = "• Thứ Bảy 21/11\n• Hộ mới: 2 người, Thôn 04\n• Đã giúp: Mã QR\n• Tính cho Thôn 01"
    known = support.replace("Hộ mới: 2 người, Thôn 04", "4 (Thôn 04), đã có trong danh sách")

    assert read_figures(installs) == Figures(
        day="21/11", kind="installs", team="Thôn 01", people=4, vneid=(0, 4, 0), place="chợ"
    )
    for page in (support, known):
        assert read_figures(page) == Figures(day="21/11", kind="business", team="Thôn 01")
