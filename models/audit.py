"""Who did what with other people's data. Rows are only added."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class Audit(InCommune, Base):
    """`by_id` null: the program by itself. `detail` holds ids and figures, never people's words."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "commune_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
