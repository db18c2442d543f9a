"""What takes longer than a message may wait (a file read, a file made): written down with the
message, done after it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune, OneOf

READ_LEARNERS, MAKE_CLASS_SHEET, MAKE_TEMPLATE = "learner_file", "class_sheet", "learner_template"
READ_ENTRIES, MAKE_ENTRIES_TEMPLATE = "entries_file", "entries_template"
"""What is done so far, by `Errand.kind`."""


class ErrandState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Errand(InCommune, Base):
    """`kind` names who does it, `argument` holds ids and figures. The answer goes to the account
    from which it was asked for. `kept` is what was read, until its person has sent it off.
    """

    __tablename__ = "errand"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "state", "next_try_at"),
        Index(None, "commune_id", "person_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[str]
    channel: Mapped[str]
    external_id: Mapped[str]
    argument: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[ErrandState] = mapped_column(OneOf(ErrandState))
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    kept: Mapped[str | None] = mapped_column(Encrypted)
