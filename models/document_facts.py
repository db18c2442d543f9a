"""The answers to the needs of documents: one SELECT per kind, for a whole batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment
from models.document import Document
from models.document_needs import (
    DOCUMENTS_LISTED,
    ArrivedFile,
    DocumentRow,
    DocumentsNeed,
    FileNeed,
)
from models.needs import Need


async def documents(
    connection: AsyncConnection, commune_id: str, needs: Sequence[DocumentsNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(
            Document.id,
            Document.title,
            Document.link,
            Document.stored,
            Document.file_name,
            Document.mime,
        )
        .where(Document.commune_id == commune_id, Document.removed_at.is_(None))
        .order_by(Document.added_at.desc(), Document.id.desc())
        .limit(DOCUMENTS_LISTED)
    )
    found = tuple(
        DocumentRow(
            row.id, row.title, row.link or "", row.stored or "", row.file_name or "",
            row.mime or "",
        )
        for row in rows
    )  # fmt: skip
    return dict.fromkeys(needs, found)


async def arrived_files(
    connection: AsyncConnection, commune_id: str, needs: Sequence[FileNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(
            Attachment.id,
            Attachment.owner,
            Attachment.state,
            Attachment.file_name,
            Attachment.mime,
            Attachment.reason,
            Attachment.digest,
        ).where(
            Attachment.commune_id == commune_id,
            Attachment.id.in_({need.attachment_id for need in needs}),
        )
    )
    found = {
        (row.id, row.owner): ArrivedFile(
            row.state, row.file_name or "", row.mime or "", row.reason or "", row.digest or ""
        )
        for row in rows
    }
    return {need: found.get((need.attachment_id, need.owner)) for need in needs}


DOCUMENT_LOADERS: dict[type, Callable[..., Any]] = {
    DocumentsNeed: documents,
    FileNeed: arrived_files,
}
