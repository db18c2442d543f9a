"""`toso week` as it is written on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE
from models.weeks import parse_week


@dataclass(frozen=True, slots=True)
class CloseWeek:
    week: str
    database: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class ShowWeek:
    week: str
    database: str | None
    as_json: bool


WeekCommand: TypeAlias = CloseWeek | ShowWeek


def add_week(parser: Parser, words: Words) -> None:
    verbs = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="verb"
    )
    verbs.required = True
    for verb, help_ in (("close", Text("cli.week.close")), ("show", Text("cli.week.show"))):
        one = verbs.add_parser(verb, words=words, help=words(help_), description=words(help_))
        one.option(
            "--week",
            words(Text("cli.week.week")),
            metavar=words(Text("cli.name.week")),
            type=_week(words(Text("cli.wrong.week"))),
            required=True,
        )
        one.option("--json", words(Text("cli.week.json")), action="store_true")
        one.option(
            "--db",
            words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
            metavar=words(Text("cli.name.database")),
        )


def _week(complaint: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            return parse_week(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(complaint) from error

    return check


def week_of_line(given: argparse.Namespace) -> WeekCommand:
    if given.verb == "close":
        return CloseWeek(given.week, given.db, given.json)
    return ShowWeek(given.week, given.db, given.json)
