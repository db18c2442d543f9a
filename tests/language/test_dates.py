"""The answer to "which day": one day where the words name one, else the reason why not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import OnDay, Unclear, read_date
from bot.language.day_walk import Why
from bot.language.fold import fold
from tests.language.study import cases
from tests.language.test_fold import ANY_TEXT

STUDY_DAY = datetime.fromisoformat(cases()["now"]).date()
SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(("text", "day"), cases()["dates"])
def test_phrases_of_the_study_are_read(text: str, day: str | None) -> None:
    reading = read_date(text, STUDY_DAY)

    assert day == (reading.day.isoformat() if isinstance(reading, OnDay) else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21/11", "2026-11-21"),
        (" 21 / 11 ", "2026-11-21"),
        ("21.11", "2026-11-21"),
        ("21-11-2026", "2026-11-21"),
        ("21/11/26", "2026-11-21"),
        ("2026-11-21", "2026-11-21"),
        ("２１/１１", "2026-11-21"),
        ("ngày 21-11", "2026-11-21"),
        ("ngày 21 tháng 11", "2026-11-21"),
        ("hai mươi mốt tháng mười một", "2026-11-21"),
        ("ngày 5 tháng mười năm 2026", "2026-10-05"),
        ("12 tháng tư", "2026-04-12"),
        ("ngày 5 tháng trước", "2026-10-05"),
        ("20/12 năm ngoái", "2025-12-20"),
        ("ngày 31", "2026-10-31"),
        ("21", "2026-11-21"),
        ("thứ bảy", "2026-11-21"),
        ("t7", "2026-11-21"),
        ("chiều thứ 7", "2026-11-21"),
        ("thứ bảy 21/11", "2026-11-21"),
        ("tuần trước thứ 6", "2026-11-13"),
        ("t2 vừa rồi", "2026-11-16"),
        ("thứ bảy này", "2026-11-21"),
        ("thu 6 toi huong dan 5 nguoi", "2026-11-20"),
        ("thứ hai sáu người", "2026-11-16"),
        ("sáng nay", "2026-11-22"),
        ("hôm nay, 22/11", "2026-11-22"),
        ("hôm qua ạ", "2026-11-21"),
        ("bữa qua", "2026-11-21"),
        ("hôm qua 12 người", "2026-11-21"),
        ("hôm kìa", "2026-11-19"),
        ("cách đây 3 ngày", "2026-11-19"),
    ],
)
def test_a_day_is_found_as_people_write_it(text: str, day: str) -> None:
    assert OnDay(date.fromisoformat(day)) == read_date(text, SUNDAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [("mai", 1), ("dạ mai ạ", 1), ("ngày kia", 2), ("3 ngày nữa", 3), ("thứ bảy tới", 6),
     ("t7 tuần sau", 6), ("30/11", 8)],
)  # fmt: skip
def test_a_day_to_come_is_a_day(text: str, days: int) -> None:
    assert OnDay(SUNDAY + timedelta(days=days)) == read_date(text, SUNDAY)


def test_a_weekday_named_on_itself_is_today() -> None:
    assert OnDay(SUNDAY) == read_date("chủ nhật", SUNDAY)


def test_a_weekday_just_past_is_not_today() -> None:
    assert OnDay(SUNDAY - timedelta(days=7)) == read_date("cn vừa rồi", SUNDAY)


@pytest.mark.parametrize(
    "text",
    ["từ 1/11 đến 10/11", "21/11 - 22/11", "15-20/11", "ngày 15-20", "ngày 15 và 16", "ba ngày nay",
     "thứ 2 đến thứ 6", "hôm qua và hôm nay", "thứ bảy 22/11", "8/3, 9/3", "từ hôm kia đến nay"],
)  # fmt: skip
def test_more_than_one_day_is_a_range(text: str) -> None:
    assert Unclear(Why.RANGE) == read_date(text, SUNDAY)


@pytest.mark.parametrize(
    "text", ["31/2", "32/1", "15/20", "29/2", "ngày 32", "31.2.2026", "21/11/1800"]
)
def test_a_day_that_no_calendar_has_does_not_exist(text: str) -> None:
    assert Unclear(Why.NO_SUCH_DAY) == read_date(text, SUNDAY)


@pytest.mark.parametrize(
    "text",
    ["hôm nọ", "hôm trước", "hom sau", "tuần trước", "2 tuần trước", "mấy hôm nay", "cuối tuần",
     "tháng 11", "không phải hôm nay", "mùng 5 tết", "9999999999 ngày trước"],
)  # fmt: skip
def test_a_stretch_without_a_day_is_vague(text: str) -> None:
    assert Unclear(Why.VAGUE) == read_date(text, SUNDAY)


@pytest.mark.parametrize(
    "text",
    ["", "😀", "không nhớ", "15-20", "15-20 người", "8-10 người", "12.50", "1/2/3/4", "chị Mai",
     "lần thứ ba", "mỗi ngày 12 người", "45", "t8"],
)  # fmt: skip
def test_words_without_a_day_are_nothing(text: str) -> None:
    assert Unclear(Why.NOTHING) == read_date(text, SUNDAY)


@given(ANY_TEXT, DAYS)
def test_reading_a_day_never_raises(text: str, today: date) -> None:
    assert isinstance(read_date(text, today), OnDay | Unclear)


PIECES = [
    "thứ", "ngày", "mùng", "tháng", "năm", "tuần", "hôm", "trước", "nay", "qua", "mai", "hai", "7",
    "31", "2/9", "8-3", "10.3", "2026", "đến", "cn", "t6", "rồi", "tới", "này", "cách", "đây", "-",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join), DAYS)
def test_date_words_in_any_order_are_read_without_harm(text: str, today: date) -> None:
    assert isinstance(read_date(text, today), OnDay | Unclear)


@given(DAYS, DAYS)
def test_a_whole_date_is_read_back(day: date, today: date) -> None:
    for text in (
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ):
        assert OnDay(day) == read_date(text, today)


@given(DAYS, st.integers(-31, 300))
def test_a_date_without_its_year_is_the_nearest(today: date, back: int) -> None:
    day = today - timedelta(days=back)

    reading = read_date(f"{day.day}/{day.month}", today)

    assert OnDay(day) == reading


@given(DAYS, st.sampled_from([text for text, _ in cases()["dates"]]))
def test_a_date_needs_no_marks(today: date, text: str) -> None:
    assert read_date(text, today) == read_date(fold(text), today)
