"""The answers to what decisions need: one SELECT per kind of need, for a whole batch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import ZeroReport
from models.alike_facts import ALIKE_LOADERS
from models.answer_out import answers_out
from models.assignment_facts import ASSIGNMENT_LOADERS
from models.audit_facts import AUDIT_LOADERS
from models.business_facts import BUSINESS_LOADERS
from models.commune import Team
from models.course_facts import COURSE_LOADERS
from models.document_facts import DOCUMENT_LOADERS
from models.errand_needs import ERRAND_LOADERS
from models.explained import BehindNeed, behind
from models.flag_facts import FLAG_LOADERS
from models.indicator_facts import INDICATOR_LOADERS
from models.join_facts import join_requests, joinings, met_people
from models.join_needs import JoiningNeed, JoinRequestsNeed, PersonNeed
from models.last_activity import last_activities
from models.line_needs import LINE_LOADERS
from models.logged_needs import LoggedListNeed, LoggedNeed, logged_lists, logged_ones
from models.needs import (
    AnswerOutNeed,
    CommuneWeekNeed,
    HelperNeed,
    HelperRow,
    LastActivityNeed,
    Need,
    PeopleNeed,
    PersonRow,
    RosterNeed,
    ScribeListNeed,
    TeamRow,
    TeamsNeed,
    TeamWeekNeed,
    ToCallNeed,
    ZeroReportRow,
    ZeroReportsNeed,
)
from models.notice_needs import NoticeWaysNeed, notice_ways
from models.people import NO_TEAM, Person, PersonRole, Role, is_withdrawn
from models.privacy_facts import PRIVACY_LOADERS
from models.product_facts import PRODUCT_LOADERS
from models.read_lists import READ_LIST_LOADERS
from models.scribe_list import scribe_lists
from models.settings import load_settings
from models.tally import tally
from models.team_week import team_weeks
from models.to_call import people_to_call
from models.week_facts import commune_standings, team_standings
from models.week_needs import CommuneStandingNeed, TeamStandingNeed
from models.weeks import week_days

ZERO_REPORTS = 10


async def load_facts(
    connection: AsyncConnection, commune_id: str, needs: Collection[Need[Any]]
) -> dict[Need[Any], Any]:
    """The answer to every need. Raises TypeError for a kind that nobody answers: our fault."""
    kinds: dict[type, list[Any]] = {}
    for need in needs:
        kinds.setdefault(type(need), []).append(need)
    found: dict[Need[Any], Any] = {}
    for kind, wanted in kinds.items():
        if kind not in _LOADERS:
            raise TypeError(f"no loader for {kind.__name__}")
        found.update(await _LOADERS[kind](connection, commune_id, wanted))
    return found


_LEADER_FIRST = case((PersonRole.role == Role.LEADER, 0), else_=1)


async def _rosters(
    connection: AsyncConnection, commune_id: str, needs: Sequence[RosterNeed]
) -> dict[Need[Any], Any]:
    people = await _members(connection, commune_id, {need.team_id for need in needs})
    return {
        need: tuple(person for person in people if person.team_id == need.team_id) for need in needs
    }


async def _people(
    connection: AsyncConnection, commune_id: str, needs: Sequence[PeopleNeed]
) -> dict[Need[Any], Any]:
    whole = any(not need.team_ids for need in needs)
    teams = None if whole else {team for need in needs for team in need.team_ids}
    people = await _members(connection, commune_id, teams)
    return {
        need: tuple(p for p in people if not need.team_ids or p.team_id in need.team_ids)
        for need in needs
    }


async def _members(
    connection: AsyncConnection, commune_id: str, team_ids: set[str] | None
) -> tuple[PersonRow, ...]:
    """Members by team, the leader first; a person of two teams stands under both."""
    asked: dict[str, Any] = {"commune": commune_id}
    if team_ids is not None:
        asked["teams"] = tuple(team_ids)
    rows = await connection.execute(_working(of_teams=team_ids is not None), asked)
    return tuple(PersonRow(row.id, row.name, row.team_id, row.team_name) for row in rows)


@cache
def _working(*, of_teams: bool) -> Select[*tuple[Any, ...]]:
    person = and_(Person.commune_id == PersonRole.commune_id, Person.id == PersonRole.person_id)
    team = and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id)
    working = (Role.LEADER, Role.MEMBER, Role.RAPID)
    query = (
        select(Person.id, Person.name, Team.id.label("team_id"), Team.name.label("team_name"))
        .join(PersonRole, person)
        .join(Team, team)
        .where(
            PersonRole.commune_id == bindparam("commune"),
            PersonRole.role.in_(working),
            ~is_withdrawn(),
        )
        .group_by(Person.id, Person.name, Team.id, Team.name, Team.position)
        .order_by(Team.position, func.min(_LEADER_FIRST), Person.id)
    )
    if of_teams:
        query = query.where(PersonRole.team_id.in_(bindparam("teams", expanding=True)))
    return query


async def _teams(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TeamsNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(Team.id, Team.name)
        .where(Team.commune_id == commune_id, Team.is_active)
        .order_by(Team.position)
    )
    return dict.fromkeys(needs, tuple(TeamRow(row.id, row.name) for row in rows))


async def _helpers(
    connection: AsyncConnection, commune_id: str, needs: Sequence[HelperNeed]
) -> dict[Need[Any], Any]:
    settings = await load_settings(connection, commune_id)
    teams = {need.team_id for need in needs}
    asked = {
        "commune": commune_id,
        "teams": tuple(teams),
        "general": settings.helper_person_id or "",
    }
    rows = await connection.execute(_who_helps(), asked)
    leaders: dict[str, HelperRow] = {}
    general: HelperRow | None = None
    for row in rows:
        if row.phone is None:
            continue
        helper = HelperRow(row.id, row.name, row.phone)
        if row.team_id in teams:
            leaders[row.team_id] = helper
        if row.id == settings.helper_person_id:
            general = helper
    found: dict[Need[Any], Any] = {}
    for need in needs:
        own = leaders.get(need.team_id)
        choice = general if own is None or own.person_id == need.person_id else own
        found[need] = None if choice is None or choice.person_id == need.person_id else choice
    return found


@cache
def _who_helps() -> Select[*tuple[Any, ...]]:
    leader = and_(
        PersonRole.commune_id == Person.commune_id,
        PersonRole.person_id == Person.id,
        PersonRole.role == Role.LEADER,
        PersonRole.team_id != NO_TEAM,
    )
    in_teams = PersonRole.team_id.in_(bindparam("teams", expanding=True))
    return (
        select(Person.id, Person.name, Person.phone, PersonRole.team_id)
        .outerjoin(PersonRole, leader)
        .where(
            Person.commune_id == bindparam("commune"),
            in_teams | (Person.id == bindparam("general")),
            ~is_withdrawn(),
        )
    )


async def _team_weeks(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TeamWeekNeed]
) -> dict[Need[Any], Any]:
    wanted = {(need.team_id, need.week) for need in needs}
    found = await team_weeks(connection, commune_id, wanted)
    return {need: found[need.team_id, need.week] for need in needs}


async def _zero_reports(
    connection: AsyncConnection, commune_id: str, needs: Sequence[ZeroReportsNeed]
) -> dict[Need[Any], Any]:
    team = and_(Team.commune_id == ZeroReport.commune_id, Team.id == ZeroReport.team_id)
    rows = await connection.execute(
        select(ZeroReport.team_id, Team.name, ZeroReport.week)
        .join(Team, team)
        .where(
            ZeroReport.commune_id == commune_id,
            ZeroReport.team_id.in_({team_id for need in needs for team_id in need.team_ids}),
            ZeroReport.withdrawn_at.is_(None),
        )
        .order_by(ZeroReport.week.desc())
    )
    found = [ZeroReportRow(*row) for row in rows]
    return {
        need: tuple(row for row in found if row.team_id in need.team_ids)[:ZERO_REPORTS]
        for need in needs
    }


async def _commune_weeks(
    connection: AsyncConnection, commune_id: str, needs: Sequence[CommuneWeekNeed]
) -> dict[Need[Any], Any]:
    return {need: await tally(connection, commune_id, *week_days(need.week)) for need in needs}


_LOADERS: dict[type, Any] = {
    **INDICATOR_LOADERS,
    **LINE_LOADERS,
    **BUSINESS_LOADERS,
    **PRODUCT_LOADERS,
    RosterNeed: _rosters,
    PeopleNeed: _people,
    TeamsNeed: _teams,
    HelperNeed: _helpers,
    LastActivityNeed: last_activities,
    TeamWeekNeed: _team_weeks,
    CommuneWeekNeed: _commune_weeks,
    ZeroReportsNeed: _zero_reports,
    ScribeListNeed: scribe_lists,
    JoiningNeed: joinings,
    JoinRequestsNeed: join_requests,
    PersonNeed: met_people,
    ToCallNeed: people_to_call,
    AnswerOutNeed: answers_out,
    NoticeWaysNeed: notice_ways,
    **ALIKE_LOADERS,
    **ASSIGNMENT_LOADERS,
    **COURSE_LOADERS,
    **DOCUMENT_LOADERS,
    **FLAG_LOADERS,
    **ERRAND_LOADERS,
    **READ_LIST_LOADERS,
    TeamStandingNeed: team_standings,
    LoggedNeed: logged_ones,
    BehindNeed: behind,
    LoggedListNeed: logged_lists,
    CommuneStandingNeed: commune_standings,
    **PRIVACY_LOADERS,
    **AUDIT_LOADERS,
}
