"""All sheets of a file checked together: every problem at once, and the list if none of them stops.

Laws: pure; the order of the problems is that of the file; a warning never changes what is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.roster.citizens import citizen_numbers
from bot.roster.headings import Field, Headings, find_headings, heading_words
from bot.roster.members import MemberList
from bot.roster.problems import Code, Place, Problem, problem
from bot.roster.records import RowKind, read_member, read_team, rows_of
from bot.roster.sheets import Sheet, letter
from bot.roster.teams import TeamList
from models.roster import Roster
from models.roster_import import KnownTeam

Listed: TypeAlias = tuple[Sheet, Headings]

GUIDE_SHEETS = frozenset({"huong dan", "huong dan su dung", "ghi chu", "danh muc"})
"""Sheets that are expected to hold no list; of any other it is said that nothing was taken."""


@dataclass(frozen=True, slots=True)
class Checked:
    """`roster` is None when a problem stops the import."""

    roster: Roster | None
    problems: tuple[Problem, ...]


def check_sheets(
    sheets: Sequence[Sheet],
    known: Sequence[KnownTeam] = (),
    before: Iterable[Problem] = (),
    *,
    bots: Collection[str] = (),
) -> Checked:
    """`known` are the commune's teams, `before` is what reading the file has found already; `bots`
    are those that the operator set up.
    """
    problems = list(before)
    lists: list[Listed] = []
    for sheet in sheets:
        problems += citizen_numbers(sheet)
        headings = find_headings(sheet.rows)
        if headings is not None and (headings.has_members or headings.has_teams):
            problems += _about_columns(sheet, headings)
            lists.append((sheet, headings))
        else:
            problems += _unread(sheet, headings, is_only=len(sheets) == 1)
    of_teams = [each for each in lists if not each[1].has_members]
    teams = TeamList(known, is_closed=bool(of_teams), bots=bots)
    members = MemberList(teams)
    for each in of_teams:
        problems += _read_teams(each, teams)
    for each in lists:
        if each[1].has_members:
            problems += _read_members(each, teams, members)
    if not _stops(problems) and not teams.listed and not members.is_any:
        code = Code.NOTHING_LISTED if lists else Code.NO_HEADINGS
        problems.append(problem(code, Place(sheets[0].name if sheets else "")))
    if _stops(problems):
        # What is missing of a team may stand in a row that could not be read.
        return Checked(None, tuple(problems))
    problems += [*teams.remarks(), *members.remarks()]
    return Checked(Roster(members.teams(), members.members()), tuple(problems))


def _stops(problems: Iterable[Problem]) -> bool:
    return any(each.stops for each in problems)


def _read_teams(listed: Listed, teams: TeamList) -> list[Problem]:
    problems: list[Problem] = []
    for kind, reader in rows_of(*listed):
        problems += _skipped(kind, reader.place.of_team())
        if kind is RowKind.PLAIN:
            row = read_team(reader)
            problems += reader.problems
            problems += teams.add(row) if row else ()
    return problems


def _read_members(listed: Listed, teams: TeamList, members: MemberList) -> list[Problem]:
    problems: list[Problem] = []
    for kind, reader in rows_of(*listed):
        problems += _skipped(kind, reader.place.of(Field.NAME))
        if kind is RowKind.PLAIN:
            member, team = read_member(reader)
            problems += reader.problems
            problems += teams.mention(team) if team else ()
            problems += members.add(member) if member else ()
    return problems


def _unread(sheet: Sheet, headings: Headings | None, *, is_only: bool) -> list[Problem]:
    """A sheet with half of the headings lacks one; with none it is another matter."""
    if headings is not None:
        place = Place(sheet.name, headings.row)
        lacking = Field.PHONE if Field.NAME in headings.columns else Field.NAME
        if Field.PHONE in headings.columns or Field.NAME in headings.columns:
            return [problem(Code.COLUMN_MISSING, place, heading=lacking.value)]
    if not sheet.rows or is_only or heading_words(sheet.name) in GUIDE_SHEETS:
        return []
    return [problem(Code.SHEET_IGNORED, Place(sheet.name))]


def _about_columns(sheet: Sheet, headings: Headings) -> list[Problem]:
    problems = [
        problem(
            Code.COLUMN_TWICE,
            Place(sheet.name, headings.row, letter(place)),
            heading=field.value,
        )
        for field, place in headings.doubled.items()
    ]
    team_fields = {Field.TEAM, Field.TEAM_AND_VILLAGE, Field.VILLAGE}
    if not team_fields & headings.columns.keys():
        place = Place(sheet.name, headings.row)
        problems.append(problem(Code.COLUMN_MISSING, place, heading=Field.TEAM.value))
    problems += [
        problem(Code.COLUMN_IGNORED, Place(sheet.name, headings.row, letter(place)), value=heading)
        for place, heading in headings.others.items()
    ]
    return problems


def _skipped(kind: RowKind, place: Place) -> list[Problem]:
    if kind is RowKind.EXAMPLE:
        return [problem(Code.EXAMPLE_SKIPPED, place)]
    return [problem(Code.TOTAL_SKIPPED, place)] if kind is RowKind.TOTAL else []
