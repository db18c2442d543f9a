"""What the doctor says of months and room: how many people each bot knows, what the month has used
and cost, what is held back and why. It asks nobody outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.channels.zalo_bot.capabilities import BASIC
from bot.cli.checkup import Check, State
from bot.cli.zalo_plan_figures import BOT, OA
from bot.cli.zalo_prices import BEYOND
from bot.dialog.text import Text
from bot.settings import Settings
from models.commune import find_communes
from models.database import Database
from models.line_health import LineHealth, look_at_lines
from models.month_counts import MonthCount, month_of
from models.post import QUOTA, WINDOW

NAME = "zalo_month"
NEARLY = 80
"""Per cent from which it is a warning."""


async def of_quotas(database: Database, settings: Settings, now: datetime) -> tuple[Check, ...]:
    month = month_of(now)
    async with database.read() as connection:
        communes = await find_communes(connection)
        commune = settings.commune or next(iter(communes), "")
        found = await look_at_lines(connection, commune, (BOT, OA), month)
    return (
        *(check for bot in settings.zalo.bots for check in _of_bot(bot.name, found)),
        *(_of_oa(settings, found) if settings.zalo.has_oa else ()),
        *_of_held(found),
    )


def _of_bot(name: str, found: LineHealth) -> Iterator[Check]:
    line = (BOT, name)
    users, most = found.users.get(line, 0), BASIC.users or 0
    used, monthly = found.counts.get(line, MonthCount(BOT, name, "")).both_ways, BASIC.monthly or 0
    words = Text(
        "cli.doctor.zalo_month.bot",
        bot=name, users=users, most=most, used=used, monthly=monthly,
    )  # fmt: skip
    is_near = _is_near(users, most) or _is_near(used, monthly)
    advice = Text("cli.doctor.zalo_month.plan", command="toso zalo plan") if is_near else None
    yield Check(NAME, State.WARNING if is_near else State.OK, words, advice)
    if away := found.turned_away.get(line, 0):
        words = Text("cli.doctor.zalo_month.turned_away", bot=name, count=away, most=most)
        advice = Text("cli.doctor.zalo_month.plan", command="toso zalo plan")
        yield Check(NAME, State.WARNING, words, advice)


def _of_oa(settings: Settings, found: LineHealth) -> Iterator[Check]:
    count, monthly = found.counts.get((OA, ""), MonthCount(OA, "", "")), settings.zalo.monthly
    dong = max(count.paid - monthly, 0) * BEYOND + count.cost
    words = Text(
        "cli.doctor.zalo_month.oa",
        paid=count.paid, monthly=monthly, templates=count.templates, dong=dong,
    )  # fmt: skip
    is_near = _is_near(count.paid, monthly)
    advice = Text("cli.doctor.zalo_month.plan", command="toso zalo plan") if is_near else None
    yield Check(NAME, State.WARNING if is_near else State.OK, words, advice)


def _of_held(found: LineHealth) -> Iterator[Check]:
    """Nothing is wrong with these: they wait for a word of the person, or for the next month."""
    if found.held:
        words = Text(
            "cli.doctor.zalo_month.held",
            window=found.held.get(WINDOW, 0),
            quota=found.held.get(QUOTA, 0),
        )
        yield Check(NAME, State.OK, words)


def _is_near(used: int, most: int) -> bool:
    return used * 100 >= most * NEARLY
