"""Tài liệu: what members open before a class. A link, or a file that was sent to us."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Index, exists
from sqlalchemy.orm import Mapped, mapped_column

from models.attachment import Attachment
from models.base import Base, InCommune


class Document(InCommune, Base):
    """Either `link` or `stored` is there: `stored` is the name in the folder of received files."""

    __tablename__ = "document"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id"], ["commune.id"]),
        Index(None, "commune_id", "added_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    link: Mapped[str | None]
    stored: Mapped[str | None]
    file_name: Mapped[str | None]
    mime: Mapped[str | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


def is_of_document() -> ColumnElement[bool]:
    """Of an attachment: its file is a document's, and belongs to no report for that."""
    return exists().where(
        Document.commune_id == Attachment.commune_id, Document.stored == Attachment.file_name
    )
