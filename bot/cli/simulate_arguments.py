"""`toso simulate` as it is written on the command line: a script, or a made-up year."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.channels.terminal.capabilities import BY_NAME
from bot.cli.parser import Parser, Words
from bot.dialog.text import Text

YEAR = "year"
FEWEST_TEAMS, MOST_TEAMS = 2, 58
"""The sample commune has no more; two, so that a member can go from one to another."""

SEED = 1
MOST_SEED = 10**9


@dataclass(frozen=True, slots=True)
class Simulate:
    """A script; `database` None: a temporary one. `files` None: a new folder once a file goes
    out.
    """

    script: str
    database: str | None
    files: Path | None
    capabilities: str
    as_json: bool


@dataclass(frozen=True, slots=True)
class Generate:
    """A made-up year of so many teams; `database` None: a temporary one."""

    teams: int
    seed: int
    database: str | None
    as_json: bool


def add_simulate(parser: Parser, words: Words) -> None:
    file, folder = words(Text("cli.name.file")), words(Text("cli.name.folder"))
    number = words(Text("cli.name.number"))
    parser.option("--script", words(Text("cli.simulate.script")), metavar=file)
    parser.option("--generate", words(Text("cli.simulate.generate")), choices=(YEAR,))
    parser.option(
        "--teams",
        words(Text("cli.simulate.teams", least=FEWEST_TEAMS, most=MOST_TEAMS)),
        metavar=number,
        type=_between(FEWEST_TEAMS, MOST_TEAMS, words),
    )
    parser.option(
        "--seed",
        words(Text("cli.simulate.seed", seed=SEED)),
        metavar=number,
        type=_between(0, MOST_SEED, words),
    )
    parser.option("--db", words(Text("cli.simulate.db")), metavar=words(Text("cli.name.database")))
    parser.option("--files", words(Text("cli.simulate.files")), metavar=folder, type=Path)
    parser.option(
        "--capabilities", words(Text("cli.simulate.capabilities")), choices=tuple(BY_NAME)
    )
    parser.option("--json", words(Text("cli.simulate.json")), action="store_true")


def simulate_of(given: argparse.Namespace, parser: Parser, words: Words) -> Simulate | Generate:
    if (given.script is None) is (given.generate is None):
        parser.refuse(words(Text("cli.simulate.one_of")))
    if given.generate is None:
        if given.teams is not None or given.seed is not None:
            parser.refuse(words(Text("cli.simulate.year_only")))
        capabilities = given.capabilities or "buttons"
        return Simulate(given.script, given.db, given.files, capabilities, given.json)
    if given.files is not None or given.capabilities is not None:
        parser.refuse(words(Text("cli.simulate.script_only")))
    teams = MOST_TEAMS if given.teams is None else given.teams
    return Generate(teams, SEED if given.seed is None else given.seed, given.db, given.json)


def _between(least: int, most: int, words: Words) -> Callable[[str], int]:
    complaint = words(Text("cli.wrong.between", least=least, most=str(most)))

    def check(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(complaint)
        return int(text)

    return check
