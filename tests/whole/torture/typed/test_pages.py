"""What a page without buttons asks, told by its words."""

import pytest

from tests.whole.torture.typed.pages import Asks, Page

REVIEW = """Cháu hiểu thế này:
• Thứ Bảy 28/11
• Loại: hướng dẫn người dân, Thôn 05
• 12 người
• Cài VNeID cho 5 người
Bác xem đúng chưa ạ? Đúng thì gõ *gửi đi*, chưa đúng thì gõ *sửa*.
1. Đúng rồi, gửi đi
2. Sửa
Bác có thể gõ: *để sau*, *bỏ hẳn*"""

PAGES = {
    REVIEW: Asks.REVIEW,
    "Cháu ghi xong rồi ạ. Tuần này tổ mình đã giúp 12 lượt người.\n"
    "Bác có thể gõ: *rút lại*, *ghi buổi*, *tuần của tổ*": Asks.CLOSING,
    "Bác muốn bỏ hẳn buổi hỗ trợ Thứ Bảy 21/11 (12 người), hay để sau ghi nốt ạ?\n"
    "1. Ghi tiếp\n2. Để sau\n3. Bỏ hẳn": Asks.LEAVING,
    "Bác cần cháu giúp việc gì ạ?\n1. Ghi buổi hỗ trợ\n2. Tuần của tổ": Asks.MENU,
    "Bước 3/9\nBuổi đó có bao nhiêu người ạ? Bác gõ số, ví dụ: 12\n"
    "Bác có thể gõ: *quay lại*, *để sau*": Asks.PEOPLE,
    "Trong đó có bao nhiêu ngư dân ạ? Bác gõ số, ví dụ: 3\nBác có thể gõ: *quay lại*": Asks.NUMBER,
    "Buổi đó ở đâu ạ? Bác gõ ví dụ: nhà văn hóa Thôn 05.\nBác có thể gõ: *bỏ qua*": Asks.PLACE,
    "Đó là buổi gì ạ? Bác chọn một loại dưới đây.\n1. Hướng dẫn người dân\n2. Hỗ trợ tại nhà\n"
    "Bác có thể gõ: *quay lại*": Asks.CHOICE,
    "Vâng, cháu đã cất buổi hỗ trợ Thứ Bảy 21/11 (50 người).": Asks.NOTHING,
}


@pytest.mark.parametrize(("text", "asks"), PAGES.items(), ids=[a.name for a in PAGES.values()])
def test_page_asks(text: str, asks: Asks) -> None:
    assert Page(text).asks is asks


def test_page_tells_options_ways_and_people() -> None:
    page = Page(REVIEW)

    assert page.options == {"1": "Đúng rồi, gửi đi", "2": "Sửa"}
    assert page.ways == ["để sau", "bỏ hẳn"]
    assert page.people == 12
