"""Requests to have it written: one open for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.scribe import ScribeReason, ScribeRequest


@dataclass(frozen=True, slots=True)
class AskScribe:
    """At most one open request per person: a second one changes nothing, but for its `draft`, the
    message that shows what was left lying.
    """

    id: str
    person_id: str
    team_id: str | None
    reason: ScribeReason
    at: datetime
    draft: str = ""
    key: str = "scribes"


@dataclass(frozen=True, slots=True)
class CloseScribe:
    person_id: str
    by_id: str
    at: datetime
    key: str = "scribes"


ScribeChange: TypeAlias = AskScribe | CloseScribe


async def ask_scribe(connection: AsyncConnection, commune_id: str, change: AskScribe) -> None:
    """A second request changes nothing of the first, but for a draft that it brings along."""
    mine = (
        ScribeRequest.commune_id == commune_id,
        ScribeRequest.person_id == change.person_id,
        ScribeRequest.closed_at.is_(None),
    )
    if await connection.scalar(select(ScribeRequest.id).where(*mine)) is not None:
        if change.draft:
            await connection.execute(update(ScribeRequest).where(*mine).values(draft=change.draft))
        return
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "person_id": change.person_id,
        "team_id": change.team_id,
        "reason": change.reason,
        "at": change.at,
        "draft": change.draft or None,
    }
    await connection.execute(insert(ScribeRequest), row)


async def close_scribe(connection: AsyncConnection, commune_id: str, change: CloseScribe) -> None:
    await connection.execute(
        update(ScribeRequest)
        .where(
            ScribeRequest.commune_id == commune_id,
            ScribeRequest.person_id == change.person_id,
            ScribeRequest.closed_at.is_(None),
        )
        .values(closed_at=change.at, closed_by=change.by_id)
    )
