"""Ways of telling that make a number doubtful, whatever was read: shares, contrasts, others' words.

Pure, and over the words alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.language.sentences.heard import Ask
from bot.language.sentences.net import Net, Said

_FRACTION = Net(
    r"\b(?:\d+|một|hai|ba) phần (?!mềm|quà|thưởng|trăm)\w+\b|\bphân nửa\b"
    r"|(?<!ngày )(?<!hôm )(?<!sáng )(?<!chiều )(?<!tối )(?<![\d/])[1-4]/[2-5]"
    r" (?:lớp|số|trong|của|là|chưa|còn)\b",
    only_marked=True,
)
_ROUND_SUM = Net(
    r"\b(?:đủ|tròn|chạm mốc|cán mốc|cán đích|chạm|lên tới|lên đến) \d+"
    r" ?(?:vneid|vssid|etax|cks|chữ ký|dvc|dịch vụ công|smart|mức|lượt|tài khoản|rồi)\b"
)
"""Such as "hôm nay đủ 100 vneid rồi": those of all days together."""
_TAKEN_TOGETHER = Net(
    r"\b(?:cộng|tính|gộp|gồm|kể) (?:cả|luôn|thêm|chung) (?:cả )?"
    r"(?:hôm|ngày|tuần|tháng|tối|sáng|chiều)"
    r"|\bcộng dồn\b"
)
_SAID_BY_OTHERS = Net(
    r"(?<!tới )(?<!đến )(?<!ra )(?<!như )(?<!đồng chí )(?<!cho )(?<!ngồi )"
    r"(?<!chưa )(?<!không )(?<!chả )"
    r"\b(?:bảo(?! hiểm| trì| vệ| hành| mật| dưỡng| tàng| ban)|kể(?! cả| khai| từ| trên)|khoe"
    r"|nói(?! chuyện| giúp| hộ| trên| chung| lại| nhầm| sai| lộn))\b(?=[^.!?]*\d)",
    only_marked=True,
)
_FROM_OTHERS = Net(
    r"\b(?:khoe(?! mạnh)|nghe (?:nói|bảo|đồn|kể|đâu|tin|chị|anh|cô|chú|bác|ông|bà|các)"
    r"|(?:xem|coi) (?:tivi|ti vi|thời sự)|theo (?:chị|anh|cô|chú|bác|ông|bà|lời|tin)"
    r"|(?:facebook|fb|fanpage|trang|đài|loa|tivi)(?: \w+){0,3} (?:đăng|viết|nói|đưa|phát))\b"
    r"(?=[^.!?]*\d)"
)
_ONE_PART = Net(
    r"^[^\d]*\d{1,4}[^\d,.;]*\btrong (?:số )?(?:đó|đấy|ấy)(?: (?:ạ|nhé|nha|đó|em|cháu))*$"
)
"""A part, and the whole of it stands in another message."""
_FORGOTTEN = Net(
    r"\bquên (?:chưa |không |mất )?(?:ghi|tính|kể|cộng)\b|\b(?:báo|ghi|tính|đếm|kể|cộng) "
    r"(?:thiếu|sót|dư|thừa)\b|\bbáo cáo\b[^.;\d]*\bthêm \d"
    r"|\b(?:bỏ|xóa|xoá|hủy|huỷ|đừng ghi|đừng tính|khỏi ghi|khỏi tính) (?:giúp |hộ |bớt |đi )?"
    r"\d{1,4} (?:người|bác|cụ|hộ|lượt|bà con)\b|\b(?:còn |bị )?sót \d|\bbổ sung\b[^.;]*\bnữa\b"
)
"""Whether it is all there was, or comes on top of what stood there before."""
_GROUP = Net(r"\b(?:nhóm|group|hội) (?:zalo|facebook|fb|chat)\b[^.;,\d]{0,25}\d")
"""So many are in it, whoever was helped."""
_CROOKS = Net(r"\b(?:người lạ|kẻ lạ|đi lừa)\b")
_POPULATION = Net(r"\b(?:nhân khẩu|\d ?khẩu|dân số)\b")
_WEEKLY = Net(r"\b(?:hàng|hằng) (?:tuần|ngày|tháng)\b")
"""How often it is, not when it was."""
_MEETING = Net(r"\bhọp\b(?! (?:zoom|online|trực tuyến))")
_DEED = Net(
    r"\b(?:hướng dẫn|hd|dạy|tập huấn|giúp|hỗ trợ|cài|phổ biến|tuyên truyền|học|lớp|vneid|vssid|etax"
    r"|dịch vụ công|dvc|chữ ký|qr|quét)\b"
)
_PUT_OFF = Net(r"\b(?:hoãn|hủy (?:lớp|buổi)|huỷ (?:lớp|buổi)|lùi lịch|lùi lại)\b")
"""A class of so many that was not held."""
_TROUBLE_BEHIND = Net(
    r"\d[^\d]*\b(?:nhưng|mà|song|tiếc là|khổ nỗi|có điều)\b"
    r"(?![^\d]*\b(?:vẫn|được|đc|dc|xong|thành công)\b)"
    r"[^\d]*\b(?:máy cũ|hết pin|đầy bộ nhớ|mất mạng|mạng yếu|lỗi|hỏng|sập|bảo trì"
    r"|(?:không|ko|chưa)(?! (?:\w+ )?(?:ai|bác nào|người nào|hộ nào|cụ nào))"
    r"|chịu|đành|hẹn|quên|thiếu|nghẽn|treo)\b[^\d]*$"
)
_CONTRAST = Net(
    r"(\d{1,4}) ?(?:người|ng|bác|cụ|bà con|hộ|nhà|cô|chú|chị|em|học viên|hội viên|lượt)\b[^.;\d]*"
    r"\b(?:thực tế|rốt cuộc|cuối cùng (?:thì|lại|có|chỉ|được|còn|ra)"
    r"|hóa ra|hoá ra|thực ra|té ra|rút cục)\b[^.;\d]*\d"
)
_INVITED = Net(r"(?:^|[,.;] ?)mời \d{1,4} [^.;]*\b(?:nhưng|mà|chỉ|có)\b[^.;]*\d")
"""Typed without marks: those who were invited, or "mỗi", "mới"."""
_DOUBTFUL = (
    _ONE_PART,
    _FORGOTTEN,
    _GROUP,
    _CROOKS,
    _FRACTION,
    _ROUND_SUM,
    _SAID_BY_OTHERS,
    _FROM_OTHERS,
    _PUT_OFF,
    _TROUBLE_BEHIND,
)


def of_telling(people: Collection[int | None], said: Said) -> Iterator[Ask]:
    """`people` are those who were read as helped."""
    nets = _DOUBTFUL if any(people) or None in people else _DOUBTFUL[:-1]
    if any(net.in_(said) for net in nets):  # trouble explains why nobody came
        yield Ask.CONFIRM_NUMBER
    if (_MEETING.in_(said) or _POPULATION.in_(said)) and not _DEED.in_(said):
        yield Ask.CONFIRM_NUMBER
    if not said.has_marks and any(people) and _INVITED.in_(said):
        yield Ask.CONFIRM_NUMBER
    if _WEEKLY.in_(said):
        yield Ask.DATE_UNCLEAR
    if _TAKEN_TOGETHER.in_(said):
        yield Ask.DATE_RANGE
    if any(int(first) in people for first in _CONTRAST.in_(said)):
        yield Ask.CONFIRM_NUMBER
