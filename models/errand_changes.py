"""What errands write, and the one function that turns it into rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from models.errand import Errand, ErrandState

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
