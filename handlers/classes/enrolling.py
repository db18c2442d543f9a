"""People onto the list of a class, and off it again while that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.task import Asker
from models.alike_needs import LEARNERS
from models.changes import Audited, Change
from models.class_list import Enrol, Unenrol
from models.course_changes import course_key
from models.course_needs import CoursePage

BETWEEN = "/"


def added(page: CoursePage, count: int, asker: Asker) -> Audited:
    """A line of the audit: who brought whose data in."""
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="learners.added",
        subject=page.id,
        detail=(("count", count),),
    )


def enrolment(page: CoursePage, known: tuple[str, ...], asker: Asker) -> tuple[Change, ...]:
    """People of another list."""
    return (
        Enrol(
            course_id=page.id,
            new=(),
            known=known,
            by_id=asker.person.id,
            at=asker.now,
            key=course_key(page.id),
            also=(LEARNERS,),
        ),
        added(page, len(known), asker),
    )


def record_of(page: CoursePage, ids: Sequence[str]) -> str:
    return BETWEEN.join((page.id, ",".join(ids)))


def taken_back(record: str, asker: Asker) -> tuple[Change, ...]:
    course_id, _, ids = record.partition(BETWEEN)
    gone = Unenrol(
        course_id, tuple(ids.split(",")), asker.person.id, asker.now, course_key(course_id)
    )
    return (gone,)
