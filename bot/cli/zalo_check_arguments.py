"""`toso zalo check` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class ZaloCheck:
    """`body` is a webhook that was received, as it came, and `signature` its header."""

    database: str | None
    body: Path | None
    signature: str
    as_json: bool


def add_check(parser: Parser, words: Words) -> None:
    parser.option(
        "--body",
        words(Text("cli.zalo.check.body")),
        metavar=words(Text("cli.name.file")),
        type=Path,
    )
    parser.option(
        "--signature",
        words(Text("cli.zalo.check.signature")),
        metavar="mac=…",
        default="",
    )
    parser.option("--json", words(Text("cli.zalo.check.json")), action="store_true")
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )


def check_of_line(given: argparse.Namespace) -> ZaloCheck:
    return ZaloCheck(
        database=given.db, body=given.body, signature=given.signature, as_json=given.json
    )
