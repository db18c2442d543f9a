"""What is asked of activities that were logged already, to mend them or to explain a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState
from models.logged import Logged, load_logged
from models.needs import Need
from models.weeks import weeks_between

MOST = 40
LATEST = timedelta(days=60)
"""How far back the day of an entry may lie that was logged for somebody, or by a led team."""


@dataclass(frozen=True, slots=True)
class LoggedNeed(Need["Logged | None"]):
    """One activity, withdrawn or not."""

    activity_id: str

    @property
    def key(self) -> str:
        return f"activity:{self.activity_id}"


@dataclass(frozen=True, slots=True)
class LoggedListNeed(Need[tuple[Logged, ...]]):
    """What this person may mend, confirmed since `since` and standing, the newest first, at most
    40: own entries of any day, those logged for them, and all of the teams they lead since
    `led_since`.
    """

    person_id: str
    team_ids: tuple[str, ...]
    led_ids: tuple[str, ...]
    since: datetime
    led_since: datetime

    @property
    def key(self) -> str:
        return f"logged:{self.person_id}"


async def logged_ones(
    connection: AsyncConnection, commune_id: str, needs: Sequence[LoggedNeed]
) -> dict[Need[Any], Any]:
    found = await load_logged(connection, commune_id, {need.activity_id for need in needs})
    return {need: found.get(need.activity_id) for need in needs}


async def logged_lists(
    connection: AsyncConnection, commune_id: str, needs: Sequence[LoggedListNeed]
) -> dict[Need[Any], Any]:
    return {need: await _list(connection, commune_id, need) for need in needs}


async def _list(
    connection: AsyncConnection, commune_id: str, need: LoggedListNeed
) -> tuple[Logged, ...]:
    asked = {"commune": commune_id, "person": need.person_id, "since": need.since}
    rows = set((await connection.execute(_own(), {**asked, "teams": need.team_ids})).all())
    first = min(need.since, need.led_since) - LATEST
    weeks = weeks_between(first.date(), (need.since + LATEST).date())
    of_weeks = {**asked, "weeks": weeks}
    rows |= set((await connection.execute(_for_them(), {**of_weeks, "teams": need.team_ids})).all())
    if need.led_ids:
        led = {**of_weeks, "since": need.led_since, "teams": need.led_ids}
        rows |= set((await connection.execute(_led(), led)).all())
    newest = sorted(rows, key=lambda row: (row.confirmed_at, row.id), reverse=True)[:MOST]
    found = await load_logged(connection, commune_id, {row.id for row in newest})
    return tuple(found[row.id] for row in newest)


def _standing() -> Select[str, datetime]:
    return select(Activity.id, Activity.confirmed_at).where(
        Activity.commune_id == bindparam("commune"),
        Activity.state == ActivityState.CONFIRMED,
        Activity.confirmed_at >= bindparam("since"),
    )


@cache
def _own() -> Select[str, datetime]:
    in_team = Activity.team_id.in_(bindparam("teams", expanding=True))
    return _standing().where(
        Activity.author_id == bindparam("person"), or_(in_team, Activity.team_id.is_(None))
    )


@cache
def _for_them() -> Select[str, datetime]:
    return _standing().where(
        Activity.team_id.in_(bindparam("teams", expanding=True)),
        Activity.week.in_(bindparam("weeks", expanding=True)),
        Activity.for_id == bindparam("person"),
    )


@cache
def _led() -> Select[str, datetime]:
    return _standing().where(
        Activity.team_id.in_(bindparam("teams", expanding=True)),
        Activity.week.in_(bindparam("weeks", expanding=True)),
    )
