"""Whether many people were confirmed faster than a page is read."""

from __future__ import annotations

from datetime import datetime

SECONDS = 20
PEOPLE = 50


def is_hasty(people: int, begun_at: datetime | None, confirmed_at: datetime) -> bool:
    """Of a dialog that does not know when it began, nothing is said."""
    if begun_at is None or people <= PEOPLE:
        return False
    return 0 <= (confirmed_at - begun_at).total_seconds() < SECONDS
