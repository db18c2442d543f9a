"""`toso init` sets up a real commune in a database, and hands its first person a code."""

from __future__ import annotations

import asyncio
import json
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.codes import code_words, until, until_json
from bot.cli.founding_questions import ask_founding
from bot.cli.joining_arguments import Init
from bot.cli.parser import Words
from bot.cli.questions import Asking, Hear, hear_terminal
from bot.cli.refusal import Refusal
from bot.cli.store import open_store
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.kernel.errors import TosoError
from bot.kernel.ids import Ids, RandomIds
from bot.settings import Settings
from models.database import StoreError, open_database
from models.founding import (
    Founded,
    Founding,
    StandingCommune,
    TakenError,
    find_standing,
    found_commune,
)
from models.opening import open_installation
from models.vault import KEY_FILE_NAME


@dataclass(frozen=True, slots=True)
class Place:
    """Where the commune comes to stand. `option` is what further commands must be told."""

    database: str
    key_file: Path | None
    option: str


def run_init(
    command: Init,
    settings: Settings,
    words: Words,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    hear: Hear | None = None,
) -> int:
    """Everything is asked before anything is made: whoever stops half-way leaves nothing."""
    clock = clock or SystemClock()
    path = command.database or settings.database
    option = "" if command.database is None else f" --db {shlex.quote(path)}"
    place = Place(path, settings.key_file, option)
    try:
        if standing := asyncio.run(_standing(place, clock)):
            raise _taken(standing, path)
        try:
            founding = ask_founding(command, Asking(words, hear or hear_terminal()))
        except KeyboardInterrupt:
            said = words(Text("cli.init.stopped"))
            sys.stderr.write(f"\n{said}\n")
            raise
        founded = asyncio.run(_found(place, founding, clock, ids or RandomIds(clock)))
    except TakenError as error:
        raise Refusal(Text("cli.init.holds_one", path=path)) from error
    except StoreError as error:
        raise Refusal(Text("cli.import.store_failed", path=path)) from error
    if command.as_json:
        told = _as_json(founding, founded, place)
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
    else:
        for line in _lines(founded, place):
            sys.stdout.write(f"{words(line)}\n")
    return 0


async def _standing(place: Place, clock: Clock) -> StandingCommune | None:
    """Looked up before anything is asked. A database that is not there yet is not made here."""
    try:
        path = open_database(place.database, create=False).path
    except TosoError:
        return None
    if path is not None and not path.stat().st_size:
        return None
    await open_store(place.database).close()  # what is no database is refused, not written to
    database = await open_installation(place.database, now=clock.now(), key_file=place.key_file)
    try:
        async with database.read() as connection:
            return await find_standing(connection)
    finally:
        await database.close()


async def _found(place: Place, founding: Founding, clock: Clock, ids: Ids) -> Founded:
    database = await open_installation(place.database, now=clock.now(), key_file=place.key_file)
    try:
        return await found_commune(database, founding, ids=ids, now=clock.now())
    finally:
        await database.close()


def _taken(standing: StandingCommune, path: str) -> Refusal:
    if standing.is_sample:
        return Refusal(Text("cli.init.holds_sample", path=path))
    return Refusal(Text("cli.init.holds_commune", path=path, name=standing.name))


def _as_json(founding: Founding, founded: Founded, place: Place) -> dict[str, Any]:
    invited = founded.administrator
    return {
        "ok": True,
        "commune": founded.commune_id,
        "name": founded.name,
        "kind": founding.kind.value,
        "village_word": founding.village_word,
        "administrator": {
            "name": invited.to.name,
            "code": invited.code,
            "expires_at": until_json(invited),
        },
        "database": place.database,
    }


def _lines(founded: Founded, place: Place) -> Iterator[Text]:
    invited = founded.administrator
    name = invited.to.name
    yield Text("cli.init.done", name=founded.name, path=place.database)
    yield Text("cli.init.roles", name=name)
    yield Text("cli.init.code", name=name, code=code_words(invited))
    yield Text("cli.init.until", **until(invited))
    if key := _key_path(place):
        yield Text("cli.init.key", path=key)
    yield Text("cli.init.next", option=place.option)


def _key_path(place: Place) -> str:
    if place.key_file is not None:
        return str(place.key_file)
    path = open_database(place.database).path
    return str(path.parent / KEY_FILE_NAME) if path is not None else ""
