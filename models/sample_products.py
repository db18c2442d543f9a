"""The sample's OCOP products, most of them on a sàn: plainly artificial names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.kernel.clock import local
from bot.kernel.ids import Ids
from models.product_changes import AddProduct

NAMES = (
    "Nước mắm Mẫu 1", "Nước mắm Mẫu 2", "Mắm tôm Mẫu", "Cá khô Mẫu", "Mực khô Mẫu", "Mật ong Mẫu",
    "Cam Mẫu", "Trà Mẫu", "Rau câu Mẫu", "Tôm khô Mẫu", "Sứa Mẫu", "Muối Mẫu",
)  # fmt: skip
PLATFORMS = ("Sàn Mẫu 1", "Sàn Mẫu 2")
LISTED = 9
APART = timedelta(weeks=3)


def sample_products(
    by_id: str, ids: Ids, *, joined: datetime, now: datetime
) -> Iterator[AddProduct]:
    """All are there from the start; one after the other gets onto a sàn."""
    first, today = local(joined).date(), local(now).date()
    for number, name in enumerate(NAMES):
        day: date | None = first + number * APART
        if number >= LISTED or (day is not None and day > today):
            day = None
        yield AddProduct(
            id=ids.new(),
            name=name,
            maker=f"Cơ sở Mẫu {number % 5 + 1}",
            platform=PLATFORMS[number % len(PLATFORMS)] if day else None,
            listed_on=day,
            added_on=first,
            by_id=by_id,
            at=joined,
        )
