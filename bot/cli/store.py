"""The store that a command works on: one that is there, and one commune of it."""

from __future__ import annotations

from pathlib import Path

from bot.cli.refusal import Refusal
from bot.dialog.text import Text
from bot.kernel.errors import TosoError
from models.database import Database, open_database

SQLITE_START = b"SQLite format 3\x00"


def open_store(database: str) -> Database:
    """What is there and is a database. Raises Refusal; nothing is made."""
    try:
        store = open_database(database, create=False)
    except TosoError as error:
        raise Refusal(Text("cli.tally.no_database", path=database)) from error
    if store.path is not None and not _starts_like_sqlite(store.path):
        raise Refusal(Text("cli.tally.unreadable", path=database))
    return store


def _starts_like_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_START)) == SQLITE_START
    except OSError:
        return False


def the_commune(found: tuple[str, ...], wanted: str) -> str:
    if wanted in found:
        return wanted
    if len(found) == 1 and not wanted:
        return found[0]
    raise Refusal(Text("cli.tally.which_commune", name="TOSO_COMMUNE"))
