"""The answers to the needs of classes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language.fold import fold
from models.activity import Activity, ActivityState
from models.commune import Team
from models.course import Course, CourseDay, Enrolment, LearnerAttendance
from models.course_needs import (
    COURSES_LISTED,
    CourseNeed,
    CoursePage,
    CourseRow,
    CoursesNeed,
    HeldDay,
    Listed,
    Trainee,
    TraineeNeed,
)
from models.learner import Learner
from models.needs import Need

STANDS_FOR: ColumnElement[str] = func.coalesce(Learner.merged_into, Learner.id)
"""The person that a learner's row is."""


async def courses(
    connection: AsyncConnection, commune_id: str, needs: Sequence[CoursesNeed]
) -> dict[Need[Any], Any]:
    return {need: await _courses(connection, commune_id, need) for need in needs}


async def _courses(
    connection: AsyncConnection, commune_id: str, need: CoursesNeed
) -> tuple[CourseRow, ...]:
    here = and_(CourseDay.commune_id == Course.commune_id, CourseDay.course_id == Course.id)
    first = select(func.min(CourseDay.day)).where(here).scalar_subquery()
    listed = (
        select(func.count(STANDS_FOR.distinct()))
        .select_from(Enrolment)
        .join(Learner, _is_learner(Enrolment))
        .where(
            Enrolment.commune_id == Course.commune_id,
            Enrolment.course_id == Course.id,
            Enrolment.left_at.is_(None),
        )
        .scalar_subquery()
    )
    mine = Course.team_id.in_(need.team_ids) if need.team_ids else false()
    rows = await connection.execute(
        _with_team(
            Course.id, Course.place, Course.topic, Course.closed_at,
            first.label("first"), listed.label("learners"),
        )
        .where(Course.commune_id == commune_id, *(() if need.is_whole else (mine,)))
        .order_by(Course.closed_at.is_not(None), Course.opened_at.desc(), Course.id.desc())
        .limit(COURSES_LISTED)
    )  # fmt: skip
    return tuple(
        CourseRow(
            id=row.id,
            team_id=row.team_id or "",
            team_name=row.team_name or "",
            place=row.place,
            topic=row.topic,
            first=row.first,
            learners=row.learners,
            is_closed=row.closed_at is not None,
        )
        for row in rows
    )


