"""`toso zalo plan` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class PlanZalo:
    database: str | None
    as_json: bool


def add_plan(parser: Parser, words: Words) -> None:
    parser.option("--json", words(Text("cli.zalo.plan.json")), action="store_true")
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )


def plan_of(given: argparse.Namespace) -> PlanZalo:
    return PlanZalo(given.db, given.json)
