"""Which weeks' trainees a change of a list, or of what somebody has mastered, may move."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState
from models.changes import Change, EditActivity, RecordActivity
from models.class_list import Enrol, LeaveCourse, Unenrol
from models.course import Course
from models.learner import Learner
from models.trainee_changes import MarkSkills
from models.weeks import week_of


@dataclass(frozen=True, slots=True)
class ClassWeeks:
    """The weeks in which each class met, its team, and the weeks in which learners were marked."""

    weeks: dict[str, tuple[str, ...]]
    teams: dict[str, str | None]
    marked: dict[str, tuple[str, ...]]

    def with_list(self, record: RecordActivity, *weeks: str) -> tuple[str, ...]:
        """The weeks of an activity; with those of its class, where it puts somebody on the list."""
        of_class = self.weeks.get(record.course_id or "", ()) if record.enrolled else ()
        return tuple(dict.fromkeys((*weeks, *of_class)))

    def of_marking(self, change: MarkSkills) -> tuple[str, ...]:
        now = () if change.qualified_on is None else (week_of(change.qualified_on),)
        before = (week for one in change.learner_ids for week in self.marked.get(one, ()))
        return tuple(sorted({*now, *before}))


async def find_class_weeks(
    connection: AsyncConnection, commune_id: str, changes: Sequence[Change]
) -> ClassWeeks:
    """Nothing is asked where no change is of a class."""
    courses: set[str] = set()
    learners: set[str] = set()
    for change in changes:
        match change:
            case Enrol() | Unenrol() | LeaveCourse():
                courses.add(change.course_id)
            case RecordActivity(course_id=str(course), enrolled=[_, *_]):
                courses.add(course)
            case EditActivity(record=RecordActivity(course_id=str(course), enrolled=[_, *_])):
                courses.add(course)
            case MarkSkills():
                learners.update(change.learner_ids)
            case _:
                pass
    return ClassWeeks(
        await _weeks(connection, commune_id, courses),
        await _teams(connection, commune_id, courses),
        await _marked(connection, commune_id, learners),
    )


async def _weeks(
    connection: AsyncConnection, commune_id: str, courses: Collection[str]
) -> dict[str, tuple[str, ...]]:
    if not courses:
        return {}
    rows = await connection.execute(
        select(Activity.course_id, Activity.week)
        .where(
            Activity.commune_id == commune_id,
            Activity.course_id.in_(courses),
            Activity.state == ActivityState.CONFIRMED,
        )
        .distinct()
        .order_by(Activity.week)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[str(row.course_id)] = (*found.get(str(row.course_id), ()), row.week)
    return found


async def _teams(
    connection: AsyncConnection, commune_id: str, courses: Collection[str]
) -> dict[str, str | None]:
    if not courses:
        return {}
    rows = await connection.execute(
        select(Course.id, Course.team_id).where(
            Course.commune_id == commune_id, Course.id.in_(courses)
        )
    )
    return {row.id: row.team_id for row in rows}


async def _marked(
    connection: AsyncConnection, commune_id: str, learners: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Of each person, also by rows that were merged into theirs."""
    if not learners:
        return {}
    rows = await connection.execute(
        select(Learner.id, Learner.merged_into, Learner.qualified_on).where(
            Learner.commune_id == commune_id,
            or_(Learner.id.in_(learners), Learner.merged_into.in_(learners)),
            Learner.qualified_on.is_not(None),
        )
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.qualified_on is not None:
            person = row.merged_into or row.id
            found[person] = (*found.get(person, ()), week_of(row.qualified_on))
    return found
