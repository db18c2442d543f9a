"""What the dialogs of giving work ask for: what was given, to whom, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.assignment import AssignmentState
from models.commune import TeamKind
from models.needs import Need

ASSIGNMENTS = "assignments"
"""The key of everything here: an answer and a closing in one batch must see each other."""

LISTED_AFTER = timedelta(days=90)
"""So long after its deadline an assignment that nobody closed still stands in the lists."""


@dataclass(frozen=True, slots=True)
class GivenTeam:
    """`counted` is what the team has logged of the figure so far; 0 where nothing is counted."""

    team_id: str
    name: str
    goal: int | None
    state: AssignmentState
    word: str
    counted: int
    is_active: bool
    kind: TeamKind

    @property
    def is_reached(self) -> bool:
        return self.goal is not None and self.counted >= self.goal


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One assignment with the teams asked for, in their order. `figure` is "" where nothing is
    counted; `figure_label` and `figure_unit` are an indicator's own words for it.
    """

    id: str
    title: str
    figure: str
    figure_label: str
    figure_unit: str
    first: date
    last: date
    by_id: str
    is_closed: bool
    teams: tuple[GivenTeam, ...]

    @property
    def asked(self) -> tuple[GivenTeam, ...]:
        """Without teams that were closed since and had nothing to show by then."""
        open_ = AssignmentState.OPEN
        return tuple(t for t in self.teams if t.is_active or t.counted or t.state is not open_)

    def team(self, team_id: str) -> GivenTeam | None:
        return next((team for team in self.teams if team.team_id == team_id), None)


@dataclass(frozen=True, slots=True)
class AssignmentsNeed(Need[tuple[GivenRow, ...]]):
    """Everything open, the earliest deadline first, but for what was due before `since`."""

    since: date

    @property
    def key(self) -> str:
        return ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class AssignmentNeed(Need["GivenRow | None"]):
    """One, closed or not, with all of its teams."""

    assignment_id: str

    @property
    def key(self) -> str:
        return ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class GivenNeed(Need[tuple[GivenRow, ...]]):
    """What is open for these teams, the earliest deadline first, each with these teams alone."""

    team_ids: tuple[str, ...]
    since: date

    @property
    def key(self) -> str:
        return ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class TeamGoalsNeed(Need[tuple[GivenRow, ...]]):
    """The open goals of one team that run in the week of `today`, with this team alone."""

    team_id: str
    today: date

    @property
    def key(self) -> str:
        return ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class CommuneGoalsNeed(Need[tuple[GivenRow, ...]]):
    """The open goals of all teams that run in the week of `today`."""

    today: date

    @property
    def key(self) -> str:
        return ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class AskedTeam:
    """A team that can be given something; `is_led` says that somebody of it can be told."""

    id: str
    name: str
    kind: TeamKind
    is_led: bool


@dataclass(frozen=True, slots=True)
class AskedTeamsNeed(Need[tuple[AskedTeam, ...]]):
    """Every active team, Đội too, in order."""

    @property
    def key(self) -> str:
        return "teams"
