"""What became of each kill, compared with what Zalo knows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.whole.oa_torture.points import Point


@dataclass(frozen=True, slots=True)
class Kill:
    """`was_used`: Zalo had used the refresh token up before the kill. `was_stored`: the pair that
    Zalo gave last stood in the store right after it. Then what the next start made of it:
    `is_lost`, how many alarms it raised, whether the pair that stood in the end was Zalo's last,
    and whether one login was needed and enough (None where there was none).
    """

    point: Point
    was_used: bool
    was_stored: bool
    is_lost: bool
    alarms: int
    is_last: bool
    is_mended: bool | None = None

    @property
    def could_not_be_helped(self) -> bool:
        """Between the moment at which Zalo used the token up and our commit."""
        return self.was_used and not self.was_stored


@dataclass(frozen=True, slots=True)
class Race:
    """Several programs on one store, and the pair due: how often Zalo was asked, and how often
    with a token that had been used.
    """

    programs: int
    asked: int
    reused: int


def faults_of(kills: Sequence[Kill], races: Sequence[Race]) -> Iterator[str]:
    for number, kill in enumerate(kills, start=1):
        for fault in _of_kill(kill):
            yield f"kill {number} ({kill.point}): {fault}"
    for number, race in enumerate(races, start=1):
        if (race.asked, race.reused) != (1, 0):
            yield f"race {number}: asked {race.asked} times, {race.reused} with a used token"


def _of_kill(kill: Kill) -> Iterator[str]:
    if kill.is_lost and not kill.could_not_be_helped:
        yield "a pair was lost that need not have been"
    if kill.could_not_be_helped and not kill.is_lost:
        yield "a lost pair was not noticed"
    if kill.alarms != int(kill.is_lost):
        yield f"{kill.alarms} alarms"
    if not kill.is_lost and not kill.is_last:
        yield "what stands in the store is not what Zalo gave last"
    if kill.is_lost and not kill.is_mended:
        yield "one login did not mend it"


def losses_by_point(kills: Sequence[Kill]) -> Counter[Point]:
    return Counter(kill.point for kill in kills if kill.is_lost)
