"""`toso key` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class RotateKey:
    """`ends_sessions`: every browser is signed out as well."""

    database: str | None
    ends_sessions: bool
    as_json: bool


def add_key(parser: Parser, words: Words) -> None:
    commands = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="what"
    )
    commands.required = True
    about = words(Text("cli.key.rotate.help"))
    rotate = commands.add_parser("rotate", words=words, help=about, description=about)
    rotate.option("--end-sessions", words(Text("cli.key.end_sessions")), action="store_true")
    rotate.option("--json", words(Text("cli.key.json")), action="store_true")
    rotate.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )


def key_of(given: argparse.Namespace) -> RotateKey:
    return RotateKey(given.db, ends_sessions=given.end_sessions, as_json=given.json)
