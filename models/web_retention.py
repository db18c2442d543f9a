"""What the web chat forgets: old lines of talks, and browsers that never came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.web_log import KEPT_NUMBER, WebLine, WebSession


@dataclass(frozen=True, slots=True)
class OldTalk:
    """A talk with lines to forget: all up to `last_old`, of which the newest may be the talk's."""

    external_id: str
    last_old: int
    newest: int


async def find_old_talks(
    connection: AsyncConnection, commune_id: str, before: datetime
) -> tuple[OldTalk, ...]:
    """Talks that hold words from before that moment."""
    has_words = or_(WebLine.client_id.is_(None), WebLine.client_id != KEPT_NUMBER)
    is_old = and_(WebLine.at < before, has_words)
    last_old = func.max(case((is_old, WebLine.seq)))
    # Few talks have such lines, and the index of moments finds them: the others are not read.
    with_old = select(WebLine.external_id).where(
        WebLine.commune_id == commune_id, WebLine.at < before, has_words
    )
    rows: Sequence[Row[str, int, int]] = (
        await connection.execute(
            select(WebLine.external_id, last_old, func.max(WebLine.seq))
            .where(WebLine.commune_id == commune_id, WebLine.external_id.in_(with_old))
            .group_by(WebLine.external_id)
            .having(last_old.is_not(None))
        )
    ).all()
    return tuple(OldTalk(*row) for row in rows)


async def forget_lines(connection: AsyncConnection, commune_id: str, talk: OldTalk) -> int:
    """Delete the old lines of a talk; how many there were.

    Of the newest line of all its number is kept, without its words: numbers that came again would
    be taken by an open page for lines that it has.
    """
    mine = and_(WebLine.commune_id == commune_id, WebLine.external_id == talk.external_id)
    gone = await connection.execute(
        delete(WebLine).where(mine, WebLine.seq <= talk.last_old, WebLine.seq != talk.newest)
    )
    if talk.last_old != talk.newest:
        return gone.rowcount
    await connection.execute(
        update(WebLine)
        .where(mine, WebLine.seq == talk.newest)
        .values(words="{}", is_mine=False, client_id=KEPT_NUMBER)
    )
    return gone.rowcount + 1


async def forget_numbers(connection: AsyncConnection, commune_id: str, before: datetime) -> None:
    """Numbers that were kept of talks which have been silent since before that moment."""
    await connection.execute(
        delete(WebLine).where(
            WebLine.commune_id == commune_id,
            WebLine.client_id == KEPT_NUMBER,
            WebLine.at < before,
        )
    )


async def forget_sessions(connection: AsyncConnection, commune_id: str, before: datetime) -> int:
    """Delete the sessions that were last seen before that moment; how many there were."""
    gone = await connection.execute(
        delete(WebSession).where(WebSession.commune_id == commune_id, WebSession.seen_at < before)
    )
    return gone.rowcount
