"""A commune's teams and people as they stand, and the rows by which a list changes them."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.commune import TeamKind
from models.people import Role
from models.roster import Counts


@dataclass(frozen=True, slots=True)
class VillageRow:
    id: str
    name: str
    households: int | None
    adults: int | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: str
    name: str
    kind: TeamKind
    village_id: str | None
    position: int
    is_active: bool
    zalo_group: bool | None
    zalo_link: str | None
    zalo_bot: str | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`phone` is None for a row that was read: the sealed number is not needed."""

    id: str
    name: str
    address: str | None
    phone_hash: str | None
    has_joined: bool
    phone: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class RoleRow:
    person_id: str
    role: Role
    team_id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The commune as it is. Every tuple is in a steady order."""

    villages: tuple[VillageRow, ...]
    teams: tuple[TeamRow, ...]
    people: tuple[PersonRow, ...]
    roles: frozenset[RoleRow]


@dataclass(slots=True)
class Plan:
    """Rows to add, to change and to take away. `missing` is the people that the list leaves out."""

    new_villages: list[VillageRow] = field(default_factory=list)
    changed_villages: list[VillageRow] = field(default_factory=list)
    new_teams: list[TeamRow] = field(default_factory=list)
    changed_teams: list[TeamRow] = field(default_factory=list)
    new_people: list[PersonRow] = field(default_factory=list)
    changed_people: list[PersonRow] = field(default_factory=list)
    new_roles: list[RoleRow] = field(default_factory=list)
    changed_roles: list[RoleRow] = field(default_factory=list)  # of people whom the list names
    ended_roles: list[RoleRow] = field(default_factory=list)  # of people whom it leaves out


class Tally:
    def __init__(self) -> None:
        self._created = self._updated = self._unchanged = 0

    def count(self, *, is_new: bool, is_changed: bool) -> None:
        if is_new:
            self._created += 1
        elif is_changed:
            self._updated += 1
        else:
            self._unchanged += 1

    def counts(self) -> Counts:
        return Counts(self._created, self._updated, self._unchanged)
