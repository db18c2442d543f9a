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
    asked = {"commune": commune_id, "ids": tuple({need.indicator_id for need in needs})}
    found = {row.indicator_id: row.most for row in await connection.execute(_largest(), asked)}
    return {need: found.get(need.indicator_id) or 0 for need in needs}


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
def _largest() -> Select[*tuple[Any, ...]]:
    inside = and_(
        Activity.commune_id == ActivityIndicator.commune_id,
        Activity.id == ActivityIndicator.activity_id,
    )
    return (
        select(ActivityIndicator.indicator_id, func.max(ActivityIndicator.value).label("most"))
        .join(Activity, inside)
        .where(
            ActivityIndicator.commune_id == bindparam("commune"),
            ActivityIndicator.indicator_id.in_(bindparam("ids", expanding=True)),
            Activity.state == ActivityState.CONFIRMED,
        )
        .group_by(ActivityIndicator.indicator_id)
    )


INDICATOR_LOADERS: dict[type, Callable[..., Any]] = {
    IndicatorsNeed: active_indicators,
    EveryIndicatorNeed: every_indicator,
    LargestNeed: largest,
}
