"""People who asked somebody to write for them ("Nhờ người ghi hộ"): the leader's list."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune, OneOf


class ScribeReason(StrEnum):
    ASKED = "asked"
    VOICE = "voice"
    STUCK = "stuck"
    UNFINISHED = "unfinished"


class ScribeRequest(InCommune, Base):
    __tablename__ = "scribe_request"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "closed_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str]
    team_id: Mapped[str | None]
    reason: Mapped[ScribeReason] = mapped_column(OneOf(ScribeReason))
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    draft: Mapped[str | None] = mapped_column(Encrypted)  # the lines of a draft left lying
