"""What the dialogs of classes ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.learner import Consent
from models.needs import Need

COURSES_LISTED = 40


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A class in a list. `team_id` is "" for the commune's own; `first` null where it has no day
    yet.
    """

    id: str
    team_id: str
    team_name: str
    place: str
    topic: str
    first: date | None
    learners: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class CoursesNeed(Need[tuple[CourseRow, ...]]):
    """Classes of these teams, the open ones first, the newest first; with `is_whole`, of all teams
    and the commune.
    """

    team_ids: tuple[str, ...]
    is_whole: bool = False

    @property
    def key(self) -> str:
        return f"courses:{'*' if self.is_whole else ','.join(self.team_ids)}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A learner on the list of a class. `birth` is "1957", "195x" or ""."""

    id: str
    name: str
    birth: str
    consent: Consent
    skills: tuple[str, ...]
    qualified_on: date | None


@dataclass(frozen=True, slots=True)
class HeldDay:
    """A day on which the class met; `learners` are those who were ticked."""

    activity_id: str
    day: date
    people: int
    author_id: str
    learners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A class with its list by name, without those who left it, and its days.

    People that were found to be the same stand once, by the row that is kept.
    """

    id: str
    team_id: str
    team_name: str
    place: str
    topic: str
    days: tuple[date, ...]
    is_closed: bool
    learners: tuple[Listed, ...]
    held: tuple[HeldDay, ...]
    gone: tuple[Listed, ...] = ()
    """Who came on a day and has left the list since."""

    @property
    def came(self) -> int:
        return len({one for day in self.held for one in day.learners})

    @property
    def qualified(self) -> int:
        return sum(one.qualified_on is not None for one in self.learners)

    def held_on(self, day: date) -> HeldDay | None:
        return next((one for one in self.held if one.day == day), None)


@dataclass(frozen=True, slots=True)
class CourseNeed(Need["CoursePage | None"]):
    course_id: str

    @property
    def key(self) -> str:
        return f"course:{self.course_id}"


@dataclass(frozen=True, slots=True)
class Trainee:
    """One learner; `team_ids` are the teams whose lists they stand on, "" for the commune's."""

    id: str
    name: str
    birth: str
    phone: str
    consent: Consent
    skills: tuple[str, ...]
    qualified_on: date | None
    team_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TraineeNeed(Need["Trainee | None"]):
    """The person that this row stands for, where it was merged into another."""

    learner_id: str

    @property
    def key(self) -> str:
        return f"learner:{self.learner_id}"
