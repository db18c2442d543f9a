"""What the dialogs of indicators ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.needs import IndicatorRow, Need

INDICATORS = "indicators"
"""The key of everything here."""


@dataclass(frozen=True, slots=True)
class EveryIndicatorNeed(Need[tuple[IndicatorRow, ...]]):
    """Every indicator in its order, the retired ones and those of a coming day too."""

    @property
    def key(self) -> str:
        return INDICATORS


@dataclass(frozen=True, slots=True)
class LargestNeed(Need[int]):
    """The largest number that one entry of a day since `since` has of this indicator, of those that
    stand; 0 where none has.
    """

    indicator_id: str
    since: date

    @property
    def key(self) -> str:
        return INDICATORS
