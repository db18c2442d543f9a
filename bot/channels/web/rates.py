"""How much one talk or one address may send. Kept in memory: a restart forgives."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rate:
    most: int
    within: timedelta


PER_TALK = Rate(30, timedelta(seconds=10))
PER_ADDRESS = Rate(2_000, timedelta(seconds=10))
"""A commune's office, or a whole village behind one mobile operator, may share an address."""

MOST_KEYS = 10_000


class Rates:
    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._times: dict[str, deque[datetime]] = {}

    def wait(self, key: str, now: datetime) -> float:
        """Count one more; the seconds until there is room for it, 0 where there is."""
        times = self._times.setdefault(key, deque())
        since = now - self._rate.within
        while times and not since < times[0] <= now:  # past, or the clock was set back
            times.popleft()
        if len(times) >= self._rate.most:
            return (times[0] - since).total_seconds()
        times.append(now)
        if len(self._times) > MOST_KEYS:
            self._forget(since)
        return 0.0

    def _forget(self, since: datetime) -> None:
        """Quiet keys go; if all are busy, the memory starts afresh rather than grow."""
        self._times = {
            key: times for key, times in self._times.items() if times and times[-1] > since
        }
        if len(self._times) > MOST_KEYS:
            self._times = {}
