"""Time comes as an argument. UTC inside, Asia/Ho_Chi_Minh at the rim (architecture, law 7)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment it is, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  # the one real clock


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it was set: for the simulator and the tests."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


class WatchedClock:
    """Another clock, and the latest moment that it was ever seen to tell (`seen`, from before the
    start where something was stored).
    """

    def __init__(self, clock: Clock, seen: datetime | None) -> None:
        self._clock = clock
        self.seen = seen or clock.now()

    def now(self) -> datetime:
        moment = self._clock.now()
        self.seen = max(self.seen, moment)
        return moment


def local(moment: datetime) -> datetime:
    """The same moment as people in Viet Nam read it."""
    return moment.astimezone(LOCAL_ZONE)


def from_local(moment: datetime) -> datetime:
    """UTC of a moment as people write it: without a zone it is Asia/Ho_Chi_Minh."""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=LOCAL_ZONE)
    return zoned.astimezone(UTC)
