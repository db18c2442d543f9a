"""`toso zalo plan`: who fits on which bot, what does not fit, and what each way costs. It needs no
key and asks nobody outside.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime

from bot.cli.parser import Words
from bot.cli.refusal import Refusal
from bot.cli.store import open_store, the_commune
from bot.cli.zalo_plan_arguments import PlanZalo
from bot.cli.zalo_plan_figures import ZaloPlan, as_json, make_plan
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.settings import Settings
from models.commune import find_communes
from models.database import StoreError
from models.month_counts import load_counts, month_before
from models.team_sizes import officers, team_sizes


def run_zalo_plan(
    command: PlanZalo, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0, also where not everybody fits: it was asked how things stand."""
    now = (clock or SystemClock()).now()
    plan = asyncio.run(_plan(command, settings, now))
    if command.as_json:
        sys.stdout.write(f"{json.dumps(as_json(plan), ensure_ascii=False)}\n")
        return 0
    from bot.cli.zalo_plan_table import show_plan

    show_plan(plan, words)
    return 0


async def _plan(command: PlanZalo, settings: Settings, now: datetime) -> ZaloPlan:
    path = command.database or settings.database
    store = open_store(path)
    try:
        async with store.read() as connection:
            commune = the_commune(await find_communes(connection), settings.commune)
            return make_plan(
                await team_sizes(connection, commune),
                await officers(connection, commune),
                [bot.name for bot in settings.zalo.bots],
                await load_counts(connection, commune, month_before(now)),
            )
    except StoreError as error:
        error.add_note(f"while reading {path}")
        raise Refusal(Text("cli.tally.unreadable", path=path)) from error
    finally:
        await store.close()
