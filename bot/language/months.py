"""“Bổ sung tháng 3”: somebody wants to log what a month still lacks; and the days of that month, as
they are said of it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.fold import fold

MONTHS = 12
WEEK = 7
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def day(self, number: int) -> date | None:
        return date(self.year, self.number, number) if 1 <= number <= self.last.day else None

    def has(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)


def month_to_text(month: Month) -> str:
    return f"{month.year:04}-{month.number:02}"


def month_from_text(text: str) -> Month | None:
    """None for what `month_to_text` never writes."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if found is None or not 1 <= int(found[2]) <= MONTHS:
        return None
    return Month(int(found[1]), int(found[2]))


def months_back(today: date, count: int) -> tuple[Month, ...]:
    """The month of today and those before it."""
    place = today.year * MONTHS + today.month - 1
    return tuple(
        Month((place - back) // MONTHS, (place - back) % MONTHS + 1) for back in range(count)
    )


# Which month

_NAMES = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_MONTH = rf"thang (?P<month>\d{{1,2}}|truoc|nay|roi|{_NAME})(?: ?/ ?(?P<slash>20\d\d)| (?:nam )?(?P<year>20\d\d|ngoai|truoc|nay))?"  # noqa: E501
_VERB = r"(?:bo sung|bo xung|nhap bu|ghi bu|nhap bo sung|ghi bo sung|nhap them|ghi not|nhap not)"
_POLITE = r"(?:(?:da|vang|u|a|chau oi|em oi|cho|toi|bac|minh|muon|xin|can|em|anh|chi|co|ong|ba) )*"
_WHAT = r"(?: (?:cac |mot so )?(?:buoi|bao cao|hoat dong|so lieu))?(?: (?:cua|cho|trong|hoi))?"
_ASKED = (
    re.compile(rf"{_POLITE}{_VERB}{_WHAT} {_MONTH}(?: (?:a|nhe|nha|voi))?"),
    re.compile(
        rf"{_POLITE}{_MONTH} (?:con )?(?:chua|thieu|quen|sot)(?: (?:ghi|nhap|bao|gui|du|het|cac|"
        r"buoi|bao cao))*(?: a)?"
    ),
)


def asked_month(text: str, today: date) -> Month | None:
    """The month that somebody wants to catch up, the latest such that has begun; None for every
    other text, also for a report of a day in a month.
    """
    if len(text) > LONGEST:
        return None
    folded = " ".join(fold(text).replace(".", " ").replace("!", " ").replace("?", " ").split())
    found = next((match for asked in _ASKED if (match := asked.fullmatch(folded))), None)
    return None if found is None else _month(found, today)


def _month(found: re.Match[str], today: date) -> Month | None:
    said, year = found["month"], found["slash"] or found["year"]
    if said in ("truoc", "roi"):
        return months_back(today, 2)[1]
    if said == "nay":
        return months_back(today, 1)[0]
    number = int(said) if said.isdigit() else _NAMES[said]
    if not 1 <= number <= MONTHS:
        return None
    if year is None or not year.isdigit():
        back = today.year - (year in ("ngoai", "truoc"))
        in_year = Month(back, number)
        is_ahead = year is None and in_year.first > today
        in_year = Month(back - 1, number) if is_ahead else in_year
    else:
        in_year = Month(int(year), number)
    return in_year if in_year.first <= today else None


# Which day of it

_DAY = re.compile(
    r"(?<![\w/.,-])(?:ngày|ngay|mùng|mung|mồng|mong|hôm mùng|hom mung|hôm ngày|hom ngay|hôm|hom)"
    r"\s+(\d{1,2})(?![\d/.-]\d|\d|\s*(?:người|nguoi|lượt|luot|hộ|ho\b|buổi|buoi|tháng|thang))",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^\s*(\d{1,2})\s*(?::\s+|[:–-]\s*(?=[^\d\s]))")
_WRITTEN = re.compile(r"(?<![\d/.,-])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/.,-]\d|\d|/)")
_DOTTED = re.compile(
    r"(?:(?<=ngày )|(?<=ngay )|^\s*)(\d{1,2})[.-](\d{1,2})(?![\d/.,-]\d|\d)", re.IGNORECASE
)
_SAID = re.compile(
    r"(?<![\w/.,-])(?:(?:ngày|ngay|mùng|mung|mồng|mong)\s+)?(\d{1,2})\s+(?:tháng|thang)\s+"
    r"(\d{1,2})(?!\d|\s*(?:năm|nam|/|-)\s*\d)",
    re.IGNORECASE,
)
_WEEKDAYS = {
    **dict.fromkeys(("2", "hai"), 0),
    **dict.fromkeys(("3", "ba"), 1),
    **dict.fromkeys(("4", "tư", "tu"), 2),
    **dict.fromkeys(("5", "năm", "nam"), 3),
    **dict.fromkeys(("6", "sáu", "sau"), 4),
    **dict.fromkeys(("7", "bảy", "bẩy", "bay"), 5),
}
_WEEKS = {
    **dict.fromkeys(("đầu", "dau", "đầu tiên", "dau tien", "1", "nhất", "nhat"), 1),
    **dict.fromkeys(("2", "hai"), 2),
    **dict.fromkeys(("3", "ba"), 3),
    **dict.fromkeys(("4", "tư", "tu"), 4),
    **dict.fromkeys(("cuối", "cuoi"), 0),
}
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?:thứ|thu|t)\s?(?P<day>[2-7]|hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bẩy|bay)"
    r"|(?P<sunday>chủ nhật|chu nhat|cn))\s+(?:của\s+)?(?:tuần|tuan)\s+(?:thứ\s+|thu\s+)?"
    r"(?P<week>đầu tiên|dau tien|đầu|dau|nhất|nhat|cuối|cuoi|[1-4]|hai|ba|tư|tu)(?!\w)",
    re.IGNORECASE,
)


def with_whole_dates(text: str, month: Month) -> str:
    """The text with the days of the month written out: "mùng 5" becomes "5/3/2026". What names
    another month by its number stays as it is said.
    """

    def whole(day: date | None, said: str) -> str:
        return said if day is None else f"{day.day}/{day.month}/{day.year}"

    def of_month(found: re.Match[str]) -> str:
        if int(found[2]) != month.number:
            return found[0]
        return whole(month.day(int(found[1])), found[0])

    text = _WEEKDAY.sub(lambda found: whole(_nth(found, month), found[0]), text)
    text = _SAID.sub(of_month, text)
    text = _DOTTED.sub(of_month, text)
    text = _WRITTEN.sub(of_month, text)
    text = _LEADING.sub(lambda f: f"{whole(month.day(int(f[1])), f[1])}: ", text)
    return _DAY.sub(lambda found: whole(month.day(int(found[1])), found[0]), text)


def _nth(found: re.Match[str], month: Month) -> date | None:
    """“Thứ bảy tuần đầu” is the first Saturday of the month."""
    weekday = 6 if found["sunday"] else _WEEKDAYS[found["day"].lower()]
    number = _WEEKS[found["week"].lower()]
    if number == 0:
        return month.last - timedelta(days=(month.last.weekday() - weekday) % WEEK)
    first = month.first + timedelta(days=(weekday - month.first.weekday()) % WEEK)
    day = first + timedelta(days=WEEK * (number - 1))
    return day if month.has(day) else None
