"""The words by which a Vietnamese name is taken apart."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.language.fold import letters
from bot.language.tokens import vocabulary


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"


# Before a name, and no part of it.
OF_WOMEN = vocabulary("bà cô chị dì thím mợ mệ")
OF_MEN = vocabulary("ông chú anh cậu dượng")
OF_ANYBODY = vocabulary("cụ bác em cháu thầy o")
COMRADE = r"^(?:đồng chí|đ/c|đc)\b\.?"
ALSO_FAMILIES = vocabulary("chu cu ong")
"""Families that are a form of address without its marks: taken for one only where the name is
complete without it.
"""

BORN_AS = vocabulary("cả hai ba tư năm sáu bảy bẩy tám chín mười út")
"""What a child is called by its place in the family; before a given name it is a nickname."""

WOMANS_MIDDLE, MANS_MIDDLE = "thị", "văn"
USUAL_MIDDLES = frozenset({WOMANS_MIDDLE, MANS_MIDDLE})

ALIAS_MARKS = ("tức", "thường gọi", "hay gọi", "còn gọi", "gọi là", "tên khác", "tên thường gọi")
RELATIONS = vocabulary(
    "con vợ chồng mẹ bố em anh cháu dâu rể xóm thôn đội tổ khu ngõ nhà mới cũ hộ sinh"
)
"""In brackets behind a name they tell whose relative it is or where they live: no other name."""

_FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh "
    "trương đinh lâm phùng mai tô hà tạ cao đàm châu thái khổng lương lưu tăng quách triệu nghiêm "
    "chu cù tống doãn kiều thân hứa từ bạch khúc lã lại la giang giáp vi viên đồng đậu mạc ninh "
    "nông ma sầm tiêu tôn tưởng ứng bế bồ cấn cát cung diệp điêu đới hán hầu kha khương kim "
    "lục mã ngọ ngụy nhữ ông phí phó quản sái thạch thẩm thiều trang vòng âu bành lò "
    "quàng cầm tòng lường hờ vàng giàng sùng thào chử trà dư nhâm uông"
)
_SURELY_FAMILIES = "nguyễn trần lê phạm huỳnh phan vũ võ đặng bùi đỗ ngô trịnh trương đoàn phùng"
_COMMON_FAMILIES = "nguyễn trần lê phạm hoàng phan vũ đặng bùi đỗ ngô đinh"
_ALSO_MIDDLES = "hoàng mai kim hà lâm dương vương cao thái châu lương tô trang thạch từ"

FAMILIES = frozenset(map(letters, vocabulary(_FAMILIES)))
SURELY_FAMILIES = frozenset(map(letters, vocabulary(_SURELY_FAMILIES)))
"""A given name is hardly ever one of these: where one stands elsewhere, the order was changed."""
COMMON_FAMILIES = frozenset(map(letters, vocabulary(_COMMON_FAMILIES)))
ALSO_MIDDLES = frozenset(map(letters, vocabulary(_ALSO_MIDDLES)))
"""In a name of two words these may be the family or the first half of a given name."""

SHORT_FAMILIES: Mapping[str, str] = {
    "ng": "nguyễn", "ngn": "nguyễn", "ngx": "nguyễn", "nguyn": "nguyễn", "ngyen": "nguyễn",
    "tr": "trần", "trg": "trương", "ph": "phạm", "hg": "hoàng", "đg": "đặng",
}  # fmt: skip
SHORT_MIDDLES: Mapping[str, str] = {"t": "thị", "th": "thị", "thi": "thị", "v": "văn", "van": "văn"}

SAID_OTHERWISE: Mapping[str, str] = {
    "huỳnh": "hoàng", "võ": "vũ", "phước": "phúc", "nhứt": "nhất", "nhơn": "nhân", "tòng": "tùng",
    "kiểng": "cảnh", "sanh": "sinh", "quới": "quý", "bửu": "bảo",
}  # fmt: skip
"""One name in two regions."""
