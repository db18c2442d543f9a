"""Giao việc: what a coordinator gives teams to do, or to reach, until a day."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf


class AssignmentState(StrEnum):
    OPEN = "open"
    DONE = "done"
    BLOCKED = "blocked"


class Assignment(InCommune, Base):
    """A task, or with `figure` a goal: that figure of the team's days `first` to `last`, counted
    from what it logged. `last` is the deadline, included.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id"], ["commune.id"]),
        Index(None, "commune_id", "last"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    figure: Mapped[str | None]
    first: Mapped[date]
    last: Mapped[date]
    by_id: Mapped[str]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class AssignmentTeam(InCommune, Base):
    """What one team was given, and what it answered. `goal` is null for a task without a number."""

    __tablename__ = "assignment_team"
    __table_args__ = (
        ForeignKeyConstraint(
            ["commune_id", "assignment_id"], ["assignment.commune_id", "assignment.id"]
        ),
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        Index(None, "commune_id", "team_id"),
    )

    assignment_id: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(primary_key=True)
    goal: Mapped[int | None]
    state: Mapped[AssignmentState] = mapped_column(
        OneOf(AssignmentState), default=AssignmentState.OPEN
    )
    word: Mapped[str | None]
    by_id: Mapped[str | None]
    at: Mapped[datetime | None]
