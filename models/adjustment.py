"""What changed in a week's figures after its cut-off: snapshot + adjustments = live, always."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf


class Cause(StrEnum):
    """What was done to the week."""

    LOGGED = "logged"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    ZERO_FILED = "zero_filed"
    ZERO_WITHDRAWN = "zero_withdrawn"
    ROSTER = "roster"
    INDICATORS = "indicators"
    PRODUCTS = "products"
    PEOPLE = "people"
    CLASS_LIST = "class_list"
    QUALIFIED = "qualified"
    SAME_PERSON = "same_person"


class Adjustment(InCommune, Base):
    """`delta` is what `models.adjusting` found between the tally before and after.

    `number` counts the adjustments of a week from 1. `subject` is the activity, or the team of a
    zero report; "" where the whole commune changed. `by_id` null: the program by itself.
    """

    __tablename__ = "adjustment"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "week"], ["snapshot.commune_id", "snapshot.week"]),
        Index(None, "commune_id", "at"),
    )

    week: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[str | None]
    team_id: Mapped[str | None]
    cause: Mapped[Cause] = mapped_column(OneOf(Cause))
    subject: Mapped[str]
    delta: Mapped[dict[str, Any]] = mapped_column(JSON)
