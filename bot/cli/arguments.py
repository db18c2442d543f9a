"""The command line read into one frozen dataclass per command.

Only data and dates of the product are imported here, so that `toso --help` is quick.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from bot.cli.backup_arguments import Backup, Restore, add_backup, add_restore, backup_of, restore_of
from bot.cli.dev_arguments import ZaloEmulator, add_dev, dev_of
from bot.cli.doctor_arguments import Doctor, add_doctor, doctor_of
from bot.cli.export_arguments import (
    AuditTold,
    ExportMembers,
    add_audit,
    add_export,
    audit_of,
    export_of,
)
from bot.cli.import_arguments import Import, add_import, import_of
from bot.cli.joining_arguments import Init, Invite, add_init, add_invite, init_of, invite_of
from bot.cli.key_arguments import RotateKey, add_key, key_of
from bot.cli.parse_arguments import Parse, add_parse, parse_of
from bot.cli.parser import Parser, Words
from bot.cli.run_arguments import Run, add_run, run_of
from bot.cli.simulate_arguments import Generate, Simulate, add_simulate, simulate_of
from bot.cli.week_arguments import WeekCommand, add_week, week_of_line
from bot.cli.zalo_arguments import ZaloCommand, add_zalo, zalo_of
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE
from models.weeks import parse_week

DEMO_DATABASE = "var/demo/toso.db"
DEMO_MEMBER = "0912000002"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Chat:
    who: str
    database: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A week, or a first and last day, or neither: the current week."""

    week: str | None
    first: date | None
    last: date | None
    database: str | None
    frozen: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Catalogues:
    check: bool


Command: TypeAlias = (
    Chat
    | Run
    | Simulate
    | Generate
    | Tally
    | WeekCommand
    | Parse
    | Init
    | Import
    | Invite
    | Backup
    | Restore
    | Doctor
    | RotateKey
    | ExportMembers
    | AuditTold
    | ZaloCommand
    | ZaloEmulator
    | Catalogues
)


def read_arguments(  # noqa: C901, PLR0912, PLR0915  # one case for every command
    arguments: Sequence[str], words: Words
) -> Command:
    """Exits with 2 and a kind word for what cannot be read, with 0 after help."""
    parser = Parser(words, prog="toso", description=words(Text("cli.about")))
    commands = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="command"
    )
    commands.required = True

    def command(name: str, help_: Text) -> Parser:
        return commands.add_parser(name, words=words, help=words(help_), description=words(help_))

    _add_chat(command("chat", Text("cli.chat.help")), words)
    run = command("run", Text("cli.run.help"))
    add_run(run, words)
    simulate = command("simulate", Text("cli.simulate.help"))
    add_simulate(simulate, words)
    tally = command("tally", Text("cli.tally.help"))
    _add_tally(tally, words)
    add_week(command("week", Text("cli.week.help")), words)
    parse = command("parse", Text("cli.parse.help"))
    add_parse(parse, words)
    add_init(command("init", Text("cli.init.help")), words)
    add_import(command("import", Text("cli.import.help")), words)
    invite = command("invite", Text("cli.invite.help"))
    add_invite(invite, words)
    add_doctor(command("doctor", Text("cli.doctor.help")), words)
    add_backup(command("backup", Text("cli.backup.help")), words)
    add_restore(command("restore", Text("cli.restore.help")), words)
    export = command("export", Text("cli.export.help"))
    add_export(export, words)
    audit = command("audit", Text("cli.audit.help"))
    add_audit(audit, words)
    add_key(command("key", Text("cli.key.help")), words)
    add_zalo(command("zalo", Text("cli.zalo.help")), words)
    add_dev(command("dev", Text("cli.dev.help")), words)
    catalogues = command("catalogues", Text("cli.catalogues.help"))
    catalogues.option("--check", words(Text("cli.catalogues.check")), action="store_true")
    given = parser.parse_args(arguments)
    match given.command:
        case "chat":
            return Chat(given.who, given.db)
        case "run":
            return run_of(given, run, words)
        case "simulate":
            return simulate_of(given, simulate, words)
        case "tally":
            return _tally(given, tally, words)
        case "week":
            return week_of_line(given)
        case "parse":
            return parse_of(given, parse, words)
        case "init":
            return init_of(given)
        case "import":
            return import_of(given)
        case "invite":
            return invite_of(given, invite, words)
        case "doctor":
            return doctor_of(given)
        case "backup":
            return backup_of(given)
        case "restore":
            return restore_of(given)
        case "export":
            return export_of(given, export, words)
        case "audit":
            return audit_of(given, audit, words)
        case "key":
            return key_of(given)
        case "zalo":
            return zalo_of(given)
        case "dev":
            return dev_of(given)
        case _:
            return Catalogues(given.check)


def _add_chat(parser: Parser, words: Words) -> None:
    who, database = words(Text("cli.name.who")), words(Text("cli.name.database"))
    parser.option(
        "--as",
        words(Text("cli.chat.as", phone=DEMO_MEMBER)),
        dest="who",
        metavar=who,
        default=DEMO_MEMBER,
    )
    parser.option(
        "--db",
        words(Text("cli.chat.db", path=DEMO_DATABASE)),
        metavar=database,
        default=DEMO_DATABASE,
    )


def _add_tally(parser: Parser, words: Words) -> None:
    day = words(Text("cli.name.day"))
    parser.option(
        "--week",
        words(Text("cli.tally.week")),
        metavar=words(Text("cli.name.week")),
        type=_checked(parse_week, words(Text("cli.wrong.week"))),
    )
    as_day = _checked(date.fromisoformat, words(Text("cli.wrong.day")))
    parser.option("--from", words(Text("cli.tally.from")), dest="first", metavar=day, type=as_day)
    parser.option("--to", words(Text("cli.tally.to")), dest="last", metavar=day, type=as_day)
    parser.option("--frozen", words(Text("cli.tally.frozen")), action="store_true")
    parser.option("--json", words(Text("cli.tally.json")), action="store_true")
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )


def _tally(given: argparse.Namespace, parser: Parser, words: Words) -> Tally:
    if given.week and (given.first or given.last):
        parser.refuse(words(Text("cli.wrong.week_and_days")))
    if (given.first is None) is not (given.last is None):
        parser.refuse(words(Text("cli.wrong.one_day")))
    if given.first and given.first > given.last:
        parser.refuse(words(Text("cli.wrong.days_order")))
    return Tally(given.week, given.first, given.last, given.db, given.frozen, given.json)


def _checked(read: Callable[[str], Value], complaint: str) -> Callable[[str], Value]:
    def check(text: str) -> Value:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(complaint) from error

    return check
