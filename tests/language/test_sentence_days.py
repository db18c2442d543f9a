"""The day of a sentence: the phrases of the study in front of a count, and the moon's days."""

from datetime import date, datetime

import pytest

from bot.language.sentences.heard import Ask, Kind
from bot.language.sentences.read import read_message
from tests.language.study import cases

NOW = datetime.fromisoformat(cases()["now"])


@pytest.mark.parametrize(("text", "day"), cases()["dates"])
def test_a_phrase_of_the_study_dates_a_report(text: str, day: str | None) -> None:
    heard = read_message(f"{text} hướng dẫn 5 người", NOW)

    (report,) = heard.reports
    assert day == (report.day.isoformat() if report.day else None)
    assert bool(day) or report.ask
    assert heard.kind is (
        Kind.PLAN if day and date.fromisoformat(day) > NOW.date() else Kind.REPORT
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 tết", "2026-02-21"),
        ("mùng 5 Tết", "2026-02-21"),
        ("mồng năm tết nguyên đán", "2026-02-21"),
        ("29 Tết", "2026-02-16"),
        ("rằm", "2026-03-03"),
        ("hôm rằm", "2026-03-03"),
        ("rằm tháng giêng", "2026-03-03"),
        ("ram thang gieng", "2026-03-03"),
        ("23 tháng chạp", "2026-02-10"),
        ("10/1 âm lịch", "2026-02-26"),
        ("mùng 10 tháng giêng", "2026-02-26"),
        ("rằm trung thu", "2025-10-06"),
    ],
)
def test_a_day_by_the_moon_is_said_back_by_the_sun(text: str, day: str) -> None:
    (report,) = read_message(f"{text} hướng dẫn 5 người", NOW).reports

    assert report.day == date.fromisoformat(day)
    assert report.ask == (Ask.DATE_UNCLEAR,)
    assert report.is_lunar


def test_a_day_of_the_moon_that_is_not_there_is_no_day() -> None:
    (report,) = read_message("30 tết hướng dẫn 5 người", NOW).reports

    assert report.day is None
    assert report.ask == (Ask.DATE_INVALID,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thứ bảy 8/3 hướng dẫn 5 người", Ask.DATE_UNCLEAR),  # a Sunday
        ("từ thứ 2 đến thứ 4 hướng dẫn 5 người", Ask.DATE_RANGE),
        ("3 ngày nay hướng dẫn 5 người", Ask.DATE_RANGE),
        ("tháng 2 hướng dẫn 5 người", Ask.DATE_RANGE),
        ("20/12 hướng dẫn 5 người", Ask.DATE_OLD),
    ],
)
def test_a_day_that_is_not_sure_is_asked_back(text: str, code: Ask) -> None:
    (report,) = read_message(text, NOW).reports

    assert report.ask == (code,)


def test_the_evening_has_not_come_in_the_morning() -> None:
    heard = read_message("tối nay tập huấn 20 người", NOW.replace(hour=8))

    assert heard.kind is Kind.PLAN
    assert heard.reports[0].ask == (Ask.FUTURE_DATE,)


def test_a_report_may_name_when_it_goes_on() -> None:
    (report,) = read_message("hôm nay hướng dẫn 12 người, mai làm tiếp", NOW).reports

    assert report.day == NOW.date()
