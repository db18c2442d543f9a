"""Whom the sample's teams help to sell: names as plain as its people's."""

from __future__ import annotations

from random import Random

from models.business import SupportKind
from models.business_kept import Support

TRADES = ("Tạp hóa", "Quán ăn", "Nhà nghỉ", "Xưởng nước mắm", "Cửa hàng vật liệu", "Đại lý gạo")
PER_TRADE = 2  # of each in a village
SET_UP = {
    SupportKind.QR: 6,
    SupportKind.INVOICE: 5,
    SupportKind.SHOP: 3,
    SupportKind.OCOP: 2,
    SupportKind.OTHER: 1,
}


def draw_support(drawn: Random, village: str) -> Support:
    """Its id is still empty; one of the same name and village is the same."""
    name = f"{drawn.choice(TRADES)} Mẫu {drawn.randint(1, PER_TRADE)}"
    picked = set(drawn.choices(list(SET_UP), list(SET_UP.values()), k=drawn.randint(1, 2)))
    kinds = tuple(kind.value for kind in SupportKind if kind in picked)
    return Support("", name, village, kinds)
