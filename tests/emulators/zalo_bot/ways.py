"""How an update reaches the webhook: straight, late, twice, behind the next one; drawn by seed or
said by a test.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Way:
    """After `delay` seconds; with `hangs_up` first once with the connection given up before the
    answer was read; with `again` once more so many seconds after it was taken; with `steps_aside`
    whatever comes next in this chat may overtake it.
    """

    delay: float = 0.0
    hangs_up: bool = False
    again: float | None = None
    steps_aside: bool = False


STRAIGHT = Way()

Ways = Callable[[str], Way]
"""Asked with the chat's id for each update."""


def straight(_: str) -> Way:
    return STRAIGHT


@dataclass(slots=True)
class Scripted:
    """The next updates go as listed, all later ones straight."""

    ways: list[Way]

    def __call__(self, _: str) -> Way:
        return self.ways.pop(0) if self.ways else STRAIGHT


@dataclass(slots=True)
class Rough:
    """By chance, the same for the same seed and chat."""

    seed: int
    late: float = 0.15
    hung_up: float = 0.02
    twice: float = 0.06
    aside: float = 0.0
    longest: float = 0.4
    _counts: dict[str, int] = field(default_factory=dict)

    def __call__(self, chat: str) -> Way:
        self._counts[chat] = number = self._counts.get(chat, 0) + 1
        chance = random.Random(f"{self.seed}/{chat}/{number}")  # noqa: S311
        wait = chance.uniform(0.0, self.longest)
        return Way(
            delay=wait if chance.random() < self.late else 0.0,
            hangs_up=chance.random() < self.hung_up,
            again=wait * 4 if chance.random() < self.twice else None,
            steps_aside=chance.random() < self.aside,
        )
