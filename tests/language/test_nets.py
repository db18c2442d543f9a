"""The last look at a reading: it asks where words are left over, and leaves small talk alone."""

from datetime import datetime

import pytest

from bot.language.sentences.heard import Ask, Kind
from bot.language.sentences.read import read_message

NOW = datetime(2026, 11, 21, 20)  # noqa: DTZ001  # the village's wall clock


@pytest.mark.parametrize(
    "typed",
    [
        "chúc mừng 8/3 chị em",
        "chúc mừng 20/10 nhé",
        "t7 họp chi bộ",
        "chiều nay bận đón cháu 2 tuổi",
        "tối nay xem bóng đá 2-1",
        "hôm nay 30 độ",
    ],
)
def test_small_talk_with_a_number_opens_no_report(typed: str) -> None:
    assert read_message(typed, NOW).kind is Kind.OTHER


@pytest.mark.parametrize(
    "typed",
    ["thôn 5 hỗ trợ 12 người hôm nay", "tổ 3 ho tro 8 ba con lam vneid sang nay"],
)
def test_number_of_a_team_before_its_deed_is_no_count(typed: str) -> None:
    (report,) = read_message(typed, NOW).reports

    assert report.ask == ()


@pytest.mark.parametrize(
    ("typed", "ask"),
    [
        ("hnay xong 12 máy", Ask.WHAT_IS_COUNTED),
        ("Tối qua 12 người học VNeID, thôn bạn cũng thế", Ask.CONFIRM_NUMBER),
        ("loa gọi 50 bác, thực tế 23 bác ra làm vneid tối qua", Ask.CONFIRM_NUMBER),
        ("hôm nay 18 người thì 1 phần 3 làm được mức 2", Ask.CONFIRM_TOTAL),
        ("tính cả hôm qua được 40 vneid", Ask.DATE_RANGE),
        ("chị Thắm bảo hôm qua chị ấy cài được 5 vneid", Ask.CONFIRM_NUMBER),
        ("hôm nay 3 người xin cài nhưng máy cũ", Ask.CONFIRM_NUMBER),
        ("đôi ba chục bà con tới sáng nay", Ask.NUMBER_MISSING),
    ],
)
def test_what_a_reading_does_not_explain_is_asked(typed: str, ask: Ask) -> None:
    (report,) = read_message(typed, NOW).reports

    assert ask in report.ask
