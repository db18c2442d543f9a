"""Days that the words name and a reading does not hold: the last look at its days.

Pure, and over the words alone, apart from the days that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.language.sentences.heard import Ask, Report
from bot.language.sentences.net import Net, Said

_PART_OF_DAY = Net(
    r"(?<!ăn )(?<!từ )(?<!đến )\b(?:sáng|trưa|chiều|tối)\b",
    bare=r"(?<!an )(?<!tu )(?<!den )\b(?:sang|trua|chieu|(?:buoi|lop|ca) toi"
    r"|toi (?:nay|qua|hom|thu|ngay|t[2-7]|\d))\b",
)
"""Without marks "toi" is mostly tôi or tới."""
_DAY_PART = r"(?:sáng|trưa|chiều|tối|đêm|khuya)"
_NAMED = Net(
    rf"\b(?:hôm (?!sau|nào)\w+|hnay|hqua|hqa|cn|chủ nhật|t[2-7]"
    r"|(?<!lần )thứ (?:hai|tư|năm|sáu|bảy|[2-7])"
    rf"|ngày (?:\d+|hôm|mùng|mồng)|mùng \w+|mồng \w+|rằm|bữa (?:qua|trước|kia|nay|nọ|hổm)"
    rf"|tuần (?:trước|rồi|qua|vừa)|tháng (?:trước|này|rồi|qua|vừa|\d+)"
    rf"|{_DAY_PART} (?:qua|nay|hôm))\b"
    r"|(?<!đến )(?<!tới )(?<!năm )(?<!tháng )(?<!tuần )(?<!dạo )(?<!hiện )(?<!ngày )(?<!xưa )"
    r"(?<!lâu )(?<!hồi )(?<!mới )\bnay\b"
)
_TODAY = Net(rf"\b(?<!mấy )(?<!bao )(?<!\d )(?:hôm nay|hnay|bữa nay|{_DAY_PART} nay)\b")
_YESTERDAY = Net(
    r"(?<!gấp đôi )(?<!gấp ba )(?<!hơn )(?<!kém )(?<!so với )(?<!bằng )"
    rf"\b(?:hôm qua|hqua|hqa|bữa qua|{_DAY_PART} qua)\b"
)
_BEFORE_YESTERDAY = Net(r"\b(?:hôm kia|bữa kia)\b(?! kìa)")
_WEEKDAY = Net(
    r"(?<!lần )(?<!tối )(?<!buổi )\b(?:thứ |t(?=[2-7]\b))(hai|tư|sáu|bảy|[2-7])\b(?! của)"
)
_SUNDAY = Net(r"\b(?:chủ nhật|cn)\b")
_DATE = Net(
    r"(?<!nhân )(?<!dịp )(?<!lễ )(?<!nhân ngày )(?<!dịp ngày )(?<!mừng )(?<!mừng ngày )(?<!hạn )"
    r"(?<!trước )(?<!trước ngày )(?<!hẹn )(?<!hạn ngày )(?<!buổi )(?<!bài )(?<!số )(?<!ngõ )"
    r"(?<!ngách )(?<!hẻm )"
    r"(?<![\d/.,-])((?:[0-2]?\d|3[01])/(?:0?\d|1[0-2]))(?![\d/]| ?(?:người|ng|hộ|bác|cụ"
    r"|chỉ tiêu|kế hoạch|quân số"
    r"|thành viên|học viên|hồ sơ|bà con|em|cô|chị|máy|hội viên|lượt|nhà|bạn|cháu|ông|bà)\b)"
)
_OCCASION = Net(
    r"\b(?:nhân|nhân ngày|nhân dịp|dịp|kỷ niệm|chào mừng|hưởng ứng|mừng)\b[^,.;:\d]{0,25}"
    r"\d{1,2}/\d{1,2}\b"
)
"""A feast by its date: no day of a deed."""
_REPAIRED = Net(
    r"\b(?:hôm (?:nay|qua|kia)|hnay|hqua|bữa (?:nay|qua|kia)|thứ \w+|t[2-7]|chủ nhật|cn)[ ,.]*"
    r"(?:à (?:không phải|không|quên|nhầm|lộn)|ấy (?:quên|không|nhầm|chết)|ủa (?:lộn|nhầm))\b"
)
"""A day that was taken back in the same breath."""
_TELLING = Net(
    r"\b(?:hôm nay|nay|hnay|bữa nay|giờ)(?: (?:em|tôi|cháu|mình|bác|chị|mới|lại|tổ|xin)){0,3}"
    r" (?:báo|bc|gửi|ghi|nhắn|nộp|bổ sung|khai)\b"
)
"""The day of the message."""
_SPAN = Net(
    r"\btừ (?:(?:ngày |mùng |mồng |hôm )\d{1,2}(?:/\d{1,2})?|\d{1,2}/\d{1,2}|(?:sáng |chiều |tối )?"
    r"(?:thứ \w+|t[2-7]|chủ nhật|cn)|hôm \w+|đầu (?:tuần|tháng|năm))(?: (?:đến|tới|cho đến)| ?[-–])"
)
_ABOUT_THE_DAY = Net(r"\b(?:khoảng|tầm|chừng|đâu|quãng|độ|hình như) (?:ngày|mùng|mồng|hôm|thứ)\b")
_NEXT_OR_SELF = Net(r"\bngày \d{1,2} toi\b")
"""Typed without marks: the next one, or that day and who speaks, or its evening."""
_FEAST = Net(
    r"(?<!nghỉ )\b(?:trung thu|giáng sinh|noel|quốc khánh|tết |giỗ tổ|vu lan"
    r"|lễ (?!phát động|ra mắt|ra quân|khai|bế|tổng kết|trao|tân))\b"
)
_BY_MOON = Net(r"(?<!ghi )(?<!phát )(?<!thu )\bâm\b(?! thanh| nhạc| u| ly)", only_marked=True)
_THIS_YEAR = Net(r"\b(?:trong |cả )?năm (?:nay|ngoái)\b(?![^,.;]*tuổi)")
_WEEKDAYS = {"hai": 0, "tu": 2, "tư": 2, "sau": 4, "sáu": 4, "bay": 5, "bảy": 5}
SUNDAY = 6


def of_days(reports: Sequence[Report], said: Said, today: date) -> Iterator[Ask]:
    days = {report.day for report in reports if report.day is not None}
    if days:
        said = _TELLING.off(_OCCASION.off(_REPAIRED.off(said)))
    is_undated = not days
    is_unplaced = is_undated and all(report.session is None for report in reports)
    if not said.has_marks and _NEXT_OR_SELF.in_(said):
        yield Ask.DATE_UNCLEAR
    if _ABOUT_THE_DAY.in_(said) or (is_unplaced and _PART_OF_DAY.in_(said)):
        yield Ask.DATE_UNCLEAR
    if len(reports) == 1 and is_undated and _FEAST.in_(said):
        yield Ask.DATE_UNCLEAR
    if _BY_MOON.in_(said):
        yield Ask.DATE_UNCLEAR
    if is_undated and _THIS_YEAR.in_(said):
        yield Ask.DATE_RANGE
    if _SPAN.in_(said):
        yield Ask.DATE_RANGE
    elif _NAMED.in_(said) if is_undated else _is_another(days, said, today):
        yield Ask.DATE_UNCLEAR


def _is_another(days: set[date], said: Said, today: date) -> bool:
    """Whether a day is named that no report has."""
    from_now = ((_TODAY, 0), (_YESTERDAY, 1), (_BEFORE_YESTERDAY, 2))
    if any(today - timedelta(back) not in days and net.in_(said) for net, back in from_now):
        return True
    weekdays = {day.weekday() for day in days}
    named = {_WEEKDAYS[word] if word in _WEEKDAYS else int(word) - 2 for word in _WEEKDAY.in_(said)}
    if _SUNDAY.in_(said):
        named.add(SUNDAY)
    dates = {(day.day, day.month) for day in days}
    written = {tuple(map(int, found.split("/"))) for found in _DATE.in_(said)}
    return not named <= weekdays or not written <= dates
