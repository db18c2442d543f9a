"""Whether more installs were logged for a village than there were people left without VNeID."""

from __future__ import annotations

from models.flag_needs import VillageFigures


def left_of(village: VillageFigures) -> int | None:
    """How many had none at the day of its figures; None where nobody has entered them."""
    if village.adults is None or village.vneid_had is None or village.day is None:
        return None
    return max(village.adults - village.vneid_had, 0)


def is_above(village: VillageFigures, installs: int) -> bool:
    """`installs` are all since that day, the new ones among them."""
    left = left_of(village)
    return left is not None and installs > left
