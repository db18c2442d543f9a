"""`toso run` as it is written on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE

SAMPLE_DATABASE = "var/sample/toso.db"
DEFAULT_PORT = 8080
MOST_PORT = 65535
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Run:
    """The web chat. `database` None: the sample's own, or the operator's.

    The sample is shown on this machine alone, whatever is configured.
    """

    sample: bool
    host: str
    port: int
    behind_proxy: bool
    database: str | None


def add_run(parser: Parser, words: Words) -> None:
    parser.option("--sample", words(Text("cli.run.sample")), action="store_true")
    parser.option(
        "--host",
        words(Text("cli.run.host", host=LOOPBACK)),
        metavar=words(Text("cli.name.address")),
    )
    parser.option(
        "--port",
        words(Text("cli.run.port", port=str(DEFAULT_PORT))),
        metavar=words(Text("cli.name.port")),
        type=port_reader(words),
        default=DEFAULT_PORT,
    )
    parser.option("--behind-proxy", words(Text("cli.run.behind_proxy")), action="store_true")
    parser.option(
        "--db",
        words(
            Text(
                "cli.run.db",
                name="TOSO_DATABASE",
                path=DEFAULT_DATABASE,
                sample=SAMPLE_DATABASE,
            )
        ),
        metavar=words(Text("cli.name.database")),
    )


def run_of(given: argparse.Namespace, parser: Parser, words: Words) -> Run:
    if given.sample and (given.host is not None or given.behind_proxy):
        parser.refuse(words(Text("cli.wrong.sample_here_only")))
    return Run(given.sample, given.host or LOOPBACK, given.port, given.behind_proxy, given.db)


def port_reader(words: Words) -> Callable[[str], int]:
    """0 takes a free one."""
    complaint = words(Text("cli.wrong.port", most=str(MOST_PORT)))

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and int(text) <= MOST_PORT):
            raise argparse.ArgumentTypeError(complaint)
        return int(text)

    return read
