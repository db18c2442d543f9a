"""The clock of an emulator: the real one, or a set one, and how far it was moved since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.kernel.clock import Clock, SystemClock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class MovedClock:
    clock: Clock = field(default_factory=SystemClock)
    moved: timedelta = timedelta(0)

    def now(self) -> datetime:
        return self.clock.now() + self.moved

    def move(self, by: timedelta) -> None:
        self.moved += by

    def set(self, moment: datetime) -> None:
        """From now on it goes on from `moment`."""
        self.moved = moment - self.clock.now()


def milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)
