"""What becomes of a class, and the one function that turns it into rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity
from models.class_list import Enrol, LeaveCourse, ListChange, Unenrol, apply_list
from models.course import Course, CourseDay, Enrolment


def course_key(course_id: str) -> str:
    return f"course:{course_id}"


@dataclass(frozen=True, slots=True)
class OpenCourse:
    """`team_id` null: held by the commune."""

    id: str
    team_id: str | None
    place: str
    topic: str
    days: tuple[date, ...]
    by_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class SetCourseDays:
    course_id: str
    days: tuple[date, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class EndCourse:
    """`at` null opens it again."""

    course_id: str
    at: datetime | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class RemoveCourse:
    """A class opened by mistake: gone, if nobody is on its list and it has never met."""

    course_id: str
    key: str = ""


CourseChange: TypeAlias = OpenCourse | SetCourseDays | EndCourse | RemoveCourse | ListChange


async def apply_course(connection: AsyncConnection, commune_id: str, change: CourseChange) -> None:
    match change:
        case OpenCourse():
            await _open(connection, commune_id, change)
        case SetCourseDays(course_id, days):
            await connection.execute(
                delete(CourseDay).where(
                    CourseDay.commune_id == commune_id, CourseDay.course_id == course_id
                )
            )
            await _meet_on(connection, commune_id, course_id, days)
        case EndCourse(course_id, at):
            await connection.execute(
                update(Course)
                .where(Course.commune_id == commune_id, Course.id == course_id)
                .values(closed_at=at)
            )
        case RemoveCourse(course_id):
            await _remove(connection, commune_id, course_id)
        case Enrol() | Unenrol() | LeaveCourse():
            await apply_list(connection, commune_id, change)


async def _open(connection: AsyncConnection, commune_id: str, change: OpenCourse) -> None:
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "team_id": change.team_id,
        "place": change.place,
        "topic": change.topic,
        "opened_by": change.by_id,
        "opened_at": change.at,
    }
    await connection.execute(insert(Course), row)
    await _meet_on(connection, commune_id, change.id, change.days)


async def _meet_on(
    connection: AsyncConnection, commune_id: str, course_id: str, days: tuple[date, ...]
) -> None:
    rows = [
        {"commune_id": commune_id, "course_id": course_id, "day": day} for day in sorted(set(days))
    ]
    if rows:
        await connection.execute(insert(CourseDay), rows)


async def _remove(connection: AsyncConnection, commune_id: str, course_id: str) -> None:
    listed = await connection.scalar(
        select(Enrolment.learner_id)
        .where(Enrolment.commune_id == commune_id, Enrolment.course_id == course_id)
        .limit(1)
    )
    met = await connection.scalar(
        select(Activity.id)
        .where(Activity.commune_id == commune_id, Activity.course_id == course_id)
        .limit(1)
    )
    if listed is not None or met is not None:
        return
    await connection.execute(
        delete(CourseDay).where(
            CourseDay.commune_id == commune_id, CourseDay.course_id == course_id
        )
    )
    await connection.execute(
        delete(Course).where(Course.commune_id == commune_id, Course.id == course_id)
    )
