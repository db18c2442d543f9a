"""Files of documents that were removed: which still lie there, and that they do no more."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.document import Document

REMOVED = "removed"
"""Why the attachment of such a file has none any more."""


async def removed_files(connection: AsyncConnection, commune_id: str) -> tuple[str, ...]:
    rows = await connection.scalars(
        select(Document.stored).where(
            Document.commune_id == commune_id,
            Document.removed_at.is_not(None),
            Document.stored.is_not(None),
        )
    )
    return tuple(stored for stored in rows if stored)


async def forget_file(connection: AsyncConnection, commune_id: str, stored: str) -> None:
    """Neither a backup nor the doctor looks for it from now on."""
    await connection.execute(
        update(Document)
        .where(
            Document.commune_id == commune_id,
            Document.stored == stored,
            Document.removed_at.is_not(None),
        )
        .values(stored=None)
    )
    await connection.execute(
        update(Attachment)
        .where(Attachment.commune_id == commune_id, Attachment.file_name == stored)
        .where(Attachment.id == stored.rpartition("/")[2].partition(".")[0])
        .values(state=AttachmentState.REFUSED, reason=REMOVED, file_name=None)
    )
