"""What the dialogs of businesses ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.needs import Need

BUSINESSES = "businesses"
"""The key of everything here."""


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """`days` are those on which it was supported, the newest first: none where every support was
    taken back.
    """

    id: str
    name: str
    village: str
    name_key: str
    village_key: str
    kinds: tuple[str, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class BusinessesNeed(Need[tuple[BusinessRow, ...]]):
    """Every business that was ever named, by its village and name."""

    @property
    def key(self) -> str:
        return BUSINESSES
