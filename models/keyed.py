"""Where something stands that the key has made: sealed columns, keyed hashes, sealed files, and the
browsers that are signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, exists, func, select, update

from models.attachment import Attachment
from models.base import Encrypted
from models.dialogs import Dialog, Timer
from models.errand import Errand
from models.file_code import FileCode
from models.join import JoinCode, JoinRequest, JoinTry
from models.mail import Inbox, Outbox, OutboxState
from models.people import Account, Person
from models.set_aside import FailedMessage
from models.tables import schema
from models.web_log import WebLine, WebSession

NAMES = {
    (table.__tablename__, column)
    for table, columns in (
        (Account, ("external_id",)),
        (Attachment, ("owner",)),
        (Dialog, ("owner",)),
        (Errand, ("external_id",)),
        (FailedMessage, ("provider_id",)),
        (Inbox, ("provider_id", "owner")),
        (JoinRequest, ("external_id",)),
        (Outbox, ("external_id", "owner", "identity", "cause", "provider_id")),
        (Timer, ("owner",)),
    )
    for column in columns
}
"""Columns in which the keyed name of a terminal's account may stand, or the digest of an edit."""

EMPTIED = {(Inbox.__tablename__, "digest"): "", (Outbox.__tablename__, "said"): None}
"""Digests of words that are kept nowhere: an echo or an edit from before is no longer known."""

ENDED = {(JoinCode.__tablename__, "code_hash"), (JoinTry.__tablename__, "phone_hash"),
         (JoinTry.__tablename__, "address"), (FileCode.__tablename__, "code_hash")}  # fmt: skip
"""Hashes whose rows end: a code's digits are kept nowhere, and tries count for an hour."""

PHONES = {(Person.__tablename__, "phone_hash")}

HASHED = NAMES | set(EMPTIED) | ENDED | PHONES


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """Which name a stored file was sealed under, by its path below the folder of files."""

    names: dict[str, str]

    def names_of(self, path: str) -> Iterator[str]:
        if path in self.names:
            yield self.names[path]
        yield Path(path).stem
        yield Path(path).name


def sealed_columns() -> dict[Table, tuple[Column[Any], ...]]:
    found = {
        table: tuple(column for column in table.columns if isinstance(column.type, Encrypted))
        for table in schema().sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def sealed_files(connection: Connection) -> SealedFiles:
    rows = connection.execute(
        select(Attachment.file_name, Attachment.id).where(Attachment.file_name.is_not(None))
    )
    return SealedFiles({str(row.file_name): row.id for row in rows})


def end_browsers(connection: Connection, now: datetime) -> int:
    """Every browser is signed out: how many there were. What waits for one of them goes nowhere,
    and its talk, which nobody can open any more, is deleted.
    """
    web = "web"
    count = connection.scalar(select(func.count()).select_from(WebSession)) or 0
    connection.execute(delete(WebSession))
    connection.execute(delete(WebLine))
    connection.execute(delete(Account).where(Account.channel == web))
    connection.execute(delete(JoinRequest).where(JoinRequest.channel == web))
    has_account = exists().where(
        Account.commune_id == Person.commune_id, Account.person_id == Person.id
    )
    # Whom `toso invite --all` makes a code for: whoever has not joined.
    connection.execute(update(Person).where(~has_account).values(joined_at=None))
    connection.execute(
        update(Outbox)
        .where(Outbox.channel == web, Outbox.finished_at.is_(None))
        .values(state=OutboxState.EXPIRED, reason="signed out", finished_at=now, message=None)
    )
    return count
