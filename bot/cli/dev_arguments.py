"""`toso dev` as it is written on the command line: what whoever works on the product needs."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from bot.cli.parser import Parser, Words
from bot.cli.run_arguments import DEFAULT_PORT, LOOPBACK, port_reader
from bot.dialog.text import Text

EMULATORS = {"oa": "zalo_oa", "bot": "zalo_bot"}
"""As they are called on the line, and by `python -m tests.emulators`."""
PRODUCT = f"http://{LOOPBACK}:{DEFAULT_PORT}"


@dataclass(frozen=True, slots=True)
class ZaloEmulator:
    """`product` is where `toso run` listens; port 0 takes a free one."""

    which: str
    port: int
    product: str


def add_dev(parser: Parser, words: Words) -> None:
    commands = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="what"
    )
    commands.required = True
    about = words(Text("cli.dev.zalo_emulator.help"))
    emulator = commands.add_parser("zalo-emulator", words=words, help=about, description=about)
    group = emulator.add_argument_group(words(Text("cli.dev.whose")))
    group.add_argument(
        "which",
        nargs="?",
        choices=list(EMULATORS),
        default="oa",
        help=words(Text("cli.dev.which")),
    )
    emulator.option(
        "--port",
        words(Text("cli.dev.port")),
        metavar=words(Text("cli.name.port")),
        type=port_reader(words),
        default=0,
    )
    emulator.option(
        "--product",
        words(Text("cli.dev.product", address=PRODUCT)),
        metavar=words(Text("cli.name.address")),
        default=PRODUCT,
    )


def dev_of(given: argparse.Namespace) -> ZaloEmulator:
    return ZaloEmulator(given.which, given.port, given.product)
