"""Where a program goes on: the last moment and the last id that the store knows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from models.activity import Activity, Revision, ZeroReport
from models.attachment import Attachment
from models.audit import Audit
from models.commune import Commune
from models.dialogs import Dialog, Timer
from models.errand import Errand
from models.mail import Inbox, Outbox
from models.people import Account, Person
from models.scribe import ScribeRequest
from models.snapshot import Snapshot

MOMENTS: tuple[InstrumentedAttribute[Any], ...] = (
    Account.last_seen_at,
    Activity.confirmed_at,
    Activity.withdrawn_at,
    Attachment.created_at,
    Audit.at,
    Commune.created_at,
    Dialog.updated_at,
    Errand.created_at,
    Errand.finished_at,
    Inbox.at,
    Outbox.created_at,
    Outbox.finished_at,
    Person.created_at,
    Revision.at,
    ScribeRequest.at,
    ScribeRequest.closed_at,
    Snapshot.taken_at,
    ZeroReport.at,
    ZeroReport.withdrawn_at,
)
"""What has happened. What is due later (a timer, an outbox row's `not_before`) is not of these."""

IDS: tuple[InstrumentedAttribute[Any], ...] = (
    Activity.id,
    Attachment.id,
    Audit.id,
    Errand.id,
    Outbox.id,
    Person.id,
    Revision.id,
    ScribeRequest.id,
    Timer.id,
)
"""Columns whose values `bot.kernel.ids` made, which are therefore in the order of their time."""


@dataclass(frozen=True, slots=True)
class Latest:
    """`moment` None and `id` empty: the database is empty. `id` may have more behind what
    `bot.kernel.ids` makes: a row that belongs to another carries its id and a word.
    """

    moment: datetime | None
    id: str


async def latest(connection: AsyncConnection) -> Latest:
    moment: datetime | None = await connection.scalar(_greatest(MOMENTS))
    last_id: str | None = await connection.scalar(_greatest(IDS))
    return Latest(moment, last_id or "")


@cache
def _greatest(columns: tuple[InstrumentedAttribute[Any], ...]) -> Select[Any]:
    """One look at the end of each column's index."""
    found = union_all(*(select(func.max(column).label("value")) for column in columns)).subquery()
    return select(func.max(found.c.value))
