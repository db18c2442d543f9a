"""Messages counted by the month, for each line of a channel.

A line is the bot of a channel that has several: the accounts of one begin with its name and a
slash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Select, bindparam, select
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.clock import from_local, local
from models.channel_month import ChannelMonth

LineKey: TypeAlias = tuple[str, str]
"""A channel's name and a line's, "" where it has but one."""

FIGURES = ("received", "sent", "paid", "templates", "cost")


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What comes on top for a line in a month, or what stands there."""

    channel: str
    line: str
    month: str
    received: int = 0
    sent: int = 0
    paid: int = 0
    templates: int = 0
    cost: int = 0

    @property
    def both_ways(self) -> int:
        return self.received + self.sent


def line_of(external_id: str) -> str:
    name, slash, _ = external_id.partition("/")
    return name if slash else ""


def month_of(moment: datetime) -> str:
    """As people in Viet Nam have it: "2026-11"."""
    return local(moment).strftime("%Y-%m")


def month_began(moment: datetime) -> datetime:
    """UTC of the first moment of the month that it is."""
    first = local(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return from_local(first)


def month_before(moment: datetime) -> str:
    return month_of(month_began(moment) - timedelta(days=1))


async def add_counts(
    connection: AsyncConnection, commune_id: str, counts: Iterable[MonthCount]
) -> None:
    """On top of what stands there: one row for each line and month, in one statement."""
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * len(FIGURES))
    for count in counts:
        figures = sums[count.channel, count.line, count.month]
        for place, name in enumerate(FIGURES):
            figures[place] += getattr(count, name)
    rows: list[dict[str, Any]] = [
        {
            "commune_id": commune_id,
            "channel": channel,
            "line": line,
            "month": month,
            **dict(zip(FIGURES, figures, strict=True)),
        }
        for (channel, line, month), figures in sums.items()
        if any(figures)
    ]
    if rows:
        await connection.execute(_add(), rows)


async def load_counts(
    connection: AsyncConnection, commune_id: str, month: str
) -> dict[LineKey, MonthCount]:
    rows = await connection.execute(_counts(), {"commune": commune_id, "month": month})
    return {(row.channel, row.line): MonthCount(*row) for row in rows}


@cache  # written with every batch of a channel that counts
def _add() -> Insert:
    statement = insert(ChannelMonth)
    return statement.on_conflict_do_update(
        index_elements=["commune_id", "channel", "line", "month"],
        set_={name: getattr(ChannelMonth, name) + statement.excluded[name] for name in FIGURES},
    )


@cache
def _counts() -> Select[*tuple[Any, ...]]:
    return select(
        ChannelMonth.channel,
        ChannelMonth.line,
        ChannelMonth.month,
        *(getattr(ChannelMonth, name) for name in FIGURES),
    ).where(
        ChannelMonth.commune_id == bindparam("commune"), ChannelMonth.month == bindparam("month")
    )
