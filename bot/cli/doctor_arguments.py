"""`toso doctor` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class Doctor:
    database: str | None
    as_json: bool


def add_doctor(parser: Parser, words: Words) -> None:
    parser.option("--json", words(Text("cli.doctor.json")), action="store_true")
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )


def doctor_of(given: argparse.Namespace) -> Doctor:
    return Doctor(given.db, as_json=given.json)
