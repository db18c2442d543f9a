"""A commune's own list of teams and members: what it says, and what came of taking it over."""

from dataclasses import dataclass

from models.commune import TeamKind
from models.people import NO_TEAM, Role


@dataclass(frozen=True, slots=True)
class RosterTeam:
    """None is what the list does not say: then it stays as it was. No two names are equal."""

    name: str
    kind: TeamKind | None = None
    village: str | None = None
    households: int | None = None
    adults: int | None = None
    zalo_group: bool | None = None
    zalo_link: str | None = None
    zalo_bot: str | None = None


@dataclass(frozen=True, slots=True)
class RosterDuty:
    """`team` is a `RosterTeam.name`, or NO_TEAM for a role of the whole commune."""

    role: Role
    team: str = NO_TEAM


@dataclass(frozen=True, slots=True)
class RosterMember:
    """`phone` is normalised (0xxxxxxxxx) and stands for the person: no two are equal."""

    name: str
    phone: str
    address: str | None
    duties: frozenset[RosterDuty]


@dataclass(frozen=True, slots=True)
class Roster:
    teams: tuple[RosterTeam, ...]
    members: tuple[RosterMember, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who holds a role in a team that the list names, and does not stand there."""

    name: str
    team: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A phone whose person had quite another name: perhaps the number has changed hands."""

    phone: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """`missing` were left alone, or have left their teams when `deactivated`.

    `silent_teams` are active teams that the list does not name: they were left alone.
    """

    teams: Counts
    villages: Counts
    members: Counts
    missing: tuple[Missing, ...]
    deactivated: bool
    silent_teams: tuple[str, ...]
    renamed: tuple[Renamed, ...]
