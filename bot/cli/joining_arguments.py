"""`toso init` and `toso invite` as they are written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE


@dataclass(frozen=True, slots=True)
class Init:
    """None: it was not said. What was said is read where it is asked for, by the same rules."""

    database: str | None
    as_json: bool
    name: str | None = None
    kind: str | None = None
    village_word: str | None = None
    admin_name: str | None = None
    admin_phone: str | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    """Either phones, or all; `team` narrows all down."""

    phones: tuple[str, ...]
    all_waiting: bool
    team: str | None
    database: str | None
    as_json: bool


def add_init(parser: Parser, words: Words) -> None:
    name, phone = words(Text("cli.name.name")), words(Text("cli.name.phone"))
    kind = words(Text("cli.name.kind"))
    parser.option("--name", words(Text("cli.init.name")), metavar=name)
    parser.option("--kind", words(Text("cli.init.kind")), metavar=kind)
    parser.option("--village-word", words(Text("cli.init.village_word")), metavar=name)
    parser.option("--admin-name", words(Text("cli.init.admin_name")), metavar=name)
    parser.option("--admin-phone", words(Text("cli.init.admin_phone")), metavar=phone)
    _add_store(parser, words, Text("cli.init.json"))


def init_of(given: argparse.Namespace) -> Init:
    return Init(
        database=given.db,
        as_json=given.json,
        name=given.name,
        kind=given.kind,
        village_word=given.village_word,
        admin_name=given.admin_name,
        admin_phone=given.admin_phone,
    )


def add_invite(parser: Parser, words: Words) -> None:
    group = parser.add_argument_group(words(Text("cli.invite.whom")))
    phone = words(Text("cli.name.phone"))
    group.add_argument("phones", nargs="*", metavar=phone, help=words(Text("cli.invite.phones")))
    parser.option("--all", words(Text("cli.invite.all")), action="store_true")
    parser.option("--team", words(Text("cli.invite.team")), metavar=words(Text("cli.name.name")))
    _add_store(parser, words, Text("cli.invite.json"))


def invite_of(given: argparse.Namespace, parser: Parser, words: Words) -> Invite:
    if bool(given.phones) is given.all:
        parser.refuse(words(Text("cli.invite.phones_or_all")))
    if given.team is not None and not given.all:
        parser.refuse(words(Text("cli.invite.team_of_all")))
    return Invite(tuple(given.phones), given.all, given.team, given.db, as_json=given.json)


def _add_store(parser: Parser, words: Words, json_help: Text) -> None:
    parser.option("--json", words(json_help), action="store_true")
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )
