"""A real clock set to a Saturday morning, so that a run is never at night nor over midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.kernel.clock import SystemClock

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)  # 09:00 in Viet Nam


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    shift: timedelta

    def now(self) -> datetime:
        return SystemClock().now() + self.shift


def saturday_clock() -> ShiftedClock:
    return ShiftedClock(SATURDAY - SystemClock().now())
