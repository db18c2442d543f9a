"""A class of Thôn 01 with three on its list, as its dialogs are told of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from models.activity import ActivityKind
from models.course_needs import (
    CourseNeed,
    CoursePage,
    CourseRow,
    CoursesNeed,
    HeldDay,
    Listed,
    Trainee,
    TraineeNeed,
)
from models.learner import Consent
from models.logged_needs import LoggedNeed
from models.needs import Need
from tests.handlers.logged import LOGGED
from tests.handlers.people import ONE, TODAY, TWO, person_id

COURSE, EARLIER, EMPTY, FOREIGN = (f"course000000000{number}" for number in range(4))
HOA, BA, TU = (f"learner00000000{number}" for number in range(3))
CLASS_DAY = "classday00000001"
HELD = date(2026, 11, 18)

PEOPLE = (
    Listed(HOA, "Nguyễn Thị Hoa", "1955", Consent.PAPER, ("dvc",), None),
    Listed(BA, "Ba", "195x", Consent.NONE, (), None),
    Listed(TU, "Trần Văn Tư", "1948", Consent.SPOKEN, (), TODAY),
)
PAGE = CoursePage(
    id=COURSE,
    team_id=ONE,
    team_name="Thôn 01",
    place="nhà văn hóa Thôn 01",
    topic="dịch vụ công trực tuyến",
    days=(HELD, TODAY, date(2026, 11, 25)),
    is_closed=False,
    learners=PEOPLE,
    held=(HeldDay(CLASS_DAY, HELD, 2, person_id(2), (HOA, BA)),),
)
OLDER = replace(
    PAGE, id=EARLIER, topic="VNeID", is_closed=True, held=(),
    learners=tuple(replace(one, id=f"{one.id[:-1]}9") for one in PEOPLE[:1]),
)  # fmt: skip
ROWS = tuple(
    CourseRow(page.id, ONE, "Thôn 01", page.place, page.topic, HELD, 3, page.is_closed)
    for page in (PAGE, OLDER)
)
OF_TWO = replace(PAGE, id=FOREIGN, team_id=TWO, team_name="Thôn 02")
ONE_OF_TWO = Trainee(
    "learner0000000t2", "Thành viên 002", "1950", "", Consent.PAPER, (), None, (TWO,)
)
DAY_LOGGED = replace(
    LOGGED, id=CLASS_DAY, kind=ActivityKind.CLASS_DAY, day=HELD, people=2, groups=(),
    vneid=(0, 0, 0), indicators=(), course_id=COURSE,
)  # fmt: skip


def class_facts() -> dict[Need[Any], Any]:
    trainees = {
        TraineeNeed(one.id): Trainee(
            one.id, one.name, one.birth, "", one.consent, one.skills, one.qualified_on, (ONE,)
        )
        for one in PEOPLE
    }
    return {
        **trainees,
        TraineeNeed(ONE_OF_TWO.id): ONE_OF_TWO,
        **{CourseNeed(page.id): page for page in (PAGE, OLDER, OF_TWO)},
        CourseNeed(EMPTY): replace(PAGE, id=EMPTY, learners=(), held=()),
        CourseNeed("gone"): None,
        **{CoursesNeed(teams): ROWS for teams in ((ONE,), (ONE, TWO))},
        CoursesNeed((), is_whole=True): (
            *ROWS,
            CourseRow(FOREIGN, TWO, "Thôn 02", "đình", "VNeID", HELD, 3, is_closed=False),
        ),
        LoggedNeed(CLASS_DAY): DAY_LOGGED,
    }
