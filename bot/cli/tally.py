"""`toso tally`: the figures of a week or of days. It needs no key and makes no database."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.cli.arguments import Tally
from bot.cli.parser import Words
from bot.cli.refusal import Refusal
from bot.cli.store import open_store, the_commune
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock, local
from bot.settings import Settings
from models.commune import find_communes
from models.database import StoreError
from models.facts import load_facts
from models.figures import tally_json
from models.indicator_needs import EveryIndicatorNeed
from models.snapshot import stored_snapshot
from models.tally import tally
from models.weeks import week_days, week_of, weeks_between

INDICATORS = EveryIndicatorNeed()


@dataclass(frozen=True, slots=True)
class Period:
    """`week` is None for a range that was asked by its days."""

    week: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Found:
    """Each tally in its own JSON, as a frozen week is stored; `labels` of the indicators by id."""

    tallies: tuple[dict[str, Any], ...]
    labels: dict[str, str]


def run_tally(
    command: Tally, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    clock = clock or SystemClock()
    period = _period(command, local(clock.now()).date())
    database = command.database or settings.database
    found = asyncio.run(_figures(command, settings, period, database, clock.now()))
    if command.as_json:
        sys.stdout.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in found.tallies)
        return 0
    from bot.cli.tally_table import show_tally

    for one in found.tallies:
        show_tally(one, found.labels, words)
    return 0


async def _figures(
    command: Tally, settings: Settings, period: Period, database: str, now: datetime
) -> Found:
    store = open_store(database)
    try:
        async with store.read() as connection:
            commune = the_commune(await find_communes(connection), settings.commune)
            indicators = await load_facts(connection, commune, {INDICATORS})
            labels = {row.id: row.label for row in indicators[INDICATORS]}
            if not command.frozen:
                counted = await tally(connection, commune, period.first, period.last)
                return Found((tally_json(counted, period.week, now),), labels)
            asked = [await stored_snapshot(connection, commune, week) for week in _weeks(period)]
    except StoreError as error:
        error.add_note(f"while reading {database}")
        raise Refusal(Text("cli.tally.unreadable", path=database)) from error
    finally:
        await store.close()
    stored = tuple(one.tally for one in asked if one is not None)
    if not stored:
        raise Refusal(Text("cli.tally.none_frozen"))
    return Found(stored, labels)


def _period(command: Tally, today: date) -> Period:
    if command.first is not None and command.last is not None:
        return Period(None, command.first, command.last)
    week = command.week or week_of(today)
    return Period(week, *week_days(week))


def _weeks(period: Period) -> Iterator[str]:
    """The weeks that lie wholly in the period: only whole weeks are frozen."""
    for week in weeks_between(period.first, period.last):
        monday, sunday = week_days(week)
        if period.first <= monday and sunday <= period.last:
            yield week
