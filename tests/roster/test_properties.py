"""Taking the same list twice changes nothing, whatever the list and whatever was there before."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from models.commune import TeamKind
from models.people import NO_TEAM, Role
from models.roster import Counts, Outcome, Roster, RosterDuty, RosterMember, RosterTeam
from models.roster_names import exact_key
from models.roster_plan import make_plan
from models.roster_standing import PersonRow, RoleRow, Standing, TeamRow, VillageRow

names = st.sampled_from(["Thôn 1", "Thôn 01", "Thon 1", "Đông", "Dong", "Đội xe", "Hải", "Hài"])
roles = st.sampled_from([Role.LEADER, Role.MEMBER, Role.RAPID])
optional_count = st.none() | st.integers(0, 3)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    listed = {exact_key(name): name for name in draw(st.lists(names, max_size=4))}
    teams = tuple(
        RosterTeam(
            name,
            kind=draw(st.none() | st.sampled_from(TeamKind)),
            village=name if draw(st.booleans()) else None,
            households=draw(optional_count),
            zalo_group=draw(st.none() | st.booleans()),
            zalo_link=draw(st.none() | st.just("https://zalo.me/g/vidu")),
            zalo_bot=draw(st.none() | st.sampled_from(["hp1", "hp2"])),
        )
        for name in listed.values()
    )
    places = st.sampled_from([team.name for team in teams]) if teams else st.nothing()
    duties = st.builds(RosterDuty, roles, places) if teams else st.nothing()
    duties = duties | st.just(RosterDuty(Role.COORDINATOR, NO_TEAM))
    numbers = draw(st.lists(st.integers(1, 5), max_size=4, unique=True))
    members = tuple(
        RosterMember(
            draw(st.sampled_from(["Mẫu", "Thử"])),
            f"091200000{number}",
            draw(st.none() | st.sampled_from(["bác", "cô"])),
            draw(st.frozensets(duties, min_size=1, max_size=3)),
        )
        for number in numbers
    )
    return Roster(teams, members)


class Memory:
    """The rows of a commune as a plan would leave them."""

    def __init__(self) -> None:
        self.villages: dict[str, VillageRow] = {}
        self.teams: dict[str, TeamRow] = {}
        self.people: dict[str, PersonRow] = {}
        self.roles: set[RoleRow] = set()
        self._count = 0

    def new_id(self) -> str:
        self._count += 1
        return f"{self._count:04}"

    def take(self, roster: Roster, *, end: bool) -> Outcome:
        standing = Standing(
            tuple(self.villages.values()),
            tuple(self.teams.values()),
            tuple(self.people.values()),
            frozenset(self.roles),
        )
        plan, outcome = make_plan(
            roster,
            standing,
            hashes={each.phone: each.phone for each in roster.members},
            new_id=self.new_id,
            deactivate_missing=end,
        )
        self.villages |= {row.id: row for row in [*plan.new_villages, *plan.changed_villages]}
        self.teams |= {row.id: row for row in [*plan.new_teams, *plan.changed_teams]}
        people = [*plan.new_people, *plan.changed_people]
        self.people |= {row.id: replace(row, phone=None) for row in people}
        self.roles -= {*plan.changed_roles, *plan.ended_roles}
        self.roles |= {*plan.new_roles}
        return outcome


@settings(max_examples=50)
@given(st.lists(rosters(), max_size=3), rosters(), st.booleans())
def test_twice_is_unchanged(before: list[Roster], roster: Roster, end: bool) -> None:  # noqa: FBT001
    memory = Memory()
    for each in before:
        memory.take(each, end=False)
    memory.take(roster, end=end)

    outcome = memory.take(roster, end=end)

    assert outcome.teams == Counts(unchanged=len(roster.teams))
    assert outcome.members == Counts(unchanged=len(roster.members))
    assert (outcome.villages.created, outcome.villages.updated) == (0, 0)


@settings(max_examples=50)
@given(st.lists(rosters(), max_size=4), st.booleans())
def test_officers_stay_and_nobody_is_doubled(lists: list[Roster], end: bool) -> None:  # noqa: FBT001
    memory = Memory()
    officers: set[RoleRow] = set()
    for each in lists:
        memory.take(each, end=end)
        officers |= {role for role in memory.roles if role.team_id == NO_TEAM}

        assert officers <= memory.roles
        hashes = [person.phone_hash for person in memory.people.values()]
        assert len(hashes) == len(set(hashes))
