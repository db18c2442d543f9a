"""What is asked about people on class lists who may be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.needs import Need

LEARNERS = "learners"
"""The key of everything here: two messages that bring people, or judge them, wait for each other.
"""

PAIRS_LISTED = 20
VERDICTS_LISTED = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A learner as somebody new is compared with them. `root` is the person that the row stands
    for; `keys` are those of the asked ones under which it was found. Without a year `birth` is "".
    """

    id: str
    root: str
    name: str
    birth: str
    phone: str
    team_id: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class CandidatesNeed(Need[tuple[Candidate, ...]]):
    """Everybody of the commune who stands under one of these keys (`same_person.keys`)."""

    keys: frozenset[str]

    @property
    def key(self) -> str:
        return LEARNERS


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair: `classes` are the topics of the classes on whose lists they stand. `team_id`
    is "" for the commune's own list.
    """

    id: str
    name: str
    birth: str
    phone: str
    team_id: str
    team_name: str
    has_consent: bool
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """`one.id` < `other.id`."""

    one: Side
    other: Side

    def is_of(self, team_ids: Sequence[str]) -> bool:
        return self.one.team_id in team_ids or self.other.team_id in team_ids


@dataclass(frozen=True, slots=True)
class Pairs:
    """`total` are all that wait; of them the likeliest."""

    total: int
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class PairsNeed(Need[Pairs]):
    """Pairs that nobody has judged, of these teams' learners or (`is_whole`) of everybody."""

    team_ids: tuple[str, ...]
    is_whole: bool = False

    @property
    def key(self) -> str:
        return LEARNERS


@dataclass(frozen=True, slots=True)
class PairNeed(Need["Pair | None"]):
    """Two people as they are now; None where one is gone or both are one by now."""

    one_id: str
    other_id: str

    @property
    def key(self) -> str:
        return LEARNERS


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict that stands. `is_same` says which of the two it is."""

    id: str
    one_id: str
    one_name: str
    one_team: str
    other_id: str
    other_name: str
    other_team: str
    is_same: bool
    by_name: str
    at: datetime

    def is_of(self, team_ids: Sequence[str]) -> bool:
        return self.one_team in team_ids or self.other_team in team_ids


@dataclass(frozen=True, slots=True)
class JudgedNeed(Need[tuple[Judged, ...]]):
    """The newest verdicts that stand, of these teams' learners or (`is_whole`) of everybody."""

    team_ids: tuple[str, ...]
    is_whole: bool = False

    @property
    def key(self) -> str:
        return LEARNERS
