"""What else is counted inside an activity, chosen by each commune, and the values counted."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf


class Audience(StrEnum):
    """In whose sessions an indicator is offered."""

    RESIDENTS = "residents"
    MEMBERS = "members"
    BOTH = "both"


class Indicator(InCommune, Base):
    """`label` is a button's word, at most 20 characters; `question` asks for a number of `unit`.

    It is counted from `since` on (null: from ever), and asked no more from `retired_on` on, the day
    on which it was retired: what it counted before stays.
    """

    __tablename__ = "indicator"
    __table_args__ = (ForeignKeyConstraint(["commune_id"], ["commune.id"]),)

    id: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    question: Mapped[str]
    unit: Mapped[str]
    limit_per_entry: Mapped[int]
    audience: Mapped[Audience] = mapped_column(OneOf(Audience), default=Audience.BOTH)
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
    since: Mapped[date | None]
    retired_on: Mapped[date | None]


class ActivityIndicator(InCommune, Base):
    """A null value says "done, not counted": it adds nothing, and yet it is no zero."""

    __tablename__ = "activity_indicator"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        ForeignKeyConstraint(
            ["commune_id", "indicator_id"], ["indicator.commune_id", "indicator.id"]
        ),
    )

    activity_id: Mapped[str] = mapped_column(primary_key=True)
    indicator_id: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int | None]
