"""The teams of a file, gathered from a sheet of their own or from the rows of the members."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.roster.headings import Field
from bot.roster.problems import Code, Problem, problem
from bot.roster.records import RowPlace, TeamRow
from models.commune import TeamKind
from models.roster import RosterTeam
from models.roster_import import KnownTeam
from models.roster_names import Names

AGREEING = (
    ("kind", Field.KIND),
    ("village", Field.VILLAGE),
    ("households", Field.HOUSEHOLDS),
    ("adults", Field.ADULTS),
    ("zalo_group", Field.ZALO_GROUP),
    ("zalo_link", Field.ZALO_LINK),
    ("zalo_bot", Field.ZALO_BOT),
)
FIGURES = (("households", Field.HOUSEHOLDS), ("adults", Field.ADULTS))


@dataclass(slots=True)
class ListedTeam:
    """`place` is None for a team of the commune that only a member's row names."""

    says: RosterTeam
    place: RowPlace | None
    known_kind: TeamKind | None

    @property
    def kind(self) -> TeamKind | None:
        """None for a new team of which the file does not say it."""
        return self.says.kind or self.known_kind


class TeamList:
    """With `is_closed` the file has a sheet of teams: a member's team must stand there, or be known
    in the commune already. Otherwise the members' rows name the teams. A team may be given to one
    of `bots`; where none is set up yet, to any.
    """

    def __init__(
        self, known: Sequence[KnownTeam], *, is_closed: bool, bots: Collection[str] = ()
    ) -> None:
        self.listed: list[ListedTeam] = []
        self._is_closed = is_closed
        self._bots = frozenset(bots)
        self._places: Names[int] = Names(())
        self._known = Names((team.name, team) for team in known)
        self._figures: Names[dict[str, int]] = Names(())

    def add(self, row: TeamRow) -> list[Problem]:
        """A row of the sheet of teams."""
        if self._places.find(row.name) is not None:
            return [problem(Code.TEAM_TWICE, row.row.of_team(), value=row.name)]
        self._append(_said(row), row.row)
        return self._check(row)

    def mention(self, row: TeamRow) -> list[Problem]:
        """What a member's row says of the team: all of them must say the same."""
        team = self.find(row.name)
        if team is None:
            if self._is_closed and self._known.find(row.name) is None:
                return [problem(Code.TEAM_UNKNOWN, row.row.of_team(), value=row.name)]
            self._append(_said(row), None if self._is_closed else row.row)
            return self._check(row)
        problems: list[Problem] = []
        for name, field in AGREEING:
            said, before = getattr(row, name), getattr(team.says, name)
            if said is None or said == before:
                continue
            if before is not None and not _same_village(field, said, before):
                place = row.row.of(field)
                problems.append(problem(Code.TEAM_CONTRADICTS, place, team=row.name))
            elif before is None:
                team.says = replace(team.says, **{name: said})
        return [*problems, *self._check(row)]

    def find(self, name: str) -> ListedTeam | None:
        place = self._places.find(name)
        return None if place is None else self.listed[place]

    def remarks(self) -> list[Problem]:
        """What may be missing of the teams; a file of members alone owes nothing of the kind."""
        problems: list[Problem] = []
        for team in self.listed:
            if team.place is None or Field.HOUSEHOLDS not in team.place.headings.columns:
                continue
            place, said = team.place.of(Field.HOUSEHOLDS), team.says
            if said.village is None and (said.households or said.adults):
                problems.append(problem(Code.FIGURES_WITHOUT_VILLAGE, place, value=said.name))
            elif said.village is not None and said.households is None:
                problems.append(problem(Code.HOUSEHOLDS_MISSING, place, value=said.name))
        return problems

    def _append(self, says: RosterTeam, place: RowPlace | None) -> None:
        known = self._known.find(says.name)
        self._places.add(says.name, len(self.listed))
        self.listed.append(ListedTeam(says, place, known.kind if known else None))

    def _check(self, row: TeamRow) -> list[Problem]:
        problems = self._check_village(row)
        if row.zalo_bot is not None and self._bots and row.zalo_bot not in self._bots:
            place = row.row.of(Field.ZALO_BOT)
            problems.append(problem(Code.BOT_UNKNOWN, place, value=row.zalo_bot))
        return problems

    def _check_village(self, row: TeamRow) -> list[Problem]:
        """Two teams of one village must not give it two numbers of households."""
        if row.village is None:
            return []
        figures = self._figures.find(row.village)
        if figures is None:
            figures = {}
            self._figures.add(row.village, figures)
        problems: list[Problem] = []
        for name, field in FIGURES:
            said: int | None = getattr(row, name)
            if said is not None and figures.setdefault(name, said) != said:
                place = row.row.of(field)
                problems.append(problem(Code.VILLAGE_CONTRADICTS, place, village=row.village))
        return problems


def _said(row: TeamRow) -> RosterTeam:
    return RosterTeam(
        name=row.name,
        kind=row.kind,
        village=row.village,
        households=row.households,
        adults=row.adults,
        zalo_group=row.zalo_group,
        zalo_link=row.zalo_link,
        zalo_bot=row.zalo_bot,
    )


def _same_village(field: Field, said: object, before: object) -> bool:
    if field is not Field.VILLAGE:
        return False
    return Names([(str(before), True)]).find(str(said)) is not None
