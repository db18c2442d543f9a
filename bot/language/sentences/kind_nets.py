"""Messages taken for small talk, questions or mistakes that may be reports: they are asked about.

Pure, and over the words alone, apart from the kind that was read.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.sentences.heard import Ask, Heard, Key, Kind, Report
from bot.language.sentences.net import Net, Said

_PEOPLE = (
    r"người|ng|bà con|bác|cụ|chị em|anh em|cô chú|cô|chú|học viên|phụ huynh|ngư dân|đồng chí|"
    r"thành viên|hội viên|lượt"
)
COUNTED = Net(
    r"(?:chúng em|bọn em|tụi em|chúng tôi|anh em|bên em|tổ|đội|nhóm)"
    r"(?: (?:tôi|em|mình|cháu|có|chúng tôi|anh|chị|bác|cô)){0,2} \d+ "
    rf"|(?<![\d./,:-])(\d{{1,4}}) ?(?:{_PEOPLE})\b(?! (?:đi|nghỉ|trực|ở nhà)\b)"
)
"""People by their number; that of a team is passed over."""
LABELLED = Net(
    r"(?<!giấy tờ )(?<!xổ )\bsố (?:lượt|người|buổi|hộ|bà con|cụ|học viên|hồ sơ|dân|hội viên)"
    r"(?: (?!nhà |điện)[^\W\d_]+){0,5}\W{1,3}(\d{1,4})\b(?!/)"
)
"""The number behind its label, as in a form."""
_NUMBER = Net(r"(?<![\d./,:-])\d{1,4}\b")
_DEED = Net(
    r"\b(?:xong|được|dc|đc|cài|giúp|hỗ trợ|hướng dẫn|hd|dạy|tập huấn|làm (?:được|đc|dc|xong)"
    r"|lớp|buổi|\d+ ?(?:máy|ca|lượt|hồ sơ|tài khoản|nhà|hộ))\b"
)
_HELP = Net(
    r"\b(?:cài|hỗ trợ|hướng dẫn|hd|dạy|tập huấn|kích hoạt|nộp hồ sơ|quét|vneid|vssid|etax|dvc"
    r"|dịch vụ công|chữ ký số|hóa đơn điện tử|smart)\b"
)
ZERO = Net(
    r"\b(?:chưa|không|ko|k|kg|chẳng|chả|hổng) (?:\w+ ){0,3}?(?:ai|người nào|cái nào|ca nào)\b"
    r"(?! (?:nghe|bắt máy|nhấc|trả lời|hay|nói|phàn nàn|biết))"
    r"|(?:^|[,.;:!?])[^,.;:!?\d]*\bchưa (?:giúp|cài|làm|hướng dẫn|hỗ trợ)\b"
)
_DAY = Net(
    r"\b(?:nay|hnay|hôm nay|hôm qua|hqua|qua|hôm kia|vừa rồi|tuần trước|sáng|chiều|tối|thứ \w+"
    r"|t[2-7]|cn|ngày \d+|\d{1,2}/\d{1,2})\b"
)
HEARSAY = Net(
    r"\b(?:báo \w+ \w+ viết|nghe (?:nói(?! chuyện)|đâu|đồn|bảo|kể)|thấy bảo|"
    r"nghe \w+ \w+ (?:kể|nói)|"
    r"đối tượng(?! chính sách| yếu thế| ưu tiên| khó khăn)|"
    r"(?<!bị )lừa (?!đảo)|mỗi bạn|mỗi người kèm|"
    r"bên \w+ đã|xã bạn|thôn bạn|kiểu mẫu)\b"
    r"|(?<!100)(?<!đạt \d)(?<!đạt \d\d)(?<!đạt \d\d\d)(?<!xong \d\d\d)"
    r"% (?:trong|số|của|các|bà con|người|học viên|hộ|bác|cụ)\b"
)
_CROWD = Net(
    r"\b(?:vài|mấy|dăm|chục|đông|các|nhiều|đôi ba|bà con|cụ \w+,? cụ \w+|bác \w+,? bác \w+)\b"
    r"(?=.*\b(?:học|cài|tới học|đến học|làm vneid|tới|dự)\b)",
    only_marked=True,
)
_AHEAD = Net(
    r"\b(?:mai|ngày mai|ngày kia|sắp|tuần sau|tuần tới|tới đây|dự kiến|dự định|định|mời)\b"
)
_MEETING = Net(r"\b(?:họp|kính mời|đề nghị|thông báo|mâm|cưới|liên hoan|cắt điện)\b")
_ABOUT_A_REPORT = Net(
    r"\b(?:báo cáo|bc|báo|bản|tin|gửi|nháp|lưu|ghi|số liệu|trùng|vừa rồi|vừa nãy"
    r"|lúc nãy|cái|bỏ|hủy)\b"
)
_QUESTION = Net(
    r"\?|\b(?:có|thì|bao nhiêu|sao|thế nào|làm gì|ở đâu|mấy|nào|gì|hả|nhỉ|không|ko|k|chưa|hay)\b"
)
_REPAIR = Net(
    r"\b(?:nhầm|lộn|sai|sửa (?:lại|giúp|số|ngày|báo|thành|hộ|dùm|giùm|cho)|đính chính|chỉnh|đổi"
    r"|chứ|phải|báo cáo|bc|lại|thêm|thiếu|thừa|ảnh|hình|bổ sung)\b"
)
_TAKING_BACK = Net(
    r"\b(?:rút lại|rút bớt|bớt|trừ đi|sửa|đổi thành|thay)(?: \w+){0,2} \d{1,4}\b(?!/)"
    r"[^.;]*\b(?:còn|thành|bằng|người|hộ|giúp|nhé)\b"
)
"""A number that is made another one."""
SHORT = 8
"""Words of a message short enough that its one number is what it tells."""


def of_kind(heard: Heard, said: Said) -> Heard:
    match heard.kind:
        case Kind.OTHER if not heard.secrets:
            return _perhaps_a_report(heard, said)
        case Kind.PLAN if heard.reports:  # what is to come is never taken as done
            first = replace(heard.reports[0], ask=(Ask.FUTURE_DATE,))
            return replace(heard, reports=(first, *heard.reports[1:]))
        case Kind.QUESTION if not heard.secrets and not _QUESTION.in_(said):
            return _told(heard, said)
        case Kind.CANCEL if not _ABOUT_A_REPORT.in_(said):
            return _told(heard, said)
        case Kind.CORRECTION if not any(map(_holds_something, heard.reports)):
            return heard if _REPAIR.in_(said) else Heard(Kind.OTHER)
        case _:
            return heard


def _holds_something(report: Report) -> bool:
    return bool(report.counts or report.day or report.place or report.session)


def _told(heard: Heard, said: Said) -> Heard:
    """People and a deed, in what was read as none: it is asked about."""
    people = [*filter(None, COUNTED.in_(said))]
    if len(people) != 1 or not _HELP.in_(said) or HEARSAY.in_(said):
        return heard
    return _doubted(Kind.REPORT, int(people[0]), Ask.CONFIRM_NUMBER)


def _doubted(kind: Kind, people: int | None, *why: Ask) -> Heard:
    counts: dict[Key, int | None] = {Key.PEOPLE: people}
    return Heard(kind, (Report(counts=counts, ask=why),))


def _perhaps_a_report(heard: Heard, said: Said) -> Heard:
    """A day, and people or nobody: told as a report it is asked about, never passed over."""
    if HEARSAY.in_(said):
        return heard
    if _TAKING_BACK.in_(said):
        return Heard(Kind.CORRECTION, (Report(ask=(Ask.WHAT_IS_COUNTED,)),))
    if len(LABELLED.in_(said)) == 1:
        return Heard(Kind.REPORT, (Report(ask=(Ask.WHAT_IS_COUNTED,)),))
    if not _DAY.in_(said):
        return heard
    people = [*filter(None, COUNTED.in_(said))]
    if _AHEAD.in_(said):
        is_plan = len(people) == 1 and _HELP.in_(said) and not _MEETING.in_(said)
        why = (Ask.CONFIRM_NUMBER, Ask.FUTURE_DATE)
        return _doubted(Kind.PLAN, int(people[0]), *why) if is_plan else heard
    if len(people) == 1:
        return _doubted(Kind.REPORT, int(people[0]), Ask.CONFIRM_NUMBER)
    is_short = len(said.words.split()) <= SHORT and len(_NUMBER.in_(said)) == 1
    if is_short and not people and _DEED.in_(said):
        return Heard(Kind.REPORT, (Report(ask=(Ask.WHAT_IS_COUNTED,)),))
    if ZERO.in_(said) and not _NUMBER.in_(said):
        return _doubted(Kind.REPORT, 0, Ask.CONFIRM_NUMBER)
    if _CROWD.in_(said) and not people and not _NUMBER.in_(said) and not _MEETING.in_(said):
        return _doubted(Kind.REPORT, None, Ask.NUMBER_MISSING)
    return heard
