"""`toso zalo webhook` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from enum import StrEnum

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text


class Verb(StrEnum):
    SET = "set"
    DELETE = "delete"
    INFO = "info"


HELP = {
    Verb.SET: Text("cli.zalo.webhook.set", name="TOSO_PUBLIC_URL"),
    Verb.DELETE: Text("cli.zalo.webhook.delete"),
    Verb.INFO: Text("cli.zalo.webhook.info"),
}


@dataclass(frozen=True, slots=True)
class ZaloWebhook:
    """`bot` is one of the operator's names; None for all of them."""

    verb: Verb
    bot: str | None
    as_json: bool


def add_webhook(parser: Parser, words: Words) -> None:
    verbs = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="verb"
    )
    verbs.required = True
    for verb, text in HELP.items():
        about = words(text)
        one = verbs.add_parser(verb.value, words=words, help=about, description=about)
        name = words(Text("cli.name.name"))
        one.option("--bot", words(Text("cli.zalo.webhook.bot")), metavar=name)
        one.option("--json", words(Text("cli.zalo.webhook.json")), action="store_true")


def webhook_of_line(given: argparse.Namespace) -> ZaloWebhook:
    return ZaloWebhook(Verb(given.verb), given.bot, given.json)
