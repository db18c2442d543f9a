"""Months of messages: what waited for the next one goes out when it begins, and administrators hear
in time when one is nearly used up, and when it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.contract import Channel
from bot.channels.limits import Capabilities, Cost
from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from bot.kernel.clock import Clock
from bot.kernel.ids import Ids
from models.apply import apply
from models.changes import Notify
from models.database import Database
from models.month_counts import MonthCount, load_counts, month_began, month_of
from models.people import Role
from models.post import ALARM
from models.quota import release_quota

SCHEDULE = timedelta(minutes=15)

SHARES = (80, 100)
"""Per cent of a month at which an administrator hears of it."""

STALE = timedelta(days=1)
"""A reply that was held longer answers nothing any more."""

ALARM_LIFE = timedelta(days=3)

CAPPED = {80: Text("quota.capped.near"), 100: Text("quota.capped.full")}
PAID = {80: Text("quota.paid.near"), 100: Text("quota.paid.full")}


@dataclass(frozen=True, slots=True)
class Swept:
    """`alarms` are lines of which an administrator was, or had been, told."""

    released: int
    ended: int
    alarms: int


async def run(
    *, database: Database, commune_id: str, channels: Mapping[str, Channel], ids: Ids, clock: Clock
) -> Swept:
    now = clock.now()
    async with database.write() as connection:
        released, ended = await release_quota(
            connection, commune_id, began=month_began(now), now=now, stale=now - STALE
        )
    async with database.read() as connection:
        counts = await load_counts(connection, commune_id, month_of(now))
    alarms = [
        _alarm(
            count,
            share,
            used,
            id_=ids.new(),
            monthly=limits.plan.monthly or 0,
            is_paid=limits.cost is Cost.PAID,
            now=now,
        )
        for count in counts.values()
        if (channel := channels.get(count.channel)) is not None
        for limits in (channel.capabilities,)
        for share, used in _reached(count, limits)
    ]
    if alarms:
        async with database.write() as connection:
            await apply(connection, commune_id, alarms)
    return Swept(released, ended, len(alarms))


def _reached(count: MonthCount, limits: Capabilities) -> Iterator[tuple[int, int]]:
    """The greatest share that is reached, with what was used: the smaller ones are no news then."""
    monthly = limits.plan.monthly
    if not monthly or limits.cost is Cost.FREE:
        return
    used = count.paid if limits.cost is Cost.PAID else count.both_ways
    reached = [share for share in SHARES if used * 100 >= monthly * share]
    if reached:
        yield reached[-1], used


def _alarm(
    count: MonthCount,
    share: int,
    used: int,
    *,
    id_: str,
    monthly: int,
    is_paid: bool,
    now: datetime,
) -> Notify:
    """Once a month for each line and share: its identity says so."""
    texts = PAID if is_paid else CAPPED
    text = texts[share].given(line=count.line or count.channel, used=used, monthly=monthly)
    return Notify(
        id=id_,
        role=Role.ADMINISTRATOR,
        team_id="",
        but_not="",
        identity=f"{ALARM}:quota:{count.channel}:{count.line}:{count.month}:{share}",
        message=message_to_text(Message((text,))),
        not_before=now,
        valid_until=now + ALARM_LIFE,
        created_at=now,
        or_role=Role.COORDINATOR,
    )
