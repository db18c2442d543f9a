"""What taking over a list would change: a pure function of the list and of what is there.

Laws:

* What the list says of a team, a village or a person that is there already changes that row;
  nothing appears twice. Who is who is told by the phone, teams and villages by their names.
* Only roles in teams of which the list names a member are ever ended: a list of one team says
  nothing about the others. Roles of the whole commune (coordinator, office, administrator) are
  given and never taken, so that nobody can lock the administrator out.
* The form of address that a person has chosen is theirs: the list sets it only until they join.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.language.fold import fold
from models.people import Role
from models.roster import Missing, Outcome, Renamed, Roster, RosterMember
from models.roster_standing import PersonRow, Plan, RoleRow, Standing, Tally
from models.roster_teams import plan_teams

TEAM_ROLES = frozenset({Role.LEADER, Role.MEMBER, Role.RAPID})


def make_plan(
    roster: Roster,
    standing: Standing,
    *,
    hashes: Mapping[str, str],
    new_id: Callable[[], str],
    deactivate_missing: bool,
) -> tuple[Plan, Outcome]:
    """`hashes` names every phone of the list (Vault.phone_hash)."""
    plan = Plan()
    teams, team_counts, village_counts = plan_teams(plan, roster.teams, standing, new_id)
    people = {row.phone_hash: row for row in standing.people if row.phone_hash}
    held: dict[str, set[RoleRow]] = {}
    for role in standing.roles:
        held.setdefault(role.person_id, set()).add(role)

    tally = Tally()
    renamed: list[Renamed] = []
    listed: set[tuple[str, str]] = set()
    for member in roster.members:
        hash_ = hashes[member.phone]
        known = people.get(hash_)
        row = _person(member, known, hash_, new_id)
        wanted = {RoleRow(row.id, duty.role, teams[duty.team]) for duty in member.duties}
        here = {role.team_id for role in wanted if role.team_id}
        listed |= {(row.id, team_id) for team_id in here}
        added = wanted - held.get(row.id, set())
        dropped = {
            role
            for role in held.get(row.id, set()) - wanted
            if role.team_id in here and role.role in TEAM_ROLES
        }
        plan.new_roles += sorted(added)
        plan.changed_roles += sorted(dropped)
        if known is None:
            plan.new_people.append(row)
        elif row != known:
            plan.changed_people.append(row)
        tally.count(is_new=known is None, is_changed=row != known or bool(added or dropped))
        if (
            known is not None
            and known.name != member.name
            and fold(known.name) != fold(member.name)
        ):
            renamed.append(Renamed(member.phone, known.name, member.name))

    ended = _left_out(standing, listed)
    if deactivate_missing:
        plan.ended_roles += ended
    outcome = Outcome(
        teams=team_counts,
        villages=village_counts,
        members=tally.counts(),
        missing=_named(ended, standing),
        deactivated=deactivate_missing,
        silent_teams=tuple(
            team.name for team in standing.teams if team.is_active and team.id not in teams.values()
        ),
        renamed=tuple(renamed),
    )
    return plan, outcome


def _person(
    member: RosterMember, known: PersonRow | None, phone_hash: str, new_id: Callable[[], str]
) -> PersonRow:
    if known is None:
        return PersonRow(
            new_id(), member.name, member.address, phone_hash, has_joined=False, phone=member.phone
        )
    is_theirs = known.has_joined and known.address is not None
    address = known.address if is_theirs or member.address is None else member.address
    return replace(known, name=member.name, address=address)


def _left_out(standing: Standing, listed: set[tuple[str, str]]) -> list[RoleRow]:
    """Roles in teams of which the list names somebody else: a team that it leaves empty is not
    dissolved by that.
    """
    teams = {team_id for _, team_id in listed}
    return sorted(
        role
        for role in standing.roles
        if role.team_id in teams
        and role.role in TEAM_ROLES
        and (role.person_id, role.team_id) not in listed
    )


def _named(roles: Iterable[RoleRow], standing: Standing) -> tuple[Missing, ...]:
    people = {row.id: row.name for row in standing.people}
    teams = {row.id: row for row in standing.teams}
    pairs = {(role.team_id, role.person_id) for role in roles}
    ordered = sorted(pairs, key=lambda pair_: (teams[pair_[0]].position, people[pair_[1]]))
    return tuple(Missing(people[person], teams[team].name) for team, person in ordered)
