"""What documents write, and the one function that turns it into rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.document import Document
from models.document_needs import DOCUMENTS


@dataclass(frozen=True, slots=True)
class AddDocument:
    """A link, or a file that was stored under `stored`."""

    id: str
    title: str
    by_id: str
    at: datetime
    link: str | None = None
    stored: str | None = None
    file_name: str | None = None
    mime: str | None = None
    key: str = DOCUMENTS


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    document_id: str
    at: datetime
    key: str = DOCUMENTS


DocumentChange: TypeAlias = AddDocument | RemoveDocument


async def apply_document(
    connection: AsyncConnection, commune_id: str, change: DocumentChange
) -> None:
    match change:
        case AddDocument():
            row = {
                "commune_id": commune_id,
                "id": change.id,
                "title": change.title,
                "link": change.link,
                "stored": change.stored,
                "file_name": change.file_name,
                "mime": change.mime,
                "added_by": change.by_id,
                "added_at": change.at,
            }
            await connection.execute(insert(Document), row)
        case RemoveDocument(document_id, at):
            await connection.execute(
                update(Document)
                .where(
                    Document.commune_id == commune_id,
                    Document.id == document_id,
                    Document.removed_at.is_(None),
                )
                .values(removed_at=at)
            )
