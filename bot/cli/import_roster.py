"""`toso import roster` takes a commune's list of teams and members over; `toso import template`
makes an empty one.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from bot.cli.import_arguments import Import, ImportRoster, ImportTemplate
from bot.cli.parser import Words
from bot.cli.progress import progress
from bot.cli.refusal import FAULT, Refusal
from bot.cli.store import open_store, the_commune
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.kernel.ids import Ids, RandomIds
from bot.roster.checking import check_sheets
from bot.roster.problems import Problem
from bot.roster.reading import FileRead, read_file
from bot.roster.remarks import remarks_on
from bot.settings import Settings
from models.commune import find_communes
from models.database import StoreError
from models.opening import open_installation
from models.roster import Counts, Outcome
from models.roster_import import import_roster, load_ground, preview_roster


@dataclass(frozen=True, slots=True)
class Imported:
    """`outcome` is None when a problem stopped the import: then nothing was written."""

    outcome: Outcome | None
    problems: tuple[Problem, ...]


def run_import(
    command: Import,
    settings: Settings,
    words: Words,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> int:
    """0 when the list was taken over, or would be; 1 when a problem stands in the way."""
    if isinstance(command, ImportTemplate):
        return _make_template(command, words)
    clock = clock or SystemClock()
    database = command.database or settings.database
    with progress(words(Text("cli.import.reading")), is_quiet=command.as_json) as tell:
        read = read_file(command.file, tell)
    try:
        done = asyncio.run(
            _import(command, settings, database, read, clock=clock, ids=ids or RandomIds(clock))
        )
    except StoreError as error:
        raise Refusal(Text("cli.import.store_failed", path=database)) from error
    if command.as_json:
        result = _as_json(command, done, words)
        sys.stdout.write(f"{json.dumps(result, ensure_ascii=False)}\n")
    else:
        from bot.cli.import_table import show_import

        show_import(done.outcome, done.problems, words, is_dry_run=command.dry_run)
    return 0 if done.outcome is not None else FAULT


async def _import(
    command: ImportRoster,
    settings: Settings,
    path: str,
    read: FileRead,
    *,
    clock: Clock,
    ids: Ids,
) -> Imported:
    """The file is judged even where it cannot be taken over: all that is wrong is said at once."""
    await open_store(path).close()
    on_default = settings if command.database is None else settings.on(path)
    database = await open_installation(path, now=clock.now(), key_file=on_default.key_file)
    try:
        async with database.read() as connection:
            commune = the_commune(await find_communes(connection), settings.commune)
        ground = await load_ground(database, commune)
        bots = [bot.name for bot in settings.zalo.bots]
        checked = check_sheets(read.sheets, ground.teams, read.problems, bots=bots)
        if checked.roster is None:
            return Imported(None, checked.problems)
        missing = command.deactivate_missing
        if command.dry_run:
            outcome = await preview_roster(
                database, commune, checked.roster, ids=ids, deactivate_missing=missing
            )
        else:
            outcome = await import_roster(
                database,
                commune,
                checked.roster,
                ids=ids,
                now=clock.now(),
                source=read.digest,
                deactivate_missing=missing,
            )
    finally:
        await database.close()
    remarks = remarks_on(outcome, is_sample=ground.is_sample)
    return Imported(outcome, (*checked.problems, *remarks))


def _as_json(command: ImportRoster, done: Imported, words: Words) -> dict[str, Any]:
    outcome = done.outcome
    left = ended = 0
    if outcome is not None:
        left = 0 if outcome.deactivated else len(outcome.missing)
        ended = len(outcome.missing) - left
    members = asdict(outcome.members if outcome else Counts())
    return {
        "ok": outcome is not None,
        "dry_run": command.dry_run,
        "teams": asdict(outcome.teams if outcome else Counts()),
        "villages": asdict(outcome.villages if outcome else Counts()),
        "members": members | {"left_alone": left, "ended": ended},
        "problems": [_told(each, words) for each in done.problems if each.stops],
        "warnings": [_told(each, words) for each in done.problems if not each.stops],
    }


def _told(problem: Problem, words: Words) -> dict[str, Any]:
    place = asdict(problem.place)
    return place | {"code": problem.code.value, "message": words(problem.text)}


def _make_template(command: ImportTemplate, words: Words) -> int:
    from bot.roster.template import csv_template, workbook_template

    make: dict[str, Callable[[], bytes]] = {
        ".xlsx": lambda: workbook_template(words),
        ".csv": csv_template,
    }
    path = command.file
    if path.suffix.lower() not in make:
        raise Refusal(Text("cli.import.template.suffix", path=str(path)))
    content = make[path.suffix.lower()]()
    try:
        with path.open("xb") as file:  # never over a list that somebody has filled in
            file.write(content)
    except FileExistsError as error:
        raise Refusal(Text("cli.import.template.exists", path=str(path))) from error
    except OSError as error:
        raise Refusal(Text("cli.import.template.unwritable", path=str(path))) from error
    said = words(Text("cli.import.template.done", path=str(path)))
    sys.stdout.write(f"{said}\n")
    return 0
