"""What goes wrong on the way, by seed: the same seed plans the same faults for the same person.

How they meet the product's own timing is the machine's affair, so two runs are alike, not equal.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

Fault = TypeVar("Fault")

MOST_IN_A_ROW = 2
"""Faults that one letter or file meets one after the other: with three, the product's waits between
its tries (2, 5, 15, 60 s …) would be what a run measures.
"""


class Answer(Enum):
    """What the provider answers to a send. The last three took the message, and do not say so."""

    OK = auto()
    THROTTLED = auto()  # 429, "later"
    BROKEN = auto()  # 500
    GARBAGE = auto()  # 200, and words that mean nothing
    SILENT = auto()  # nothing until the client gives up
    CUT = auto()  # the connection dropped before anything was taken
    TAKEN_SILENT = auto()
    TAKEN_GARBAGE = auto()
    TAKEN_CUT = auto()

    @property
    def takes(self) -> bool:
        return self in (Answer.OK, *AMBIGUOUS)


AMBIGUOUS = (Answer.TAKEN_SILENT, Answer.TAKEN_GARBAGE, Answer.TAKEN_CUT)
"""After these the product cannot know: who sends again may send twice, who does not may lose."""

SENDING = {
    Answer.OK: 900,
    Answer.THROTTLED: 20,
    Answer.BROKEN: 25,
    Answer.GARBAGE: 15,
    Answer.SILENT: 3,
    Answer.CUT: 15,
    Answer.TAKEN_SILENT: 3,
    Answer.TAKEN_GARBAGE: 9,
    Answer.TAKEN_CUT: 10,
}


class File(Enum):
    """What becomes of a photo that the product fetches. `FALSE` is no picture and never will be."""

    OK = auto()
    BROKEN = auto()
    CUT = auto()
    FALSE = auto()


FETCHING = {File.OK: 80, File.BROKEN: 8, File.CUT: 8}
FALSE_PHOTOS = 0.12


@dataclass(frozen=True, slots=True)
class Push:
    """How one update reaches the product: after `delay` seconds, perhaps with the connection given
    up before the answer was read, perhaps once more `again` seconds after it was taken.
    """

    delay: float
    hangs_up: bool
    again: float | None


@dataclass(slots=True)
class Faults:
    """The script of one run. Once `is_calm`, nothing goes wrong any more."""

    seed: int
    is_calm: bool = False
    _counts: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)

    def answer(self, chat: str, letter: str) -> Answer:
        """For the next send to this person."""
        chance = self._chance("send", chat)
        return self._spared(letter, _drawn(chance, SENDING), Answer.OK)

    def file(self, name: str) -> File:
        chance = self._chance("file", name)
        if is_false(self.seed, name):
            return File.FALSE
        return self._spared(name, _drawn(chance, FETCHING), File.OK)

    def push(self, chat: str) -> Push:
        """For the next update of this person: they overtake each other, one's own never do."""
        chance = self._chance("push", chat)
        is_late, hangs_up, comes_again = (chance.random() < part for part in (0.15, 0.02, 0.06))
        wait = chance.uniform(0.0, 0.4)
        if self.is_calm:
            return Push(0.0, hangs_up=False, again=None)
        return Push(wait if is_late else 0.0, hangs_up, wait * 4 if comes_again else None)

    def _spared(self, name: str, drawn: Fault, fine: Fault) -> Fault:
        row = self._rows.get(name, 0)
        if drawn is fine or self.is_calm or row >= MOST_IN_A_ROW:
            self._rows.pop(name, None)
            return fine
        self._rows[name] = row + 1
        return drawn

    def _chance(self, kind: str, name: str) -> random.Random:
        key = f"{kind}/{name}"
        self._counts[key] = self._counts.get(key, 0) + 1
        return random.Random(f"{self.seed}/{key}/{self._counts[key]}")  # noqa: S311


def is_false(seed: int, name: str) -> bool:
    """Whether what this person sends as a photo is none."""
    return random.Random(f"{seed}/false/{name}").random() < FALSE_PHOTOS  # noqa: S311


def _drawn(chance: random.Random, weights: Mapping[Fault, int]) -> Fault:
    return chance.choices(list(weights), weights=list(weights.values()))[0]
