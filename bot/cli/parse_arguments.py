"""`toso parse` as it is written on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text


@dataclass(frozen=True, slots=True)
class Parse:
    """`text` None: many lines of standard input. `at` None: now."""

    text: str | None
    at: datetime | None
    as_json: bool


def add_parse(parser: Parser, words: Words) -> None:
    group = parser.add_argument_group(words(Text("cli.parse.what")))
    sentence = words(Text("cli.name.sentence"))
    group.add_argument("text", nargs="?", metavar=sentence, help=words(Text("cli.parse.sentence")))
    parser.option(
        "--at", words(Text("cli.parse.at")), metavar=words(Text("cli.name.moment")),
        type=_moment(words(Text("cli.wrong.moment"))),
    )  # fmt: skip
    parser.option("--json", words(Text("cli.parse.json")), action="store_true")
    parser.option("--jsonl", words(Text("cli.parse.jsonl")), action="store_true")


def parse_of(given: argparse.Namespace, parser: Parser, words: Words) -> Parse:
    if (given.text is None) is not given.jsonl:
        parser.refuse(words(Text("cli.parse.sentence_or_lines")))
    return Parse(given.text, given.at, given.json)


def _moment(complaint: str) -> Callable[[str], datetime]:
    def read(text: str) -> datetime:
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(complaint) from error

    return read
