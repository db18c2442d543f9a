"""What is asked about errands that are over, with the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.course import Enrolment
from models.errand import READ_LEARNERS, Errand, ErrandState
from models.needs import Need


@dataclass(frozen=True, slots=True)
class SameFileNeed(Need["datetime | None"]):
    """When the very bytes of this file were last read for this class, as long as that is kept."""

    course_id: str
    digest: str

    @property
    def key(self) -> str:
        return f"course:{self.course_id}"


@dataclass(frozen=True, slots=True)
class Added:
    """Whom a file has put on the list of a class, but for those who are off it again."""

    course_id: str
    by_id: str
    at: datetime
    learner_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedNeed(Need["Added | None"]):
    errand_id: str

    @property
    def key(self) -> str:
        return f"errand:{self.errand_id}"


async def same_files(
    connection: AsyncConnection, commune_id: str, needs: Sequence[SameFileNeed]
) -> dict[Need[Any], Any]:
    """A file of which nobody is left on the list, as after it was taken back, was never read."""
    still_there = exists().where(
        Enrolment.commune_id == Errand.commune_id,
        Enrolment.course_id == Errand.argument["course"].as_string(),
        Enrolment.added_at == Errand.finished_at,
        Enrolment.added_by == Errand.person_id,
        Enrolment.left_at.is_(None),
    )
    rows = await connection.execute(
        select(Errand.argument, Errand.finished_at)
        .where(
            Errand.commune_id == commune_id,
            Errand.state == ErrandState.DONE,
            Errand.kind == READ_LEARNERS,
            still_there,
        )
        .order_by(Errand.finished_at)
    )
    read = {
        (row.argument.get("course"), row.argument.get("digest")): row.finished_at for row in rows
    }
    return {need: read.get((need.course_id, need.digest)) for need in needs}


async def added(
    connection: AsyncConnection, commune_id: str, needs: Sequence[AddedNeed]
) -> dict[Need[Any], Any]:
    return {need: await _added(connection, commune_id, need.errand_id) for need in needs}


async def _added(connection: AsyncConnection, commune_id: str, errand_id: str) -> Added | None:
    row = (
        await connection.execute(
            select(Errand.person_id, Errand.argument, Errand.finished_at).where(
                Errand.commune_id == commune_id,
                Errand.id == errand_id,
                Errand.kind == READ_LEARNERS,
                Errand.state == ErrandState.DONE,
            )
        )
    ).one_or_none()
    if row is None or row.finished_at is None:
        return None
    course = str(row.argument.get("course"))
    ids = await connection.scalars(
        select(Enrolment.learner_id)
        .where(
            Enrolment.commune_id == commune_id,
            Enrolment.course_id == course,
            Enrolment.added_at == row.finished_at,
            Enrolment.added_by == row.person_id,
            Enrolment.left_at.is_(None),
        )
        .order_by(Enrolment.learner_id)
    )
    return Added(course, row.person_id, row.finished_at, tuple(ids))


ERRAND_LOADERS: dict[type, Callable[..., Any]] = {SameFileNeed: same_files, AddedNeed: added}
