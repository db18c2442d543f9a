"""`toso week`: closing a week at its cut-off, and how a closed one stands. It needs no key."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from typing import Any

from bot.cli.parser import Words
from bot.cli.refusal import FAULT, Refusal
from bot.cli.store import open_store, the_commune
from bot.cli.week_arguments import CloseWeek, ShowWeek, WeekCommand
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock, local
from bot.settings import Settings
from models.closing import close_week
from models.commune import find_communes
from models.database import Connection, Database, StoreError
from models.settings import load_settings
from models.standing import WeekStanding, week_standing
from models.weeks import cutoff_of


def run_week(
    command: WeekCommand, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0 where the week is closed, and its snapshot and adjustments make what is live."""
    clock = clock or SystemClock()
    database = command.database or settings.database
    try:
        answer, code = asyncio.run(_done(command, settings, database, clock.now()))
    except StoreError as error:
        error.add_note(f"while reading {database}")
        raise Refusal(Text("cli.tally.unreadable", path=database)) from error
    if command.as_json:
        message = {"message": words(_said(answer))} if not answer["ok"] else {}
        sys.stdout.write(f"{json.dumps({**answer, **message}, ensure_ascii=False)}\n")
        return code
    from bot.cli.week_table import show_week

    if answer["ok"] or "tally" in answer:
        show_week(answer, words)
    if not answer["ok"]:
        sys.stderr.write(f"{words(_said(answer))}\n")
    return code


async def _done(
    command: WeekCommand, settings: Settings, database: str, now: datetime
) -> tuple[dict[str, Any], int]:
    store = open_store(database)
    try:
        match command:
            case CloseWeek(week):
                return await _closed(store, settings, week, now)
            case ShowWeek(week):
                async with store.read() as connection:
                    commune = await _commune(connection, settings)
                    standing = await week_standing(connection, commune, week, now)
                return _shown(week, standing)
    finally:
        await store.close()


async def _closed(
    store: Database, settings: Settings, week: str, now: datetime
) -> tuple[dict[str, Any], int]:
    async with store.write() as connection:
        commune = await _commune(connection, settings)
        cutoff = cutoff_of(week, (await load_settings(connection, commune)).cutoff)
        if now < cutoff:
            reason = {"ok": False, "week": week, "reason": "not_yet"}
            return {**reason, "cutoff": local(cutoff).isoformat()}, FAULT
        snapshot, is_new = await close_week(connection, commune, week, now)
    taken = local(snapshot.taken_at).isoformat()
    closed = {"ok": True, "week": week, "is_new": is_new, "taken_at": taken}
    return {**closed, "tally": snapshot.tally}, 0


def _shown(week: str, standing: WeekStanding | None) -> tuple[dict[str, Any], int]:
    if standing is None:
        return {"ok": False, "week": week, "reason": "not_closed"}, FAULT
    answer = {
        "ok": standing.is_exact,
        "week": week,
        "taken_at": local(standing.snapshot.taken_at).isoformat(),
        "tally": standing.snapshot.tally,
        "adjustments": [
            {
                "number": noted.number,
                "at": local(noted.at).isoformat(),
                "by": noted.by_id,
                "team": noted.team_id,
                "cause": noted.cause.value,
                "subject": noted.subject,
                "delta": noted.delta,
            }
            for noted in standing.adjustments
        ],
        "live": standing.live,
    }
    if standing.is_exact:
        return answer, 0
    return {**answer, "reason": "not_exact"}, FAULT


async def _commune(connection: Connection, settings: Settings) -> str:
    return the_commune(await find_communes(connection), settings.commune)


def _said(answer: dict[str, Any]) -> Text:
    match answer["reason"]:
        case "not_yet":
            cutoff = datetime.fromisoformat(answer["cutoff"])
            at, day = cutoff.strftime("%H:%M"), cutoff.date()
            return Text("cli.week.not_yet", week=answer["week"], day=day, at=at)
        case "not_closed":
            return Text("cli.week.not_closed", week=answer["week"])
        case _:
            return Text("cli.week.not_exact", week=answer["week"])
