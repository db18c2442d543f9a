"""What a list changes among a commune's teams and villages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.commune import TeamKind
from models.people import NO_TEAM
from models.roster import Counts, RosterTeam
from models.roster_names import Names, pair
from models.roster_standing import Plan, Standing, Tally, TeamRow, VillageRow


def plan_teams(
    plan: Plan, listed: Sequence[RosterTeam], standing: Standing, new_id: Callable[[], str]
) -> tuple[dict[str, str], Counts, Counts]:
    """The id of each team of the list by its name, and of NO_TEAM; teams and villages counted."""
    villages, changed, village_counts = _plan_villages(plan, listed, standing, new_id)
    places = pair([team.name for team in listed], [team.name for team in standing.teams])
    last = max((team.position for team in standing.teams), default=0)
    ids = {NO_TEAM: NO_TEAM}
    tally = Tally()
    for team, place in zip(listed, places, strict=True):
        village_id = villages.find(team.village) if team.village is not None else None
        known = None if place is None else standing.teams[place]
        if known is None:
            last += 1
            row = TeamRow(
                id=new_id(),
                name=team.name,
                kind=team.kind or TeamKind.TO,
                village_id=village_id,
                position=last,
                is_active=True,
                zalo_group=team.zalo_group,
                zalo_link=None if team.zalo_group is False else team.zalo_link,
                zalo_bot=team.zalo_bot,
            )
            plan.new_teams.append(row)
        else:
            row = _changed_team(known, team, village_id)
            if row != known:
                plan.changed_teams.append(row)
        ids[team.name] = row.id
        is_changed = row != known or row.village_id in changed
        tally.count(is_new=known is None, is_changed=is_changed)
    return ids, tally.counts(), village_counts


def _changed_team(known: TeamRow, team: RosterTeam, village_id: str | None) -> TeamRow:
    """A group that the commune has no more takes its link along."""
    group = known.zalo_group if team.zalo_group is None else team.zalo_group
    link = team.zalo_link or known.zalo_link
    return replace(
        known,
        name=team.name,
        kind=team.kind or known.kind,
        village_id=village_id or known.village_id,
        is_active=True,
        zalo_group=group,
        zalo_link=None if group is False else link,
        zalo_bot=team.zalo_bot or known.zalo_bot,
    )


def _plan_villages(
    plan: Plan, listed: Sequence[RosterTeam], standing: Standing, new_id: Callable[[], str]
) -> tuple[Names[str], set[str], Counts]:
    """The id of each village by its name, and the ids of those whose row changes."""
    wanted: list[VillageRow] = []
    seen: Names[int] = Names(())
    for team in listed:
        if team.village is None:
            continue
        place = seen.find(team.village)
        if place is None:
            seen.add(team.village, len(wanted))
            wanted.append(VillageRow("", team.village, team.households, team.adults))
        else:
            wanted[place] = _filled(wanted[place], team.households, team.adults)
    places = pair([row.name for row in wanted], [row.name for row in standing.villages])
    tally = Tally()
    changed: set[str] = set()
    ids: list[tuple[str, str]] = []
    for row, at in zip(wanted, places, strict=True):
        if at is None:
            made = replace(row, id=new_id())
            plan.new_villages.append(made)
            tally.count(is_new=True, is_changed=True)
            ids.append((made.name, made.id))
            continue
        known = standing.villages[at]
        now = _filled(replace(known, name=row.name), row.households, row.adults)
        if now != known:
            plan.changed_villages.append(now)
            changed.add(known.id)
        tally.count(is_new=False, is_changed=now != known)
        ids.append((row.name, known.id))
    return Names(ids), changed, tally.counts()


def _filled(row: VillageRow, households: int | None, adults: int | None) -> VillageRow:
    return replace(
        row,
        households=row.households if households is None else households,
        adults=row.adults if adults is None else adults,
    )
