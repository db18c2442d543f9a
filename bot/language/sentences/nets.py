"""The last look at a reading that asks nothing: words that its figures do not explain make it ask.

Pure, and over the words alone, apart from the reading itself: what it overlooks here, two have
overlooked. A question too many costs a tap, a wrong figure that nobody was asked about costs trust.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.language.fold import STROKE, fold, lowered
from bot.language.sentences.heard import Ask, Heard, Key, Kind, Report


@dataclass(frozen=True, slots=True)
class _Said:
    """The words, with their marks where their writer leaves none out."""

    words: str
    has_marks: bool


class _Net:
    """Words to be found in a text: with their marks where its writer leaves none out."""

    def __init__(self, words: str) -> None:
        self._marked = re.compile(words)
        self._bare = re.compile(_without_marks(words))

    def in_(self, said: _Said) -> list[str]:
        """What is found, or the number of it."""
        return (self._marked if said.has_marks else self._bare).findall(said.words)

    def off(self, said: _Said) -> _Said:
        """The words without what is found."""
        words = (self._marked if said.has_marks else self._bare).sub(" ", said.words)
        return replace(said, words=words)


def _without_marks(words: str) -> str:
    signs = unicodedata.normalize("NFD", words).replace(STROKE, "d")
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


_PEOPLE = (
    r"người|ng|bà con|bác|cụ|chị em|anh em|cô chú|cô|chú|học viên|phụ huynh|ngư dân|đồng chí|"
    r"thành viên|hội viên|lượt"
)
_COUNTED = _Net(
    r"(?:tổ|đội|nhóm)(?: (?:tôi|em|mình|cháu|có|chúng tôi|anh|chị|bác|cô)){0,2} \d+ "
    rf"|(?<![\d./,:-])(\d{{1,4}}) ?(?:{_PEOPLE})\b"
)
_NUMBER = _Net(r"(?<![\d./,:-])\d{1,4}\b")
_OTHER_UNITS = _Net(
    r"(?<!giao )(?<!tiêu )(?<!hoạch )(?<!thiếu )(?<!là )(?<!đấu )"
    r"(?<![\d./,:-])(\d{1,4}) ?(?:buổi|gia đình|hộ(?! trợ)|nhà(?! văn hóa)|phản ánh)\b"
    r"(?![^,.;]*\b(?:vắng|chưa|không|ko|hẹn|bận|khóa|lỗi|từ chối|nghỉ|hỏng)\b)"
)
_MEANT = _Net(
    r"\b(?:mời|chỉ tiêu|giao|kế hoạch|dự kiến|dự tính|định|mục tiêu|phấn đấu)"
    r"(?: (?!được|đạt|xong|cài|giúp|làm)\w+){0,2} \d{1,4}\b"
    r"|\b(?:thôn|xóm|khu|làng|xã|phường|tổ dân phố) (?:mình|em|tôi|ta|này|có)(?: có)? \d{1,4}\b"
)
"""Numbers that were meant to be; what came of them is told elsewhere."""
_LABELLED = _Net(r"\bsố (?:lượt )?(?:người|buổi|hộ|lượt)(?: dân)?\W{0,3}(?:là )?(\d{1,4})\b")
_PART_OF_DAY = _Net(r"(?<!từ )(?<!đến )\b(?:sáng|trưa|chiều|tối)\b")
_PROPOSAL = _Net(r"(?<!phản ánh )(?<!\d )\b(?:kiến nghị|đề nghị|đề xuất)\b")
_DEED = _Net(
    r"\b(?:xong|được|dc|đc|cài|giúp|hỗ trợ|hướng dẫn|hd|dạy|tập huấn|làm (?:được|đc|dc|xong))\b"
)
SHORT = 8
"""Words of a message short enough that its one number is what it tells."""

_ZERO = _Net(
    r"\b(?:chưa|không|ko|k|kg|chẳng|chả|hổng) (?:\w+ ){0,3}?(?:ai|người nào|cái nào|ca nào)\b"
    r"|\bchưa (?:giúp|cài|làm|hướng dẫn|hỗ trợ)\b"
)
_FAILED = _Net(r"(?:^|[,.;:!?])[^,.;:!?\d]*\b(?:không|ko|k|chưa) (?:cài|làm|nộp|vào|đăng nhập)\b")
"""In a clause without a number: where one stands, it is theirs who could not."""
_DAY = _Net(
    r"\b(?:nay|hnay|hôm nay|hôm qua|hqua|qua|hôm kia|vừa rồi|tuần trước|sáng|chiều|tối|thứ \w+"
    r"|t[2-7]|cn|ngày \d+|\d{1,2}/\d{1,2})\b"
)
_TODAY = _Net(r"\b(?:hôm nay|hnay|nay)\b")
_YESTERDAY = _Net(
    r"(?<!gấp đôi )(?<!gấp ba )(?<!hơn )(?<!kém )(?<!so với )(?<!bằng )"
    r"\b(?:hôm qua|hqua|hqa|tối qua|chiều qua|sáng qua|trưa qua)\b"
)
_FEAST = _Net(r"(?<!nghỉ )\b(?:trung thu|giáng sinh|noel|quốc khánh|lễ |tết |giỗ tổ|vu lan)\b")
_OLD_PEOPLE = _Net(r"(?<!hội người )(?<!hội )(?<!bộ người )\b(?:cao tuổi|người già|các cụ)\b")
_HEARSAY = _Net(
    r"\b(?:báo \w+ \w+ viết|nghe nói|nghe \w+ \w+ (?:kể|nói)|thấy bảo|"
    r"đối tượng(?! chính sách| yếu thế| ưu tiên| khó khăn)|"
    r"lừa (?!đảo)|mỗi bạn|mỗi người kèm|"
    r"bên \w+ đã|xã bạn|thôn bạn|kiểu mẫu)\b"
    r"|% (?:trong|số|của|các|bà con|người|học viên|hộ|bác|cụ)\b"
)
_HEDGED = _Net(
    r"\b(?:có lẽ|hình như|đâu như|nghe đâu|thì phải|chắc thế|chắc vậy|mang máng|đại khái|áng \w+|"
    r"ước (?:chừng|khoảng|tính)|suýt soát|ít cũng|ít ra cũng|gần như \d+|đếm không|so với|"
    r"(?:không|ko|k|chưa|chả|chẳng) (?:nhớ|chắc|rõ|dám chắc|đếm)|\d+ người hơn)\b"
)
_ABOUT_THE_DAY = _Net(r"\b(?:khoảng|tầm|chừng|đâu|quãng) (?:ngày|mùng|mồng|hôm|thứ)\b")
_MOSTLY_OLD = _Net(
    r"\b(?:hầu hết|đa số|phần lớn|chủ yếu|đa phần) (?:là |toàn )?(?:các )?"
    r"(?:cụ|người già|người cao tuổi)\b"
)
_ASKING = _Net(r"\b(?:chưa|phải không|đúng không|được không|hả|nhỉ)$|\?")
_AHEAD = _Net(r"\b(?:mai|ngày mai|sắp|tuần sau|tới đây|dự kiến|định|mời)\b")


def looked_over(heard: Heard, text: str, *, has_marks: bool) -> Heard:
    """The reading, with a question more where the words hold something that it does not."""
    match heard.kind:
        case Kind.REPORT if heard.reports and not any(report.ask for report in heard.reports):
            why = _doubts(heard.reports, _said(text, has_marks=has_marks))
            if not why:
                return heard
            first = heard.reports[0]
            return replace(heard, reports=(replace(first, ask=why), *heard.reports[1:]))
        case Kind.OTHER if not heard.secrets:
            return _perhaps_a_report(heard, _said(text, has_marks=has_marks))
        case _:
            return heard


def _said(text: str, *, has_marks: bool) -> _Said:
    return _Said(lowered(text) if has_marks else fold(text), has_marks)


def _doubts(reports: tuple[Report, ...], said: _Said) -> tuple[Ask, ...]:
    found = {*_of_numbers(reports, said), *_of_days(reports, said)}
    return tuple(code for code in Ask if code in found)


def _of_numbers(reports: tuple[Report, ...], said: _Said) -> Iterator[Ask]:
    counts = [report.counts for report in reports]
    values = {value for one in counts for value in one.values()}
    if 0 not in values and (_ZERO.in_(said) or _FAILED.in_(said)):
        yield Ask.CONFIRM_NUMBER
    if not any(Key.ELDERLY in one for one in counts):
        if _OLD_PEOPLE.in_(said):
            yield Ask.WHAT_IS_COUNTED
        if _MOSTLY_OLD.in_(said):
            yield Ask.NUMBER_MISSING
    if _HEARSAY.in_(said) or _ASKING.in_(said) or _HEDGED.in_(said):
        yield Ask.CONFIRM_NUMBER
    has_people = any(one.get(Key.PEOPLE) is not None for one in counts)
    told = _MEANT.off(said)
    people = [] if has_people else [*filter(None, _COUNTED.in_(told))]
    numbers = (*people, *_OTHER_UNITS.in_(told), *_LABELLED.in_(told))
    if any(int(number) not in values for number in numbers):
        yield Ask.WHAT_IS_COUNTED
    if _PROPOSAL.in_(said) and any(Key.FEEDBACK in one for one in counts):
        yield Ask.CONFIRM_NUMBER


def _of_days(reports: tuple[Report, ...], said: _Said) -> Iterator[Ask]:
    is_undated = all(report.day is None for report in reports)
    is_unplaced = is_undated and not any(report.session for report in reports)
    differs = len(reports) == 1 and _TODAY.in_(said) and _YESTERDAY.in_(said)
    is_unsure = _ABOUT_THE_DAY.in_(said) or (is_unplaced and _PART_OF_DAY.in_(said))
    is_feast = len(reports) == 1 and is_undated and _FEAST.in_(said)
    if is_unsure or differs or is_feast:
        yield Ask.DATE_UNCLEAR


def _perhaps_a_report(heard: Heard, said: _Said) -> Heard:
    """A day, and people or nobody: told as a report it is asked about, never passed over."""
    if not _DAY.in_(said) or _AHEAD.in_(said) or _HEARSAY.in_(said):
        return heard
    people = [*filter(None, _COUNTED.in_(said))]
    if len(people) == 1:
        counts: dict[Key, int | None] = {Key.PEOPLE: int(people[0])}
        return Heard(Kind.REPORT, (Report(counts=counts, ask=(Ask.CONFIRM_NUMBER,)),))
    is_short = len(said.words.split()) <= SHORT and len(_NUMBER.in_(said)) == 1
    if is_short and not people and _DEED.in_(said):
        return Heard(Kind.REPORT, (Report(ask=(Ask.WHAT_IS_COUNTED,)),))
    if _ZERO.in_(said) and not _NUMBER.in_(said):
        counts = {Key.PEOPLE: 0}
        return Heard(Kind.REPORT, (Report(counts=counts, ask=(Ask.CONFIRM_NUMBER,)),))
    return heard
