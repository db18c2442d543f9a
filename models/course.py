"""Lớp Bình dân học vụ số: its days, the people on its list, and who came."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class Course(InCommune, Base):
    """`team_id` null: held by the commune. What was held of it are activities of kind `class_day`
    that name it in `Activity.course_id`.
    """

    __tablename__ = "course"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "opened_by"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "team_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str | None]
    place: Mapped[str]
    topic: Mapped[str]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class CourseDay(InCommune, Base):
    """A day on which the class is meant to meet."""

    __tablename__ = "course_day"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "course_id"], ["course.commune_id", "course.id"]),
    )

    course_id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class Enrolment(InCommune, Base):
    """A learner on the list of a class; `left_at` where the name was taken off it again:
    from the day `left_on` on it counts no longer.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "course_id"], ["course.commune_id", "course.id"]),
        ForeignKeyConstraint(["commune_id", "learner_id"], ["learner.commune_id", "learner.id"]),
        Index(None, "commune_id", "learner_id"),
    )

    course_id: Mapped[str] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(primary_key=True)
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    left_on: Mapped[date | None]


class LearnerAttendance(InCommune, Base):
    """A learner who was ticked on a day of a class."""

    __tablename__ = "learner_attendance"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        ForeignKeyConstraint(["commune_id", "learner_id"], ["learner.commune_id", "learner.id"]),
        Index(None, "commune_id", "learner_id"),
    )

    activity_id: Mapped[str] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(primary_key=True)
