"""`toso zalo` as it is written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.cli.parser import Parser, Words
from bot.cli.run_arguments import port_reader
from bot.cli.zalo_check_arguments import ZaloCheck, add_check, check_of_line
from bot.cli.zalo_plan_arguments import PlanZalo, add_plan, plan_of
from bot.cli.zalo_webhook_arguments import ZaloWebhook, add_webhook, webhook_of_line
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class OaLogin:
    """`listen` is a port of this machine on which the browser's answer is awaited; without it the
    answer is typed in. `other_oa`: it may be another Official Account than before.
    """

    database: str | None
    listen: int | None
    verifier_file: Path | None
    other_oa: bool
    as_json: bool


ZaloCommand: TypeAlias = OaLogin | PlanZalo | ZaloWebhook | ZaloCheck


def add_zalo(parser: Parser, words: Words) -> None:
    commands = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="what"
    )
    commands.required = True
    about = words(Text("cli.zalo.webhook.help"))
    add_webhook(commands.add_parser("webhook", words=words, help=about, description=about), words)
    about = words(Text("cli.zalo.login.help"))
    login = commands.add_parser("oa-login", words=words, help=about, description=about)
    login.option(
        "--listen",
        words(Text("cli.zalo.login.listen")),
        metavar=words(Text("cli.name.port")),
        type=port_reader(words),
    )
    login.option(
        "--verifier-file",
        words(Text("cli.zalo.login.verifier_file")),
        metavar=words(Text("cli.name.file")),
        type=Path,
    )
    login.option("--other-oa", words(Text("cli.zalo.login.other_oa")), action="store_true")
    login.option("--json", words(Text("cli.zalo.login.json")), action="store_true")
    login.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )
    about = words(Text("cli.zalo.plan.help"))
    add_plan(commands.add_parser("plan", words=words, help=about, description=about), words)
    about = words(Text("cli.zalo.check.help"))
    add_check(commands.add_parser("check", words=words, help=about, description=about), words)


def zalo_of(given: argparse.Namespace) -> ZaloCommand:
    if given.what == "plan":
        return plan_of(given)
    if given.what == "webhook":
        return webhook_of_line(given)
    if given.what == "check":
        return check_of_line(given)
    return OaLogin(
        database=given.db,
        listen=given.listen,
        verifier_file=given.verifier_file,
        other_oa=given.other_oa,
        as_json=given.json,
    )
