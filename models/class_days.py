"""Who came on a day of a class."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.changes import RecordActivity
from models.class_list import Enrol, enrol
from models.course import LearnerAttendance
from models.learner_kept import NewLearner


async def write_learners(
    connection: AsyncConnection, commune_id: str, record: RecordActivity
) -> None:
    """Whoever was ticked, in place of those before; those who were not on the list are from now."""
    if not record.course_id:
        return
    if record.enrolled:
        new = tuple(one for one in record.enrolled if isinstance(one, NewLearner))
        known = tuple(one for one in record.enrolled if isinstance(one, str))
        onto_list = Enrol(record.course_id, new, known, record.author_id, record.at)
        await enrol(connection, commune_id, onto_list)
    await connection.execute(
        delete(LearnerAttendance).where(
            LearnerAttendance.commune_id == commune_id, LearnerAttendance.activity_id == record.id
        )
    )
    rows = [
        {"commune_id": commune_id, "activity_id": record.id, "learner_id": learner}
        for learner in dict.fromkeys(record.learners)
    ]
    if rows:
        await connection.execute(insert(LearnerAttendance), rows)


async def came_to_class(connection: AsyncConnection, commune_id: str, activity_id: str) -> set[str]:
    rows = await connection.scalars(
        select(LearnerAttendance.learner_id).where(
            LearnerAttendance.commune_id == commune_id,
            LearnerAttendance.activity_id == activity_id,
        )
    )
    return set(rows)
