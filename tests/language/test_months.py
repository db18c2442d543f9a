"""Which month somebody wants to catch up, and the days of it as they are said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.months import (
    Month,
    asked_month,
    month_from_text,
    month_to_text,
    months_back,
    with_whole_dates,
)

TODAY = date(2026, 11, 20)
MARCH = Month(2026, 3)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("bổ sung tháng 3", MARCH),
        ("Bổ sung tháng 3 ạ", MARCH),
        ("bo sung thang 3", MARCH),
        ("nhập bù tháng ba", MARCH),
        ("cho bác bổ sung các buổi của tháng 3", MARCH),
        ("ghi bù tháng 3/2026", MARCH),
        ("bổ sung tháng 3 năm 2025", Month(2025, 3)),
        ("bổ sung tháng 3 năm ngoái", Month(2025, 3)),
        ("bổ sung tháng 12", Month(2025, 12)),
        ("bổ sung tháng mười hai", Month(2025, 12)),
        ("bổ sung tháng mười một", Month(2026, 11)),
        ("bổ sung tháng chạp", Month(2025, 12)),
        ("bổ sung tháng trước", Month(2026, 10)),
        ("nhập bù tháng này", Month(2026, 11)),
        ("tháng 3 chưa ghi", MARCH),
        ("tháng 3 còn thiếu", MARCH),
        ("tháng 3 quên ghi mấy", None),
        ("tháng 3 còn chưa ghi hết", MARCH),
    ],
)
def test_month_that_is_asked_for(text: str, month: Month | None) -> None:
    assert asked_month(text, TODAY) == month


@pytest.mark.parametrize(
    "text",
    [
        "bổ sung",
        "bổ sung tháng 13",
        "bổ sung tháng 12 năm 2026",
        "bổ sung tháng 3: ngày 5 hướng dẫn 12 người",
        "tháng 3 hướng dẫn 12 người",
        "ngày 5 tháng 3 12 người",
        "tháng 3",
        "bổ sung 3 người",
        "tháng 3 chưa có ai ghi hướng dẫn 12 người ở nhà văn hóa",
    ],
)
def test_what_asks_for_no_month(text: str) -> None:
    assert asked_month(text, TODAY) is None


@given(st.text(max_size=80), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_no_text_harms_and_no_month_lies_ahead(text: str, today: date) -> None:
    month = asked_month(text, today)

    assert month is None or month.first <= today


@given(st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_month_by_number_is_the_latest_that_has_begun(number: int, today: date) -> None:
    month = asked_month(f"bổ sung tháng {number}", today)

    assert month is not None
    assert month.number == number
    assert 0 <= (today - month.first).days <= 366


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_month_is_written_and_read_back(day: date) -> None:
    month = Month(day.year, day.month)

    assert month_from_text(month_to_text(month)) == month


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-3", "../2026-03", "2026-03x"])
def test_other_texts_are_no_month(text: str) -> None:
    assert month_from_text(text) is None


def test_months_go_back_over_the_turn_of_the_year() -> None:
    assert [month_to_text(m) for m in months_back(date(2026, 2, 28), 4)] == [
        "2026-02", "2026-01", "2025-12", "2025-11",
    ]  # fmt: skip


# Days of the month


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("ngày 5 hướng dẫn 12 người", "5/3/2026 hướng dẫn 12 người"),
        ("mùng 5 có 12 người", "5/3/2026 có 12 người"),
        ("hom 5 12 nguoi", "5/3/2026 12 nguoi"),
        ("ngày 5/3 12 người", "ngày 5/3/2026 12 người"),
        ("5/3 12 người", "5/3/2026 12 người"),
        ("ngày 5 tháng 3 12 người", "5/3/2026 12 người"),
        ("5: 12 người", "5/3/2026: 12 người"),
        ("ngày 5.3 12 người", "ngày 5/3/2026 12 người"),
        ("thứ bảy tuần đầu 12 người", "7/3/2026 12 người"),
        ("thứ 7 tuần 2 có 12 người", "14/3/2026 có 12 người"),
        ("chủ nhật tuần cuối 9 người", "29/3/2026 9 người"),
        ("T2 tuần đầu tiên 9 người", "2/3/2026 9 người"),
        ("ngày 5/3/2026 12 người", "ngày 5/3/2026 12 người"),
        ("ngày 5/4 12 người", "ngày 5/4 12 người"),
        ("ngày 5 tháng 4 12 người", "ngày 5 tháng 4 12 người"),
        ("ngày 32 12 người", "ngày 32 12 người"),
        ("12 người, 3 cụ", "12 người, 3 cụ"),
        ("5/12 người đã cài", "5/12 người đã cài"),
        ("mỗi ngày 12 người", "mỗi ngày 12 người"),
    ],
)
def test_days_are_written_out(said: str, written: str) -> None:
    assert with_whole_dates(said, MARCH) == written


@given(st.text(max_size=60))
def test_text_without_a_figure_and_week_stays_as_it_is(text: str) -> None:
    if not any(sign.isdigit() for sign in text) and "tu" not in text.lower():
        assert with_whole_dates(text, MARCH) == text


@given(st.text(max_size=60), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_writing_out_never_fails(text: str, day: date) -> None:
    assert isinstance(with_whole_dates(text, Month(day.year, day.month)), str)