def _with_team(*columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401  # columns of many types
    team = and_(Team.commune_id == Course.commune_id, Team.id == Course.team_id)
    return (
        select(*columns, Course.team_id, Team.name.label("team_name"))
        .select_from(Course)
        .outerjoin(Team, team)
    )


def _is_learner(table: type[Enrolment | LearnerAttendance]) -> ColumnElement[bool]:
    return and_(Learner.commune_id == table.commune_id, Learner.id == table.learner_id)


async def course_pages(
    connection: AsyncConnection, commune_id: str, needs: Sequence[CourseNeed]
) -> dict[Need[Any], Any]:
    ids = {need.course_id for need in needs}
    rows = await connection.execute(
        _with_team(Course.id, Course.place, Course.topic, Course.closed_at).where(
            Course.commune_id == commune_id, Course.id.in_(ids)
        )
    )
    days = await _days(connection, commune_id, ids)
    listed = await _listed(connection, commune_id, ids)
    held = await _held(connection, commune_id, ids)
    came = {one for days_held in held.values() for day in days_held for one in day.learners}
    people = await _people(connection, commune_id, came)
    found = {
        row.id: CoursePage(
            id=row.id,
            team_id=row.team_id or "",
            team_name=row.team_name or "",
            place=row.place,
            topic=row.topic,
            days=tuple(days.get(row.id, ())),
            is_closed=row.closed_at is not None,
            learners=tuple(listed.get(row.id, ())),
            held=tuple(held.get(row.id, ())),
            gone=_gone(listed.get(row.id, ()), held.get(row.id, ()), people),
        )
        for row in rows
    }
    return {need: found.get(need.course_id) for need in needs}


def _gone(
    listed: Sequence[Listed], held: Sequence[HeldDay], people: dict[str, Listed]
) -> tuple[Listed, ...]:
    here = {one.id for one in listed}
    ids = dict.fromkeys(one for day in held for one in day.learners if one not in here)
    return tuple(sorted((people[one] for one in ids), key=_by_first_name))


async def _days(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    rows = await connection.execute(
        select(CourseDay.course_id, CourseDay.day)
        .where(CourseDay.commune_id == commune_id, CourseDay.course_id.in_(ids))
        .order_by(CourseDay.day)
    )
    for row in rows:
        found.setdefault(row.course_id, []).append(row.day)
    return found


async def _listed(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[Listed]]:
    """By first name, as lists in villages are."""
    rows = await connection.execute(
        select(Enrolment.course_id, STANDS_FOR.label("person"))
        .join(Learner, _is_learner(Enrolment))
        .where(
            Enrolment.commune_id == commune_id,
            Enrolment.course_id.in_(ids),
            Enrolment.left_at.is_(None),
        )
        .distinct()
    )
    pairs = rows.all()
    people = await _people(connection, commune_id, {row.person for row in pairs})
    found: dict[str, list[Listed]] = {}
    for row in pairs:
        found.setdefault(row.course_id, []).append(people[row.person])
    for listed in found.values():
        listed.sort(key=_by_first_name)
    return found


def _by_first_name(one: Listed) -> tuple[list[str], str, str]:
    return fold(one.name).split()[::-1], one.birth, one.id


async def _people(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, Listed]:
    if not ids:
        return {}
    rows = await connection.execute(
        select(
            Learner.id,
            Learner.name,
            Learner.birth,
            Learner.consent,
            Learner.skills,
            Learner.qualified_on,
            Learner.merged_into,
        ).where(
            Learner.commune_id == commune_id,
            or_(Learner.id.in_(ids), Learner.merged_into.in_(ids)),
        )
    )
    every = rows.all()
    marked = {row.merged_into or row.id: row.qualified_on for row in every if row.qualified_on}
    return {
        row.id: Listed(
            row.id, row.name, row.birth or "", row.consent, tuple(row.skills), marked.get(row.id)
        )
        for row in every
        if row.merged_into is None
    }


async def _held(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[HeldDay]]:
    rows = await connection.execute(
        select(
            Activity.id, Activity.course_id, Activity.day, Activity.people, Activity.author_id
        ).where(
            Activity.commune_id == commune_id,
            Activity.course_id.in_(ids),
            Activity.state == ActivityState.CONFIRMED,
        )
    )
    # Sorted here: asked for an order by day, SQLite takes the index of days and reads it all.
    days = sorted(rows.all(), key=lambda row: (row.day, row.id))
    came: dict[str, list[str]] = {}
    ticked = await connection.execute(
        select(LearnerAttendance.activity_id, STANDS_FOR.label("person"))
        .join(Learner, _is_learner(LearnerAttendance))
        .where(
            LearnerAttendance.commune_id == commune_id,
            LearnerAttendance.activity_id.in_({row.id for row in days}),
        )
    )
    for activity_id, person in ticked:
        came.setdefault(activity_id, []).append(person)
    found: dict[str, list[HeldDay]] = {}
    for row in days:
        who = tuple(sorted(set(came.get(row.id, ()))))
        day = HeldDay(row.id, row.day, row.people, row.author_id, who)
        found.setdefault(row.course_id, []).append(day)
    return found


async def trainees(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TraineeNeed]
) -> dict[Need[Any], Any]:
    return {need: await _trainee(connection, commune_id, need.learner_id) for need in needs}


async def _trainee(connection: AsyncConnection, commune_id: str, learner_id: str) -> Trainee | None:
    kept = select(STANDS_FOR).where(Learner.commune_id == commune_id, Learner.id == learner_id)
    row = (
        await connection.execute(
            select(Learner.__table__).where(
                Learner.commune_id == commune_id, Learner.id == kept.scalar_subquery()
            )
        )
    ).one_or_none()
    if row is None:
        return None
    merged = (
        await connection.execute(
            select(Learner.id, Learner.qualified_on).where(
                Learner.commune_id == commune_id, Learner.merged_into == row.id
            )
        )
    ).all()
    marked = [one.qualified_on for one in (row, *merged) if one.qualified_on]
    teams = await connection.scalars(
        select(func.coalesce(Course.team_id, ""))
        .select_from(Enrolment)
        .join(
            Course,
            and_(Course.commune_id == Enrolment.commune_id, Course.id == Enrolment.course_id),
        )
        .where(
            Enrolment.commune_id == commune_id,
            Enrolment.learner_id.in_((row.id, *(one.id for one in merged))),
        )
        .distinct()
    )
    return Trainee(
        id=row.id,
        name=row.name,
        birth=row.birth or "",
        phone=row.phone or "",
        consent=row.consent,
        skills=tuple(row.skills),
        qualified_on=min(marked, default=None),
        team_ids=tuple(sorted({*teams, *((row.team_id,) if row.team_id else ())})),
    )


COURSE_LOADERS: dict[type, Callable[..., Any]] = {
    CoursesNeed: courses,
    CourseNeed: course_pages,
    TraineeNeed: trainees,
}
