"""What a decision must know beyond the persons and dialogs: each is a key and the shape of its
answer.

`models.load` turns all needs of one kind, of a whole batch of messages, into one SELECT. A `key`
names what is read, so that a message that writes under the same key waits for the next batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from models.activity import ActivityKind
from models.figures import Tally
from models.team_week import TeamWeek

Answer = TypeVar("Answer")


class Need(Generic[Answer]):
    """Frozen dataclasses below say which answer they get."""

    __slots__ = ()

    @property
    def key(self) -> str:
        raise NotImplementedError


class Facts:
    """What one decision was told. Asking for what was not loaded raises `MissingFactsError`, which
    names it.

    `used` are the keys that the decision read.
    """

    def __init__(self, answers: Mapping[Need[Any], Any]) -> None:
        self._answers = answers
        self.used: set[str] = set()

    def of(self, need: Need[Answer]) -> Answer:
        self.used.add(need.key)
        if need not in self._answers:
            raise MissingFactsError((need,))
        answer: Answer = self._answers[need]
        return answer

    def require(self, needs: tuple[Need[Any], ...]) -> None:
        """Ask for all at once, so that what is missing is loaded in one go."""
        missing = tuple(need for need in needs if need not in self._answers)
        if missing:
            raise MissingFactsError(missing)


class MissingFactsError(Exception):
    """Not a fault: the decision is made again once `needs` are loaded."""

    def __init__(self, needs: tuple[Need[Any], ...]) -> None:
        super().__init__(", ".join(need.key for need in needs))
        self.needs = needs


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    id: str
    label: str
    question: str
    unit: str
    limit: int
    audience: str
    since: date | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class IndicatorsNeed(Need[tuple[IndicatorRow, ...]]):
    """The commune's active indicators, in their order; `since` may be a coming day."""

    @property
    def key(self) -> str:
        return "indicators"


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: str
    name: str
    team_id: str = ""
    team_name: str = ""


@dataclass(frozen=True, slots=True)
class RosterNeed(Need[tuple[PersonRow, ...]]):
    """The members of one team, leader first."""

    team_id: str

    @property
    def key(self) -> str:
        return f"roster:{self.team_id}"


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TeamsNeed(Need[tuple[TeamRow, ...]]):
    """Every active team, in order."""

    @property
    def key(self) -> str:
        return "teams"


@dataclass(frozen=True, slots=True)
class HelperRow:
    person_id: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class HelperNeed(Need["HelperRow | None"]):
    """Whom this person may call: the leader of the team, else the commune's helper (never
    themselves).
    """

    person_id: str
    team_id: str

    @property
    def key(self) -> str:
        return f"helper:{self.team_id}"


@dataclass(frozen=True, slots=True)
class PeopleNeed(Need[tuple[PersonRow, ...]]):
    """Members for a search by words, of the given teams or (empty) of the whole commune."""

    team_ids: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"people:{','.join(self.team_ids)}"


@dataclass(frozen=True, slots=True)
class LastActivity:
    """What "giống lần trước" repeats: everything but the day, the photos and the note."""

    kind: ActivityKind
    people: int
    groups: tuple[tuple[str, int], ...]
    vneid: tuple[int, int, int]
    indicators: tuple[tuple[str, int | None], ...]
    place: str | None
    attendee_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastActivityNeed(Need["LastActivity | None"]):
    """The newest confirmed activity that this person logged for this team."""

    person_id: str
    team_id: str

    @property
    def key(self) -> str:
        return f"last:{self.person_id}"


@dataclass(frozen=True, slots=True)
class TeamWeekNeed(Need[TeamWeek]):
    team_id: str
    week: str

    @property
    def key(self) -> str:
        return f"team:{self.team_id}/{self.week}"


@dataclass(frozen=True, slots=True)
class ZeroReportRow:
    team_id: str
    team_name: str
    week: str


@dataclass(frozen=True, slots=True)
class ZeroReportsNeed(Need[tuple[ZeroReportRow, ...]]):
    """The standing zero reports of these teams, the newest week first, at most ten."""

    team_ids: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"zero:{','.join(self.team_ids)}"


@dataclass(frozen=True, slots=True)
class CommuneWeekNeed(Need[Tally]):
    """Every figure of one week, live: what was committed before this batch."""

    week: str

    @property
    def key(self) -> str:
        return f"commune:{self.week}"


@dataclass(frozen=True, slots=True)
class AnswerOutNeed(Need[bool]):
    """Whether our newest answer to this account had gone out by `at`. One that failed or is held
    has not; where none is kept any more, nothing is left to wait for.
    """

    channel: str
    external_id: str
    at: datetime

    @property
    def key(self) -> str:
        return f"answer:{self.channel}:{self.external_id}"


@dataclass(frozen=True, slots=True)
class ScribeRow:
    id: str
    person_id: str
    name: str
    team_id: str
    team_name: str
    reason: str
    at: datetime
    draft: str = ""


@dataclass(frozen=True, slots=True)
class ScribeListNeed(Need[tuple[ScribeRow, ...]]):
    """Open requests of these teams' members; with `of_leaders`, also those that no leader of theirs
    can take: of leaders themselves, and of a team that has none, as a Đội.
    """

    team_ids: tuple[str, ...]
    of_leaders: bool = False

    @property
    def key(self) -> str:
        return "scribes"


GONE = "gone"
"""In place of what a message is about: no message reaches this person any more."""


@dataclass(frozen=True, slots=True)
class ToCallRow:
    """A person whom our own messages do not reach: what the oldest of them is about (the first word
    of its identity), and since when it waits. `what` is `GONE` for somebody who has left since
    then. `team_id` and `phone` may be empty.
    """

    person_id: str
    name: str
    team_id: str
    team_name: str
    phone: str
    what: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ToCallNeed(Need[tuple[ToCallRow, ...]]):
    """People of these teams (empty: of the whole commune) for whom a message waits for a visit, or
    waited in vain, or who left, in the seven days up to `today`, by team.
    """

    team_ids: tuple[str, ...]
    today: date

    @property
    def key(self) -> str:
        return "to_call"
