"""Counting trainees of a period (domain.md): people of class lists, each once.

Enrolled is who stood on the list of a class on a day on which it met, and whoever was ticked then;
a name put on the list later counts as if it had been there, one taken off counts for the days
before.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState
from models.course import Enrolment, LearnerAttendance
from models.figures import Trainees
from models.learner import Learner


async def count_trainees(
    connection: AsyncConnection, commune_id: str, first: date, last: date
) -> Trainees:
    period = {"commune": commune_id, "first": first, "last": last}
    row = (await connection.execute(_counted(), period)).one()
    return Trainees(row.enrolled, row.attended, row.qualified)


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    """A person that two rows turned out to be counts once.

    The joins are outer ones so that SQLite begins with the days: the other way round it would read
    all who ever came. Who is null is not counted.
    """
    person = func.coalesce(Learner.merged_into, Learner.id).label("person")
    met = and_(
        Activity.commune_id == bindparam("commune"),
        Activity.day.between(bindparam("first"), bindparam("last")),
        Activity.state == ActivityState.CONFIRMED,
        Activity.kind == ActivityKind.CLASS_DAY,
    )
    ticked = (
        select(person)
        .select_from(Activity)
        .outerjoin(
            LearnerAttendance,
            and_(
                LearnerAttendance.commune_id == Activity.commune_id,
                LearnerAttendance.activity_id == Activity.id,
            ),
        )
        .outerjoin(
            Learner,
            and_(
                Learner.commune_id == LearnerAttendance.commune_id,
                Learner.id == LearnerAttendance.learner_id,
            ),
        )
        .where(met)
    )
    listed = (
        select(person)
        .select_from(Activity)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.commune_id == Activity.commune_id,
                Enrolment.course_id == Activity.course_id,
                or_(Enrolment.left_on.is_(None), Enrolment.left_on > Activity.day),
            ),
        )
        .outerjoin(
            Learner,
            and_(Learner.commune_id == Enrolment.commune_id, Learner.id == Enrolment.learner_id),
        )
        .where(met)
    )
    came = ticked.cte("came")
    on_list = union(listed, select(came.c.person)).subquery()
    qualified = select(func.count(person.distinct())).where(
        Learner.commune_id == bindparam("commune"),
        Learner.qualified_on.between(bindparam("first"), bindparam("last")),
    )
    return select(
        select(func.count(on_list.c.person)).scalar_subquery().label("enrolled"),
        select(func.count(came.c.person.distinct())).scalar_subquery().label("attended"),
        qualified.scalar_subquery().label("qualified"),
    )
