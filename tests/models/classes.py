"""Classes in as few words as a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.language.learners import LearnerRow
from models.activity import ActivityKind
from models.changes import RecordActivity
from models.class_list import Enrol
from models.course_changes import OpenCourse
from models.learner import Consent
from models.learner_kept import NewLearner, new_learner
from tests.models.conftest import NOW, Book
from tests.models.test_closing import session, write

ONE, TWO = "thon-01", "thon-02"


def learner(id_: str, name: str = "", year: int = 1955) -> NewLearner:
    row = LearnerRow(name or f"Nguyễn Thị {id_.title()}", year, None)
    return new_learner(id_, ONE, row, Consent.PAPER)


async def opened(book: Book, *ids: str, course: str = "c1", team: str | None = ONE) -> str:
    """A class with these learners on its list."""
    by = await book.person(1)
    days = (date(2026, 11, 18), date(2026, 11, 25))
    await write(book, OpenCourse(course, team, "Nhà văn hóa", "VNeID", days, by, NOW))
    if ids:
        await write(book, Enrol(course, tuple(map(learner, ids)), (), by, NOW))
    return course


def class_day(
    by: str, id_: str, day: date, *came: str, at: datetime = NOW, course: str = "c1",
    new: tuple[NewLearner, ...] = (),
) -> RecordActivity:  # fmt: skip
    ids = (*came, *(one.id for one in new))
    return replace(
        session(by, id_, at=at, day=day, people=len(ids)),
        kind=ActivityKind.CLASS_DAY,
        vneid_1=0,
        course_id=course,
        learners=ids,
        enrolled=new,
    )
