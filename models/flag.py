"""Điều cần xem lại: something about an entry that somebody should look at. It blocks nothing."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf


class FlagKind(StrEnum):
    TWICE = "twice"  # the same session by two members
    SAME_FIGURES = "same_figures"  # three weeks running
    OUTLIER = "outlier"  # against the team's own history
    HASTY = "hasty"  # confirmed in under 20 seconds with more than 50 people
    SAME_PHOTO = "same_photo"
    INSTALLS_LEFT = "installs_left"  # above what the village's entered figures leave


class FlagEnd(StrEnum):
    """What became of it."""

    FINE = "fine"  # looked at: it is right as it stands
    MERGED = "merged"
    MENDED = "mended"
    WITHDRAWN = "withdrawn"


class Flag(InCommune, Base):
    """`detail` holds figures and ids, never words of a person: what a reader is told is built from
    it. `other_id` is the second activity where there are two. One kind, activity and other: once.
    """

    __tablename__ = "flag"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        Index(None, "commune_id", "activity_id"),
        Index(None, "commune_id", "other_id"),
        Index(None, "commune_id", "settled_at", "raised_at"),
        Index(None, "commune_id", "team_id", "week"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[FlagKind] = mapped_column(OneOf(FlagKind))
    activity_id: Mapped[str]
    other_id: Mapped[str | None]
    team_id: Mapped[str | None]
    week: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    raised_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
    end: Mapped[FlagEnd | None] = mapped_column(OneOf(FlagEnd))
