"""The weeks whose trainees may be more or fewer once two rows are one person, or two again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState
from models.alike_changes import people_of
from models.course import Enrolment, LearnerAttendance
from models.learner import Learner
from models.weeks import week_of


async def weeks_of_people(
    connection: AsyncConnection, commune_id: str, ids: Sequence[str]
) -> tuple[str, ...]:
    """In which a class of theirs met, they were ticked, or they were marked."""
    everybody = await people_of(connection, commune_id, ids)
    held = (Activity.commune_id == commune_id, Activity.state == ActivityState.CONFIRMED)
    listed = (
        select(Activity.week)
        .join(
            Enrolment,
            (Enrolment.commune_id == Activity.commune_id)
            & (Enrolment.course_id == Activity.course_id),
        )
        .where(*held, Enrolment.learner_id.in_(everybody))
    )
    ticked = (
        select(Activity.week)
        .join(
            LearnerAttendance,
            (LearnerAttendance.commune_id == Activity.commune_id)
            & (LearnerAttendance.activity_id == Activity.id),
        )
        .where(*held, LearnerAttendance.learner_id.in_(everybody))
    )
    weeks = set(await connection.scalars(union(listed, ticked)))
    marked = await connection.scalars(
        select(Learner.qualified_on).where(
            Learner.commune_id == commune_id,
            Learner.id.in_(everybody),
            Learner.qualified_on.is_not(None),
        )
    )
    return tuple(sorted(weeks | {week_of(day) for day in marked if day is not None}))
