"""The last look at a reading that asks nothing: words that its figures do not explain make it ask.

Pure, and over the words alone, apart from the reading itself: what it overlooks here, two have
overlooked. A question too many costs a tap, a wrong figure that nobody was asked about costs trust.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.language.sentences.day_nets import of_days
from bot.language.sentences.heard import Ask, Heard, Key, Kind, Report
from bot.language.sentences.kind_nets import COUNTED, HEARSAY, LABELLED, ZERO, of_kind
from bot.language.sentences.net import Net, Said, said
from bot.language.sentences.told_nets import of_telling

_OTHER_UNITS = Net(
    r"(?<!đủ )(?<!giao )(?<!tiêu )(?<!hoạch )(?<!thiếu )(?<!là )(?<!đấu )"
    r"(?<![\d./,:-])(\d{1,4}) ?(?:buổi|gia đình|hộ(?! trợ)|nhà(?! văn hóa)|phản ánh)\b(?! nữa)"
    r"(?![^,.;]*\b(?:vắng|chưa|không|ko|hẹn|bận|khóa|lỗi|từ chối|(?<!nhà )nghỉ|hỏng"
    r"|vướng|kẹt|đi xa|đi làm|quên|thiếu)\b)"
)
_MEANT = Net(
    r"\b(?:mời|chỉ tiêu|giao|kế hoạch|dự kiến|dự tính|định|mục tiêu|phấn đấu)"
    r"(?: (?!được|đạt|xong|cài|giúp|làm)\w+){0,2} \d{1,4}\b"
    r"|\bdanh sách (?:có |là |gồm )?\d{1,4}\b"
    r"|\bcó \d{1,4} (?:hộ|nhà)\b(?=[^.;]*\b(?:tới|đến|đi|gặp|qua|vận động)\b[^.;]*\d (?:hộ|nhà)\b)"
    r"|\b(?:thôn|xóm|khu|làng|xã|phường|tổ dân phố) (?:mình|em|tôi|ta|này|có)(?: có)? \d{1,4}\b"
)
"""Numbers that were meant to be; what came of them is told elsewhere."""
_MANY_PARTS_OF_DAY = Net(r"\b(?:[4-9]|\d\d) +buổi (?:sáng|chiều|tối)\b")
"""Such as "được 20 buổi chiều được 14": spoken without a pause."""
_PROPOSAL = Net(r"(?<!phản ánh )(?<!\d )\b(?:kiến nghị|đề nghị|đề xuất)\b")
_FAILED = Net(r"(?:^|[,.;:!?])[^,.;:!?\d]*\b(?:không|ko|k|chưa) (?:cài|làm|nộp|vào|đăng nhập)\b")
"""In a clause without a number: where one stands, it is theirs who could not."""
_OLD_PEOPLE = Net(r"(?<!hội người )(?<!hội )(?<!bộ người )\b(?:cao tuổi|người già|các cụ)\b")
_HEDGED = Net(
    r"\b(?:có lẽ|hình như|đâu như|nghe đâu|thì phải|chắc thế|chắc vậy|mang máng|đại khái|áng \w+|"
    r"ước (?:chừng|khoảng|tính)|suýt soát|ít cũng|ít ra cũng|gần như \d+|đếm không|so với|"
    r"trừ (?:ra )?\d+|(?:không|ko|k|chưa|chả|chẳng) (?:nhớ|chắc|rõ|dám chắc|đếm)"
    r"|\d+ người hơn)\b"
)
_MOSTLY_OLD = Net(
    r"\b(?:hầu hết|đa số|phần lớn|chủ yếu|đa phần) (?:là |toàn )?(?:các )?"
    r"(?:cụ|người già|người cao tuổi)\b"
)
_CORRECTING = Net(
    r"^(?:(?:\w+ )?gửi lại|thực ra|thật ra|xin lỗi(?! vì)(?![^;]*\b(?:muộn|trễ|chậm|giờ mới)\b))"
    r"|\b(?:sửa (?:lại|giúp|số|thêm|ngày|thành|hộ)|sửa$|(?<!à )(?<!ấy )(?<!ủa )(?<!í )(?:nhầm|lộn)"
    r"|đính chính|chứ không phải"
    r"|mới đúng|ghi lại|viết lại|chữa lại|báo lại|đếm lại|kiểm lại|tính lại)\b"
)
"""Whoever says so gives no new report."""
_ASIDE = Net(
    r"\b(?:à|ấy|ủa|í|ý) (?:quên|chết|không|nhầm|lộn)\b[^.;]*\bmới đúng\b"
    r"|[,.;] [^,.;\d]*\b(?:hoãn|dời|lùi) (?:sang|lại|lịch|đến)[^,.;\d]*"
    r"|[,.;] (?:cả|tất cả) ?\d* (?:người |bác |cụ )?(?:đều |đã )+có [^,.;]*"
    r"\btừ (?:năm|tháng|tuần|trước|lâu|hồi)\b[^,.;]*|^[^,.;\d]*\bđủ (?:cả |hết )?rồi\b"
)
"""What was mended in one breath, put off, or there before: it makes nothing doubtful."""
_ASKING = Net(
    r"\b(?:chưa|phải không|đúng không|được không|hả|nhỉ)$|\?"
    r"|\bcó\b[^.;]*\d[^.;]*\b(?:không|ko|k)(?: (?:ạ|em|cháu|bạn|ad|bot|vậy|thế|mn))?$"
)
_EXCEPTED = Net(
    r"\d[^.;]*(?<!miễn )(?<!khấu )(?<!diệt )(?<!loại )\b(?:trừ|ngoại trừ)\b[^.;\d]{0,12}\d"
    r" ?(?:người|ng|bác|cụ|cô|chú|anh|chị|em|hộ|nhà|bà|ông|bà con)\b"
)
"""Whether those whom a topic was told of are without them is not said."""
_DEEDS = Net(r"\b(?:học|dạy|tập huấn|hướng dẫn|hd|giúp)\b")
_CHILDREN = Net(r"(?<![\d./,:-])\d{1,3} (?:trẻ (?:em|con|nhỏ)|em nhỏ|thiếu nhi)\b")
"""They may have been taught too."""
_LONG_AGO = r"từ (?:năm ngoái|năm trước|đợt trước|lâu|trước|hồi)"
_APPS = r"(?:vneid|vssid|etax|định danh|chữ ký số|dvc|dịch vụ công)"
_HAD = Net(
    rf"(?:^|[,.;:])[^,.;:\d]*\b{_APPS}\b[^,.;:\d]*"
    rf"\b(?:đủ (?:cả |hết )?rồi|{_LONG_AGO}|sẵn|có (?:hết |cả )?rồi)\b"
    rf"|\bcả \d+ (?:\w+ )?(?:đều |cũng )?(?:đã )?có {_APPS}[^,.;:\d]*\b{_LONG_AGO}\b"
)
"""What people had before nobody helped them to."""
_PUT_OFF = Net(r"\d+ (?:người|bác|cụ|cô|chú|anh|chị|em|hộ|nhà|bà con)(?: \w+)? hẹn\b[^,.;:]*")
_IN_ONE_BREATH = Net(
    r"\b(?:ấy chết|ấy quên|ấy nhầm|à không|à nhầm|à quên|ủa nhầm)\b[^.;?!]*\bmới đúng\b"
)
"""Taken back and said anew in a report of its own."""
_SOME_OLD = Net(r"\bcó cả mấy cụ\b|\bhọc đủ \d{1,2} buổi\b|\d/\d{1,3} câu\b")
"""Typed without marks: the old, or old devices; enough lessons; marks of a test."""
_LEVELS = frozenset({Key.VNEID1, Key.VNEID2})
_TOPICS = {
    Key.VNEID: Net(r"\b(?:vneid|định danh|mức (?:độ )?[12]|m[12])\b"),
    Key.DVC: Net(r"\b(?:hồ sơ|dịch vụ công|dvc|dvctt)\b"),
    Key.PAYMENT: Net(
        r"\b(?:qr|quét mã|chuyển khoản|thanh toán|tài khoản ngân hàng|momo|zalopay|ví điện tử)\b"
    ),
    Key.ESIGN: Net(r"\b(?:chữ ký số|cks|ký số)\b"),
    Key.VSSID: Net(r"\bvssid\b"),
    Key.ETAX: Net(r"\b(?:etax|nộp thuế)\b"),
    Key.INVOICE: Net(
        r"\b(?:(?:hóa đơn|hoá đơn)(?! (?:tiền|điện(?! tử)|nước|cao|hết|mất|tháng))|hđđt|hddt)\b"
    ),
    Key.OCOP: Net(
        r"\b(?:shopee|tiktok|lazada|postmart|voso|lên sàn|livestream)\b"
        r"|\bbán (?:\w+ ){0,3}(?:online|trên mạng|qua mạng)\b"
    ),
    Key.FEEDBACK: Net(r"\bphản ánh\b"),
}
"""Matters named in a report that counts none of them."""


def looked_over(heard: Heard, text: str, today: date, *, has_marks: bool) -> Heard:
    """The reading, with a question more where the words hold something that it does not."""
    if any(report.ask for report in heard.reports):
        return heard
    words = _ASIDE.off(said(text, has_marks=has_marks))
    heard = of_kind(heard, words)
    if heard.kind is not Kind.REPORT or any(report.ask for report in heard.reports):
        return heard
    people = [report.counts.get(Key.PEOPLE) for report in heard.reports]
    found = {
        *_of_numbers(heard.reports, words),
        *_of_children(words),
        *of_days(heard.reports, words, today),
        *of_telling(people, words),
    }
    if not found or not heard.reports:
        return _without_holes(heard)
    why = tuple(code for code in Ask if code in found)
    return replace(heard, reports=(replace(heard.reports[0], ask=why), *heard.reports[1:]))


def _without_holes(heard: Heard) -> Heard:
    """Of several reports each has its day, if one has, and each tells something."""
    is_dated = any(report.day is not None for report in heard.reports)
    many = len(heard.reports) > 1
    reports = tuple(
        replace(one, ask=(Ask.DATE_UNCLEAR,))
        if many and is_dated and one.day is None
        else replace(one, ask=(Ask.WHAT_IS_COUNTED,))
        if many and not one.counts
        else one
        for one in heard.reports
    )
    return replace(heard, reports=reports)


def _of_numbers(reports: tuple[Report, ...], said: Said) -> Iterator[Ask]:
    counts = [report.counts for report in reports]
    values = {value for one in counts for value in one.values()}
    if 0 not in values and (ZERO.in_(said) or _FAILED.in_(said)):
        yield Ask.CONFIRM_NUMBER
    if not any(Key.ELDERLY in one for one in counts):
        if _OLD_PEOPLE.in_(said):
            yield Ask.WHAT_IS_COUNTED
        if _MOSTLY_OLD.in_(said):
            yield Ask.NUMBER_MISSING
    if any(net.in_(said) for net in (HEARSAY, _ASKING, _HEDGED, _MANY_PARTS_OF_DAY, _EXCEPTED)) or (
        _CORRECTING.in_(_IN_ONE_BREATH.off(said))
    ):
        yield Ask.CONFIRM_NUMBER
    has_people = any(one.get(Key.PEOPLE) is not None for one in counts)
    told = _MEANT.off(said)
    people = [] if has_people else [*filter(None, COUNTED.in_(told))]
    numbers = (*people, *_OTHER_UNITS.in_(told), *LABELLED.in_(told))
    unread = [number for number in map(int, numbers) if number not in values]
    if unread and sum(unread) not in values:  # "15 hộ, gồm 6 hộ buôn bán, 9 hộ nhà nghỉ"
        yield Ask.WHAT_IS_COUNTED
    keys = {Key.VNEID if key in _LEVELS else key for one in counts for key in one}
    had = _PUT_OFF.off(_HAD.off(said))
    if any(key not in keys and net.in_(had) for key, net in _TOPICS.items()):
        yield Ask.NUMBER_MISSING
    if not said.has_marks and _SOME_OLD.in_(said):
        yield Ask.CONFIRM_NUMBER
    if _PROPOSAL.in_(said) and any(Key.FEEDBACK in one for one in counts):
        yield Ask.CONFIRM_NUMBER


def _of_children(said: Said) -> Iterator[Ask]:
    if _CHILDREN.in_(said) and _DEEDS.in_(said):
        yield Ask.WHAT_IS_COUNTED
