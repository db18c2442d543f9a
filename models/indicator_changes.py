"""What is done to the commune's own counts, and the one function that turns it into rows.

Nothing that was counted is ever lost: one that is retired keeps its values, and one that has values
is never removed. A change that reaches back into closed weeks is written beside them, as an
adjustment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.clock import local
from models.adjustment import Cause
from models.indicator import ActivityIndicator, Audience, Indicator
from models.indicator_needs import INDICATORS
from models.standing import adjust_closed_weeks
from models.weeks import week_of


@dataclass(frozen=True, slots=True)
class AddIndicator:
    """It goes behind those that are there."""

    id: str
    label: str
    question: str
    unit: str
    limit: int
    audience: Audience
    since: date
    by_id: str
    at: datetime
    key: str = INDICATORS


@dataclass(frozen=True, slots=True)
class RewordIndicator:
    """What it is called and since when it counts stays: figures keep their meaning."""

    id: str
    question: str
    unit: str
    limit: int
    audience: Audience
    key: str = INDICATORS


@dataclass(frozen=True, slots=True)
class RetireIndicator:
    id: str
    on: date
    key: str = INDICATORS


@dataclass(frozen=True, slots=True)
class ResumeIndicator:
    """One that was retired on `retired_on` is counted again, as if it had never been retired."""

    id: str
    retired_on: date
    by_id: str
    at: datetime
    key: str = INDICATORS


@dataclass(frozen=True, slots=True)
class RemoveIndicator:
    """One that was added by mistake. Where something was counted meanwhile it is retired."""

    id: str
    since: date
    by_id: str
    at: datetime
    key: str = INDICATORS


IndicatorChange: TypeAlias = (
    AddIndicator | RewordIndicator | RetireIndicator | ResumeIndicator | RemoveIndicator
)


async def apply_indicator(
    connection: AsyncConnection, commune_id: str, change: IndicatorChange
) -> None:
    mine = (Indicator.commune_id == commune_id, Indicator.id == change.id)
    match change:
        case AddIndicator():
            await _add(connection, commune_id, change)
            await _adjust(connection, commune_id, change.since, change.at, change.by_id)
        case RewordIndicator(_, question, unit, limit, audience):
            await connection.execute(
                update(Indicator)
                .where(*mine)
                .values(question=question, unit=unit, limit_per_entry=limit, audience=audience)
            )
        case RetireIndicator(_, on):
            await connection.execute(
                update(Indicator)
                .where(*mine, Indicator.is_active)
                .values(is_active=False, retired_on=on)
            )
        case ResumeIndicator(_, retired_on, by_id, at):
            await connection.execute(
                update(Indicator).where(*mine).values(is_active=True, retired_on=None)
            )
            await _adjust(connection, commune_id, retired_on, at, by_id)
        case RemoveIndicator(_, since, by_id, at):
            await connection.execute(delete(Indicator).where(*mine, ~_is_counted()))
            await connection.execute(
                update(Indicator).where(*mine).values(is_active=False, retired_on=local(at).date())
            )
            await _adjust(connection, commune_id, since, at, by_id)


async def _add(connection: AsyncConnection, commune_id: str, change: AddIndicator) -> None:
    last = await connection.scalar(
        select(func.max(Indicator.position)).where(Indicator.commune_id == commune_id)
    )
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "label": change.label,
        "question": change.question,
        "unit": change.unit,
        "limit_per_entry": change.limit,
        "audience": change.audience,
        "is_active": True,
        "position": (last or 0) + 1,
        "since": change.since,
    }
    await connection.execute(insert(Indicator), row)


def _is_counted() -> ColumnElement[bool]:
    return exists().where(
        ActivityIndicator.commune_id == Indicator.commune_id,
        ActivityIndicator.indicator_id == Indicator.id,
    )


async def _adjust(
    connection: AsyncConnection, commune_id: str, first: date, at: datetime, by_id: str
) -> None:
    """Only weeks from `first` on can have moved; the one under way is not closed."""
    if week_of(first) < week_of(local(at).date()):
        await adjust_closed_weeks(connection, commune_id, Cause.INDICATORS, at, by_id)
