"""`toso import …` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class ImportRoster:
    file: Path
    database: str | None
    dry_run: bool
    deactivate_missing: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class ImportTemplate:
    file: Path


Import: TypeAlias = ImportRoster | ImportTemplate


def add_import(parser: Parser, words: Words) -> None:
    kinds = parser.add_subparsers(
        title=words(Text("cli.import.kinds")), metavar=words(Text("cli.import.kind")), dest="what"
    )
    kinds.required = True

    def kind(name: str, help_: Text) -> Parser:
        return kinds.add_parser(name, words=words, help=words(help_), description=words(help_))

    roster = kind("roster", Text("cli.import.roster.help"))
    _add_file(roster, words, Text("cli.import.roster.file"))
    dry_run, missing = Text("cli.import.dry_run"), Text("cli.import.deactivate_missing")
    roster.option("--dry-run", words(dry_run), action="store_true")
    roster.option("--deactivate-missing", words(missing), action="store_true")
    roster.option("--json", words(Text("cli.import.json")), action="store_true")
    roster.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )
    template = kind("template", Text("cli.import.template.help"))
    _add_file(template, words, Text("cli.import.template.file"))


def import_of(given: argparse.Namespace) -> Import:
    if given.what == "template":
        return ImportTemplate(given.file)
    return ImportRoster(
        given.file, given.db, given.dry_run, given.deactivate_missing, as_json=given.json
    )


def _add_file(parser: Parser, words: Words, help_: Text) -> None:
    group = parser.add_argument_group(words(Text("cli.import.written")))
    group.add_argument("file", type=Path, metavar=words(Text("cli.name.file")), help=words(help_))
