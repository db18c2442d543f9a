"""What errands write, and the one function that turns it into rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.errand import Errand, ErrandState
from models.retention import ERASED

Argument = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class KeepErrand:
    """To be done once this is committed; the answer goes to this account. `argument` holds ids and
    figures, never what people said.
    """

    id: str
    kind: str
    person_id: str
    channel: str
    external_id: str
    argument: Argument
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class ForgetFile:
    """A file that was read and holds more of people than may be kept: a job deletes it."""

    attachment_id: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class KeepRead:
    """What an errand read, for its person alone: what is still to be sent off; "" for nothing."""

    errand_id: str
    text: str
    key: str = ""


ErrandChange: TypeAlias = KeepErrand | ForgetFile | KeepRead


async def apply_errand(connection: AsyncConnection, commune_id: str, change: ErrandChange) -> None:
    match change:
        case KeepErrand():
            await keep_errand(connection, commune_id, change)
        case KeepRead(errand_id, text):
            await connection.execute(
                update(Errand)
                .where(Errand.commune_id == commune_id, Errand.id == errand_id)
                .values(kept=text)
            )
        case ForgetFile(attachment_id):
            await connection.execute(
                update(Attachment)
                .where(Attachment.commune_id == commune_id, Attachment.id == attachment_id)
                .values(state=AttachmentState.FAILED, reason=ERASED, next_try_at=None)
            )


async def keep_errand(connection: AsyncConnection, commune_id: str, change: KeepErrand) -> None:
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "kind": change.kind,
        "person_id": change.person_id,
        "channel": change.channel,
        "external_id": change.external_id,
        "argument": dict(change.argument),
        "state": ErrandState.WAITING,
        "tries": 0,
        "next_try_at": change.at,
        "created_at": change.at,
    }
    await connection.execute(insert(Errand), row)
