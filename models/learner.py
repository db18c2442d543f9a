"""Học viên: residents on class lists, each a person once whatever the number of classes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune, OneOf


class Consent(StrEnum):
    """How a learner agreed to stand on the list by full name and birth year."""

    NONE = "none"
    PAPER = "paper"
    SPOKEN = "spoken"


class Learner(InCommune, Base):
    """Without consent `name` is the first name alone (the last word: Vietnamese names end in it),
    and `birth` the decade ("195x") instead of the year ("1957"); no phone.

    `merged_into` is the learner that this row was found to be the same person as: that one is never
    merged itself. `skills` are the ids of what was mastered; `qualified_on` is the day on which
    "đã phổ cập" was marked.
    """

    __tablename__ = "learner"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        ForeignKeyConstraint(["commune_id", "merged_into"], ["learner.commune_id", "learner.id"]),
        Index(None, "commune_id", "team_id"),
        Index(None, "commune_id", "merged_into"),
        Index(None, "commune_id", "qualified_on"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str | None]
    name: Mapped[str]
    birth: Mapped[str | None] = mapped_column(Encrypted)
    phone: Mapped[str | None] = mapped_column(Encrypted)
    consent: Mapped[Consent] = mapped_column(OneOf(Consent), default=Consent.NONE)
    consent_by: Mapped[str | None]
    consent_at: Mapped[datetime | None]
    skills: Mapped[list[Any]] = mapped_column(JSON, default=list)
    qualified_on: Mapped[date | None]
    qualified_by: Mapped[str | None]
    merged_into: Mapped[str | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]


class LearnerKey(InCommune, Base):
    """A folded word of a learner's name, so that who may be the same is found by an index."""

    __tablename__ = "learner_key"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "learner_id"], ["learner.commune_id", "learner.id"]),
        Index(None, "commune_id", "learner_id"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    learner_id: Mapped[str] = mapped_column(primary_key=True)


class LearnerVerdict(InCommune, Base):
    """Somebody looked at two learners side by side. `one_id` < `other_id`; of two that are the same
    `kept_id` is the row that stands for both, null where they are different people.
    """

    __tablename__ = "learner_verdict"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "one_id"], ["learner.commune_id", "learner.id"]),
        ForeignKeyConstraint(["commune_id", "other_id"], ["learner.commune_id", "learner.id"]),
        Index(None, "commune_id", "one_id", "other_id"),
        Index(None, "commune_id", "other_id"),
        Index(None, "commune_id", "undone_at", "at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    one_id: Mapped[str]
    other_id: Mapped[str]
    kept_id: Mapped[str | None]
    by_id: Mapped[str]
    at: Mapped[datetime]
    undone_by: Mapped[str | None]
    undone_at: Mapped[datetime | None]


class LearnerPair(InCommune, Base):
    """Two learners who may be one, as it was noticed when one of them came: somebody is to look,
    and whoever has looked takes the row away. `one_id` < `other_id`; the higher `score`, the
    likelier.
    """

    __tablename__ = "learner_pair"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "one_id"], ["learner.commune_id", "learner.id"]),
        ForeignKeyConstraint(["commune_id", "other_id"], ["learner.commune_id", "learner.id"]),
        Index(None, "commune_id", "other_id"),
    )

    one_id: Mapped[str] = mapped_column(primary_key=True)
    other_id: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[int]
    found_at: Mapped[datetime]
