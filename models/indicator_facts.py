"""The answers to the needs of indicators: one SELECT per kind, for a whole batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState
from models.indicator import ActivityIndicator, Indicator
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.needs import IndicatorRow, IndicatorsNeed, Need


async def active_indicators(
    connection: AsyncConnection, commune_id: str, needs: Sequence[IndicatorsNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(_active(), {"commune": commune_id})
    return dict.fromkeys(needs, tuple(IndicatorRow(*row) for row in rows))


async def every_indicator(
    connection: AsyncConnection, commune_id: str, needs: Sequence[EveryIndicatorNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(_every(), {"commune": commune_id})
    return dict.fromkeys(needs, tuple(IndicatorRow(*row) for row in rows))


async def largest(
    connection: AsyncConnection, commune_id: str, needs: Sequence[LargestNeed]
) -> dict[Need[Any], Any]:
    found: dict[Need[Any], Any] = {}
    for need in needs:
        asked = {"commune": commune_id, "indicator": need.indicator_id, "since": need.since}
        found[need] = await connection.scalar(_largest(), asked) or 0
    return found


@cache
def _active() -> Select[*tuple[Any, ...]]:
    """A report asks for these at nearly every step: building it anew takes longer than the
    answer.
    """
    return _every().where(Indicator.is_active)


@cache
def _every() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Indicator.id,
            Indicator.label,
            Indicator.question,
            Indicator.unit,
            Indicator.limit_per_entry,
            Indicator.audience,
            Indicator.since,
            Indicator.retired_on,
        )
        .where(Indicator.commune_id == bindparam("commune"))
        .order_by(Indicator.position, Indicator.id)
    )


@cache
def _largest() -> Select[int | None]:
    """The join is an outer one so that SQLite begins with the days: the other way round it would
    read all that was ever counted.
    """
    inside = and_(
        ActivityIndicator.commune_id == Activity.commune_id,
        ActivityIndicator.activity_id == Activity.id,
        ActivityIndicator.indicator_id == bindparam("indicator"),
    )
    return (
        select(func.max(ActivityIndicator.value))
        .select_from(Activity)
        .outerjoin(ActivityIndicator, inside)
        .where(
            Activity.commune_id == bindparam("commune"),
            Activity.day >= bindparam("since"),
            Activity.state == ActivityState.CONFIRMED,
        )
    )


INDICATOR_LOADERS: dict[type, Callable[..., Any]] = {
    IndicatorsNeed: active_indicators,
    EveryIndicatorNeed: every_indicator,
    LargestNeed: largest,
}
