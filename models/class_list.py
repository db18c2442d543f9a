"""The list of a class: who is put on it and who leaves it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language.same_person.keys import keys
from models.activity import Activity
from models.course import Enrolment, LearnerAttendance
from models.learner import Consent, Learner, LearnerKey, LearnerPair, LearnerVerdict
from models.learner_kept import NewLearner


@dataclass(frozen=True, slots=True)
class Enrol:
    """New learners, and such as are known from another list, onto the list of a class."""

    course_id: str
    new: tuple[NewLearner, ...]
    known: tuple[str, ...]
    by_id: str
    at: datetime
    key: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unenrol:
    """What `Enrol` did is taken back: names off the list, and whoever was new with it is gone; but
    who was ticked on a day since stays. Where a class day that was withdrawn had put them on it,
    that is `of_activity`.
    """

    course_id: str
    learner_ids: tuple[str, ...]
    by_id: str
    at: datetime
    key: str = ""
    of_activity: str = ""


@dataclass(frozen=True, slots=True)
class LeaveCourse:
    """A learner is on the list no longer from `day` on; the days before count as they did."""

    course_id: str
    learner_id: str
    day: date
    by_id: str
    at: datetime
    key: str = ""


ListChange: TypeAlias = Enrol | Unenrol | LeaveCourse


async def apply_list(connection: AsyncConnection, commune_id: str, change: ListChange) -> None:
    match change:
        case Enrol():
            await enrol(connection, commune_id, change)
        case Unenrol():
            await _unenrol(connection, commune_id, change)
        case LeaveCourse():
            person = await rows_of_people(connection, commune_id, (change.learner_id,))
            await connection.execute(
                update(Enrolment)
                .where(
                    Enrolment.commune_id == commune_id,
                    Enrolment.course_id == change.course_id,
                    Enrolment.learner_id.in_(person),
                    Enrolment.left_at.is_(None),
                )
                .values(left_at=change.at, left_on=change.day)
            )


async def rows_of_people(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> tuple[str, ...]:
    """These learners and the rows that were found to be the same people."""
    merged = await connection.scalars(
        select(Learner.id).where(Learner.commune_id == commune_id, Learner.merged_into.in_(ids))
    )
    return (*ids, *merged)


async def enrol(connection: AsyncConnection, commune_id: str, change: Enrol) -> None:
    """Whoever left the list and is put on it again is on it as if never gone."""
    if change.new:
        await _write_learners(connection, commune_id, change)
    ids = dict.fromkeys((*(new.id for new in change.new), *change.known))
    if not ids:
        return
    of_course = (Enrolment.commune_id == commune_id, Enrolment.course_id == change.course_id)
    listed = set(
        await connection.scalars(
            select(Enrolment.learner_id).where(*of_course, Enrolment.learner_id.in_(tuple(ids)))
        )
    )
    if listed:
        await connection.execute(
            update(Enrolment)
            .where(*of_course, Enrolment.learner_id.in_(listed))
            .values(left_at=None, left_on=None)
        )
    rows = [
        {
            "commune_id": commune_id,
            "course_id": change.course_id,
            "learner_id": id_,
            "added_by": change.by_id,
            "added_at": change.at,
        }
        for id_ in ids
        if id_ not in listed
    ]
    if rows:
        await connection.execute(insert(Enrolment), rows)


async def _write_learners(connection: AsyncConnection, commune_id: str, change: Enrol) -> None:
    rows: list[dict[str, Any]] = [
        {
            "commune_id": commune_id,
            "id": new.id,
            "team_id": new.team_id,
            "name": new.name,
            "birth": new.birth,
            "phone": new.phone,
            "consent": new.consent,
            "consent_by": None if new.consent is Consent.NONE else change.by_id,
            "consent_at": None if new.consent is Consent.NONE else change.at,
            "skills": [],
            "added_by": change.by_id,
            "added_at": change.at,
        }
        for new in change.new
    ]
    await connection.execute(insert(Learner), rows)
    found_by = [
        {"commune_id": commune_id, "key": key, "learner_id": new.id}
        for new in change.new
        for key in sorted(keys(new.name))
    ]
    if found_by:
        await connection.execute(insert(LearnerKey), found_by)


async def write_keys(
    connection: AsyncConnection, commune_id: str, learner_id: str, name: str
) -> None:
    """By what a learner is found, in place of what it was before."""
    await connection.execute(
        delete(LearnerKey).where(
            LearnerKey.commune_id == commune_id, LearnerKey.learner_id == learner_id
        )
    )
    rows = [
        {"commune_id": commune_id, "key": key, "learner_id": learner_id}
        for key in sorted(keys(name))
    ]
    if rows:
        await connection.execute(insert(LearnerKey), rows)


async def _unenrol(connection: AsyncConnection, commune_id: str, change: Unenrol) -> None:
    if change.of_activity:
        await connection.execute(
            delete(LearnerAttendance).where(
                LearnerAttendance.commune_id == commune_id,
                LearnerAttendance.activity_id == change.of_activity,
                LearnerAttendance.learner_id.in_(change.learner_ids),
            )
        )
    came = exists().where(
        LearnerAttendance.commune_id == Activity.commune_id,
        LearnerAttendance.activity_id == Activity.id,
        LearnerAttendance.learner_id == Enrolment.learner_id,
        Activity.commune_id == commune_id,
        Activity.course_id == change.course_id,
    )
    await connection.execute(
        delete(Enrolment).where(
            Enrolment.commune_id == commune_id,
            Enrolment.course_id == change.course_id,
            Enrolment.learner_id.in_(change.learner_ids),
            ~came,
        )
    )
    await _drop_strays(connection, commune_id, change.learner_ids)


async def _drop_strays(
    connection: AsyncConnection, commune_id: str, learner_ids: Collection[str]
) -> None:
    """Learners of no list whom nobody ticked, marked or looked at."""
    mine = (Learner.commune_id == commune_id, Learner.id.in_(learner_ids))
    of_list = exists().where(
        Enrolment.commune_id == Learner.commune_id, Enrolment.learner_id == Learner.id
    )
    came = exists().where(
        LearnerAttendance.commune_id == Learner.commune_id,
        LearnerAttendance.learner_id == Learner.id,
    )
    seen = exists().where(
        LearnerVerdict.commune_id == Learner.commune_id,
        (LearnerVerdict.one_id == Learner.id) | (LearnerVerdict.other_id == Learner.id),
    )
    stray = select(Learner.id).where(
        *mine, ~of_list, ~came, ~seen, Learner.qualified_on.is_(None), Learner.merged_into.is_(None)
    )
    gone = tuple(await connection.scalars(stray))
    if not gone:
        return
    await connection.execute(
        delete(LearnerKey).where(
            LearnerKey.commune_id == commune_id, LearnerKey.learner_id.in_(gone)
        )
    )
    await connection.execute(
        delete(LearnerPair).where(
            LearnerPair.commune_id == commune_id,
            LearnerPair.one_id.in_(gone) | LearnerPair.other_id.in_(gone),
        )
    )
    await connection.execute(
        delete(Learner).where(Learner.commune_id == commune_id, Learner.id.in_(gone))
    )
