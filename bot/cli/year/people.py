"""Who belongs to which team at which moment of the year, and who is away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cli.year.calendar import Calendar
from models.commune import TeamKind
from models.people import Role
from models.roster import Roster, RosterDuty, RosterMember, RosterTeam
from models.sample import FIRST_PHONE, TEAMS_OF_SEVEN, village_name
from models.sample_habits import dice

LEAVES_TEAM, LEAVES_CHANNEL = 0.03, 0.03
"""Of all members; at least one of each."""

AWAY = timedelta(days=24)
"""How long those are away who come back."""


@dataclass(frozen=True, slots=True)
class Member:
    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class NewRoster:
    """From `at` on the teams are these, each with its leader first."""

    at: datetime
    teams: Mapping[str, tuple[Member, ...]]
    gone: tuple[Member, ...]

    def as_list(self) -> Roster:
        """What an administrator would import: the teams as they are from now on."""
        return Roster(
            teams=tuple(RosterTeam(village_name(team), TeamKind.TO) for team in self.teams),
            members=tuple(
                RosterMember(member.name, member.phone, None, _duties(team, place))
                for team, members in self.teams.items()
                for place, member in enumerate(members)
            ),
        )


@dataclass(frozen=True, slots=True)
class Away:
    """Is last heard at `since`, and blocks the bot then; who comes back does so at `until`."""

    member: Member
    team: str
    since: datetime
    until: datetime | None

    @property
    def leaves(self) -> datetime:
        """After a last word, and before the bot answers what was left lying."""
        return self.since + timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class People:
    teams: Mapping[str, tuple[Member, ...]]
    rosters: tuple[NewRoster, ...]
    away: tuple[Away, ...]

    def crew(self, team: str, at: datetime) -> tuple[Member, ...]:
        """The team's members at a moment, its leader first."""
        now = [roster.teams for roster in self.rosters if roster.at <= at]
        return (now[-1] if now else self.teams)[team]

    def writer(self, team: str, wanted: Member, at: datetime) -> Member:
        """Who writes at that moment: the wanted one, or the leader where they are gone or away."""
        crew = self.crew(team, at)
        return wanted if wanted in crew and not self.is_away(wanted, at) else crew[0]

    def is_away(self, member: Member, at: datetime) -> bool:
        """From the week before on: who is about to leave does not write much."""
        return any(
            one.member == member
            and one.since - timedelta(days=7) <= at
            and (one.until is None or at <= one.until)
            for one in self.away
        )


def draw_people(calendar: Calendar, count: int) -> People:
    teams = dict(_teams(count))
    total = sum(len(members) for members in teams.values())
    drawn = dice(calendar.seed, "people")
    ordinary = [(team, member) for team, members in teams.items() for member in members[2:]]
    drawn.shuffle(ordinary)
    leavers = [ordinary.pop() for _ in range(max(2, round(total * LEAVES_TEAM)))]
    away = [ordinary.pop() for _ in range(max(2, round(total * LEAVES_CHANNEL)))]
    return People(
        teams=teams,
        rosters=tuple(_rosters(calendar, teams, leavers)),
        away=tuple(_away(calendar, place, *one) for place, one in enumerate(away)),
    )


def _teams(count: int) -> Iterator[tuple[str, tuple[Member, ...]]]:
    """As `models.sample` lays them."""
    number = 0
    for team in range(1, count + 1):
        members = []
        for place in range(7 if team <= TEAMS_OF_SEVEN else 6):
            number += 1
            name = f"Thành viên {number:03}" if place else f"Tổ trưởng {team:02}"
            members.append(Member(f"0{FIRST_PHONE + number - 1}", name))
        yield f"thon-{team:02}", tuple(members)


def _rosters(
    calendar: Calendar,
    teams: Mapping[str, tuple[Member, ...]],
    leavers: list[tuple[str, Member]],
) -> Iterator[NewRoster]:
    """Three times in the year: some leave, one of them for another team, and in the middle of the
    year the first team's leader hands over to the second member.
    """
    now = dict(teams)
    for place, week in enumerate(calendar.quarters()):
        gone = leavers[place :: len(calendar.quarters())]
        for number, (team, member) in enumerate(gone):
            now[team] = tuple(one for one in now[team] if one != member)
            if number == 0 and place == 0:
                other = next(name for name in now if name != team)
                now[other] = (*now[other], member)
        if place == 1:
            first = next(iter(now))
            old, new, *others = now[first]
            now[first] = (new, old, *others)
        yield NewRoster(
            calendar.roster_moment(week), dict(now), tuple(member for _, member in gone)
        )


def _away(calendar: Calendar, place: int, team: str, member: Member) -> Away:
    drawn = dice(calendar.seed, "away", member.phone)
    since = calendar.evening(drawn.randrange(2, max(3, calendar.weeks - 5)), day=2)
    return Away(member, team, since, since + AWAY if place % 2 == 0 else None)


def _duties(team: str, place: int) -> frozenset[RosterDuty]:
    name = village_name(team)
    member = RosterDuty(Role.MEMBER, name)
    return frozenset({member} if place else {member, RosterDuty(Role.LEADER, name)})
