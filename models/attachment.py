"""Photos and files that people send: a row in the transaction, the bytes fetched after it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EncryptedOrLost, InCommune, OneOf


class AttachmentState(StrEnum):
    PENDING = "pending"
    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"


DOCUMENT = "document"
"""`Attachment.mime` of one that is pending and may be a document; null: it must be a picture."""

LIST = "list"
"""The same of one that must be a list: a workbook, or text as CSV files are."""


class Attachment(InCommune, Base):
    """`source` is what the channel's `fetch` needs; `file_name` is relative to the folder of files.

    A row belongs to its dialog until the dialog is confirmed, then to the activity; a report may be
    confirmed while a photo is still pending.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        Index(None, "state", "next_try_at"),
        Index(None, "commune_id", "dialog_id"),
        Index(None, "commune_id", "activity_id"),
        Index(None, "commune_id", "digest"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    dialog_id: Mapped[str]
    activity_id: Mapped[str | None]
    person_id: Mapped[str | None]
    channel: Mapped[str]
    source: Mapped[str] = mapped_column(EncryptedOrLost)
    state: Mapped[AttachmentState] = mapped_column(
        OneOf(AttachmentState), default=AttachmentState.PENDING
    )
    reason: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    deadline_at: Mapped[datetime]
    file_name: Mapped[str | None]
    mime: Mapped[str | None]
    size: Mapped[int | None]
    digest: Mapped[str | None]
    created_at: Mapped[datetime]
