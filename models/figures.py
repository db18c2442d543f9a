"""The figures of a period, and their JSON: a contract, to which keys are only added."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.kernel.clock import local
from models.business import SupportKind


class TeamState(StrEnum):
    """The three add up to all teams (domain, Definitions that every count uses)."""

    ACTIVE = "active"
    ZERO = "zero"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Sessions:
    members: int
    residents: int


@dataclass(frozen=True, slots=True)
class Vneid:
    level_1: int
    level_2: int
    unspecified: int


@dataclass(frozen=True, slots=True)
class Trainees:
    """Distinct people of the classes that met in the period; `qualified` those marked in it."""

    enrolled: int = 0
    attended: int = 0
    qualified: int = 0


NO_KINDS = {kind.value: 0 for kind in SupportKind}


@dataclass(frozen=True, slots=True)
class Businesses:
    """Distinct businesses supported in the period; `by_kind` those for whom that was set up."""

    supported: int = 0
    by_kind: dict[str, int] = field(default_factory=lambda: dict(NO_KINDS))


@dataclass(frozen=True, slots=True)
class Products:
    """OCOP products on the named list, and those of them on a sàn, as of the last day."""

    total: int = 0
    on_platform: int = 0


@dataclass(frozen=True, slots=True)
class CommunePart:
    """What the commune itself and its Đội held. It is in the totals too."""

    sessions: Sessions
    people_guided: int
    members_trained: int


@dataclass(frozen=True, slots=True)
class TeamPart:
    """One Tổ: `sessions` of both kinds together, `vneid` of all levels together."""

    team: str
    name: str
    state: TeamState
    sessions: int
    people_guided: int
    vneid: int


@dataclass(frozen=True, slots=True)
class Tally:
    """`first` and `last` are both inside. `people_guided` is lượt người: the sum of head counts."""

    first: date
    last: date
    sessions: Sessions
    home_visits: int
    people_guided: int
    members_trained: int
    vneid: Vneid
    indicators: dict[str, int]
    commune: CommunePart
    by_team: tuple[TeamPart, ...]
    trainees: Trainees = Trainees()
    businesses: Businesses = field(default_factory=Businesses)
    ocop_products: Products = Products()

    def teams_in(self, state: TeamState) -> int:
        return sum(team.state is state for team in self.by_team)


def completed(tally: Mapping[str, Any]) -> dict[str, Any]:
    """A tally that was frozen before a key was there, with what the key would have said: nothing
    of it was logged yet.
    """
    later = {"businesses": asdict(Businesses()), "ocop_products": asdict(Products())}
    return {**later, **tally}


def tally_json(tally: Tally, week: str | None, as_of: datetime) -> dict[str, Any]:
    """What `toso tally --json` prints. `week` is null for a range that was asked by its days."""
    return {
        "week": week,
        "from": tally.first.isoformat(),
        "to": tally.last.isoformat(),
        "as_of": local(as_of).isoformat(),
        "teams": len(tally.by_team),
        "teams_active": tally.teams_in(TeamState.ACTIVE),
        "teams_zero": tally.teams_in(TeamState.ZERO),
        "teams_silent": tally.teams_in(TeamState.SILENT),
        "sessions": asdict(tally.sessions),
        "home_visits": tally.home_visits,
        "people_guided": tally.people_guided,
        "members_trained": tally.members_trained,
        "vneid": asdict(tally.vneid),
        "trainees": asdict(tally.trainees),
        "businesses": asdict(tally.businesses),
        "ocop_products": asdict(tally.ocop_products),
        "indicators": dict(tally.indicators),
        "commune": asdict(tally.commune),
        "by_team": [{**asdict(team), "state": team.state.value} for team in tally.by_team],
    }
