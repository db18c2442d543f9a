"""What is known of a week beside its figures: who stated it, is it closed, what came later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.adjustment import Cause
from models.needs import Need
from models.week_totals import WeekTotals


@dataclass(frozen=True, slots=True)
class StatementRow:
    """The newest statement of a team's week. It stands no longer once `reopened_why` says why."""

    revision: int
    by_id: str
    by_name: str
    at: datetime
    totals: WeekTotals
    reopened_why: str | None

    @property
    def stands(self) -> bool:
        return self.reopened_why is None


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """`closed_at` is null while no snapshot was taken; `adjustments` are the team's own."""

    statement: StatementRow | None
    closed_at: datetime | None
    adjustments: int


@dataclass(frozen=True, slots=True)
class TeamStandingNeed(Need[TeamStanding]):
    team_id: str
    week: str

    @property
    def key(self) -> str:
        return f"team:{self.team_id}/{self.week}"


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """`people` and `vneid` are what it added to the week's. Names are "" where there is none."""

    number: int
    at: datetime
    by_name: str
    team_name: str
    cause: Cause
    people: int
    vneid: int


@dataclass(frozen=True, slots=True)
class CommuneStanding:
    """`confirmed` are the teams whose statement stands."""

    confirmed: frozenset[str]
    closed_at: datetime | None
    adjustments: tuple[AdjustmentRow, ...]


@dataclass(frozen=True, slots=True)
class CommuneStandingNeed(Need[CommuneStanding]):
    week: str

    @property
    def key(self) -> str:
        return f"commune:{self.week}"
