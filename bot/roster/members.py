"""The members of a file: one person for each phone, with all teams in which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.dialog.address import Address
from bot.language.fold import fold
from bot.roster.headings import Field
from bot.roster.problems import Code, Place, Problem, mask, problem
from bot.roster.records import MemberRow
from bot.roster.teams import ListedTeam, TeamList
from bot.roster.values import OFFICERS, Post
from models.commune import TeamKind
from models.people import NO_TEAM, Role
from models.roster import RosterDuty, RosterMember, RosterTeam

OFFICES = {
    Post.COORDINATOR: Role.COORDINATOR,
    Post.OFFICE: Role.OFFICE,
    Post.ADMINISTRATOR: Role.ADMINISTRATOR,
}


@dataclass(slots=True)
class ListedMember:
    name: str
    folded: str
    phone: str
    first: MemberRow
    address: Address | None
    posts: dict[tuple[str, Post], MemberRow] = field(default_factory=dict)

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(team for team, _ in self.posts if team))


class MemberList:
    def __init__(self, teams: TeamList) -> None:
        self._teams = teams
        self._by_phone: dict[str, ListedMember] = {}

    @property
    def is_any(self) -> bool:
        return bool(self._by_phone)

    def add(self, row: MemberRow) -> list[Problem]:
        team = self._teams.find(row.team) if row.team is not None else None
        if row.team is not None and team is None:
            return []  # the team has its own problem
        team_name = NO_TEAM if team is None else team.says.name
        folded = fold(row.name)
        member = self._by_phone.setdefault(
            row.phone, ListedMember(row.name, folded, row.phone, row, row.address)
        )
        if member.folded != folded:
            return [_taken(row, member)]
        problems: list[Problem] = []
        if (team_name, row.post) in member.posts:
            before = member.posts[team_name, row.post].row.number
            problems.append(problem(Code.ROW_REPEATED, row.row.of(Field.NAME), row=str(before)))
        elif team_name and member.teams and team_name not in member.teams:
            place = row.row.of_team()
            both = ", ".join([*member.teams, team_name])
            problems.append(problem(Code.SEVERAL_TEAMS, place, name=row.name, teams=both))
        member.posts.setdefault((team_name, row.post), row)
        if member.address is None:
            member.address = row.address
        return problems

    def remarks(self) -> list[Problem]:
        """A file of teams alone says nothing about who stands in them."""
        return [*self._same_names(), *self._lonely_teams()] if self.is_any else []

    def teams(self) -> tuple[RosterTeam, ...]:
        """What nobody says of a new team is read from who stands in it: a rapid-support team has
        no plain member.
        """
        posts = self._posts()
        return tuple(
            replace(team.says, kind=_kind(team, posts.get(team.says.name, set())))
            for team in self._teams.listed
        )

    def members(self) -> tuple[RosterMember, ...]:
        kinds = {team.name: team.kind for team in self.teams()}
        kinds |= {
            team.says.name: team.known_kind
            for team in self._teams.listed
            if kinds[team.says.name] is None
        }
        return tuple(
            RosterMember(
                name=member.name,
                phone=member.phone,
                address=member.address.value if member.address else None,
                duties=frozenset(
                    duty for team, post in member.posts for duty in _duties(post, team, kinds)
                ),
            )
            for member in self._by_phone.values()
        )

    def _posts(self) -> dict[str, set[Post]]:
        posts: dict[str, set[Post]] = {}
        for member in self._by_phone.values():
            for team, post in member.posts:
                posts.setdefault(team, set()).add(post)
        return posts

    def _same_names(self) -> list[Problem]:
        seen: dict[tuple[str, str], int] = {}
        problems: list[Problem] = []
        for member in self._by_phone.values():
            for team in member.teams:
                first = seen.setdefault((team, member.folded), member.first.row.number)
                if first != member.first.row.number:
                    place = member.first.row.of(Field.NAME)
                    problems.append(
                        problem(Code.SAME_NAME, place, name=member.name, team=team, row=str(first))
                    )
        return problems

    def _lonely_teams(self) -> list[Problem]:
        posts = self._posts()
        problems: list[Problem] = []
        for listed in self._teams.listed:
            name = listed.says.name
            place = listed.place.of_team() if listed.place else Place()
            if name not in posts:
                problems.append(problem(Code.TEAM_WITHOUT_MEMBERS, place, value=name))
            elif Post.LEADER not in posts[name]:
                problems.append(problem(Code.TEAM_WITHOUT_LEADER, place, value=name))
        return problems


def _taken(row: MemberRow, by: ListedMember) -> Problem:
    return problem(
        Code.PHONE_OF_ANOTHER,
        row.row.of(Field.PHONE),
        value=mask(row.phone),
        name=row.name,
        other=by.name,
        row=str(by.first.row.number),
    )


def _kind(team: ListedTeam, posts: set[Post]) -> TeamKind | None:
    if team.kind is None and Post.RAPID in posts and Post.MEMBER not in posts:
        return TeamKind.DOI
    return team.says.kind


def _duties(post: Post, team: str, kinds: dict[str, TeamKind | None]) -> list[RosterDuty]:
    """A leader is a member too; whoever works in a Đội is a rapid-support member."""
    if post in OFFICERS:
        return [RosterDuty(OFFICES[post])]
    working = Role.RAPID if kinds[team] is TeamKind.DOI else Role.MEMBER
    roles = {working}
    if post is Post.LEADER:
        roles.add(Role.LEADER)
    if post is Post.RAPID:
        roles.add(Role.RAPID)
    return [RosterDuty(role, team) for role in sorted(roles)]
