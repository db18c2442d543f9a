"""`toso backup` and `toso restore` as they are written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class Backup:
    """`folder` None: `backups` beside the database. With a passphrase file it is sealed."""

    database: str | None
    folder: Path | None
    passphrase_file: Path | None
    keeps_all: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Restore:
    file: Path
    database: str | None
    passphrase_file: Path | None
    is_forced: bool
    as_json: bool


def add_backup(parser: Parser, words: Words) -> None:
    folder = words(Text("cli.name.folder"))
    parser.option("--to", words(Text("cli.backup.to")), metavar=folder, type=Path)
    _add_passphrase(parser, words, Text("cli.backup.passphrase"))
    parser.option("--keep-all", words(Text("cli.backup.keep_all")), action="store_true")
    _add_rest(parser, words)


def backup_of(given: argparse.Namespace) -> Backup:
    return Backup(
        given.db, given.to, given.passphrase_file, keeps_all=given.keep_all, as_json=given.json
    )


def add_restore(parser: Parser, words: Words) -> None:
    group = parser.add_argument_group(words(Text("cli.import.written")))
    file = words(Text("cli.name.file"))
    group.add_argument("file", type=Path, metavar=file, help=words(Text("cli.restore.file")))
    _add_passphrase(parser, words, Text("cli.restore.passphrase"))
    parser.option("--force", words(Text("cli.restore.force")), action="store_true")
    _add_rest(parser, words)


def restore_of(given: argparse.Namespace) -> Restore:
    return Restore(
        given.file,
        given.db,
        given.passphrase_file,
        is_forced=given.force,
        as_json=given.json,
    )


def _add_passphrase(parser: Parser, words: Words, help_: Text) -> None:
    file = words(Text("cli.name.file"))
    parser.option("--passphrase-file", words(help_), metavar=file, type=Path)


def _add_rest(parser: Parser, words: Words) -> None:
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )
    parser.option("--json", words(Text("cli.import.json")), action="store_true")
