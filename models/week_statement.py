"""A team's week as its leader stated it: who said when that these figures are right.

One statement of a team and week stands at a time; a change of the week before its cut-off reopens
it, and the next confirmation is its next revision (domain, Rhythm).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class WeekStatement(InCommune, Base):
    """`totals` are those that the page showed, as `models.week_totals` has them.

    `reopened_by` null, though `reopened_at` is not: the program by itself.
    """

    __tablename__ = "week_statement"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "team_id"], ["team.commune_id", "team.id"]),
        Index(
            "uq_week_statement_standing",
            "commune_id",
            "team_id",
            "week",
            unique=True,
            sqlite_where=text("reopened_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL"),
        ),
        Index(None, "commune_id", "week"),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[str]
    at: Mapped[datetime]
    channel: Mapped[str]
    totals: Mapped[dict[str, Any]] = mapped_column(JSON)
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str | None]
    reopened_why: Mapped[str | None]
