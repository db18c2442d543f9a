"""Whether a person can have read what was last said to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from models.mail import Lane, Outbox, OutboxState
from models.needs import AnswerOutNeed, Need
from models.people import Account


async def answers_out(
    connection: AsyncConnection, commune_id: str, needs: Sequence[AnswerOutNeed]
) -> dict[Need[Any], Any]:
    """The loader of `AnswerOutNeed`."""
    newest = (
        select(Outbox.finished_at, Outbox.state)
        .where(_is_answer(), Outbox.finished_at.is_not(None))
        .order_by(Outbox.finished_at.desc())
        .limit(1)
    )
    rows = await connection.execute(
        select(
            Account.channel,
            Account.external_id,
            exists().where(_is_answer(), Outbox.finished_at.is_(None)).label("is_on_its_way"),
            newest.with_only_columns(Outbox.finished_at).scalar_subquery().label("ended_at"),
            newest.with_only_columns(Outbox.state).scalar_subquery().label("ended"),
        ).where(
            Account.commune_id == commune_id,
            tuple_(Account.channel, Account.external_id).in_(
                {(need.channel, need.external_id) for need in needs}
            ),
        )
    )
    known = {(row.channel, row.external_id): row for row in rows}
    return {need: _is_out(known.get((need.channel, need.external_id)), need.at) for need in needs}


def _is_out(row: Row[*tuple[Any, ...]] | None, at: datetime) -> bool:
    if row is None:
        return True
    if row.is_on_its_way:
        return False
    return row.ended is None or (row.ended is OutboxState.SENT and row.ended_at <= at)


def _is_answer() -> ColumnElement[bool]:
    return and_(
        Outbox.commune_id == Account.commune_id,
        Outbox.channel == Account.channel,
        Outbox.external_id == Account.external_id,
        Outbox.lane == Lane.REPLY,
    )
