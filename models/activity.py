"""What teams did: the rows that every count adds up (domain, Definitions that every count uses)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf


class ActivityKind(StrEnum):
    MEMBERS_SESSION = "members_session"
    RESIDENTS_SESSION = "residents_session"
    HOME_VISIT = "home_visit"
    CLASS_DAY = "class_day"
    INSTALLS = "installs"
    BUSINESS = "business"


class ActivityState(StrEnum):
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class EntryWay(StrEnum):
    """How the words reached the person who typed them."""

    SELF = "self"
    PHONE = "phone"
    PAPER = "paper"


class Activity(InCommune, Base):
    """One thing held on one day. `team_id` null: held by the commune.

    `week` is the ISO week of `day`, kept because a week's rows are what is asked for most.
    `dialog_id` is unique: a dialog records once, however often its last button arrives.
    """

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("commune_id", "dialog_id"),
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "author_id"], ["person.commune_id", "person.id"]),
        ForeignKeyConstraint(["commune_id", "for_id"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "course_id"),
        Index(None, "commune_id", "day"),
        Index(None, "commune_id", "week"),
        Index(None, "commune_id", "team_id", "week"),
        Index(None, "commune_id", "author_id", "team_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str | None]
    kind: Mapped[ActivityKind] = mapped_column(OneOf(ActivityKind))
    day: Mapped[date]
    week: Mapped[str]
    sessions: Mapped[int]
    people: Mapped[int]
    elderly: Mapped[int | None]
    fishermen: Mapped[int | None]
    freelance: Mapped[int | None]
    vulnerable: Mapped[int | None]
    vneid_1: Mapped[int] = mapped_column(default=0)
    vneid_2: Mapped[int] = mapped_column(default=0)
    vneid_unspecified: Mapped[int] = mapped_column(default=0)
    place: Mapped[str | None]
    note: Mapped[str | None]
    author_id: Mapped[str]
    for_id: Mapped[str | None]
    how: Mapped[EntryWay] = mapped_column(OneOf(EntryWay), default=EntryWay.SELF)
    state: Mapped[ActivityState] = mapped_column(
        OneOf(ActivityState), default=ActivityState.CONFIRMED
    )
    confirmed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    dialog_id: Mapped[str]
    # The class of a class day. No foreign key: SQLite would rebuild a table that may be large.
    course_id: Mapped[str | None]


class Attendance(InCommune, Base):
    """A member who came to a members' session.

    A session without any such row has only its head count.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
    )

    activity_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True)


class Revision(InCommune, Base):
    """One change of an activity: who, when, by which channel, the columns before and after, why.

    `channel` is null where it was not kept yet.
    """

    __tablename__ = "revision"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        Index(None, "commune_id", "activity_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    activity_id: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[str]
    channel: Mapped[str | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    why: Mapped[str]


class ZeroReport(InCommune, Base):
    """A team's statement that a week had no activity: an idle team is not a silent one."""

    __tablename__ = "zero_report"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(primary_key=True)
    by_id: Mapped[str]
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
