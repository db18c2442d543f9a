"""`toso export` and `toso audit` as they are written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.cli.parser import Parser, Words
from bot.dialog.text import Text
from bot.settings import DEFAULT_DATABASE

ENDINGS = (".xlsx", ".csv")
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ExportMembers:
    """`by` is whose phone answers for it: needed, with a reason, where phones are told in full."""

    file: Path
    is_unmasked: bool
    reason: str
    by: str | None
    database: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class AuditTold:
    """Both days are included; `who` is a phone number."""

    first: date | None
    last: date | None
    who: str | None
    database: str | None
    as_json: bool


def add_export(parser: Parser, words: Words) -> None:
    kinds = parser.add_subparsers(
        title=words(Text("cli.commands")), metavar=words(Text("cli.command")), dest="what"
    )
    kinds.required = True
    about = words(Text("cli.export.members.help"))
    members = kinds.add_parser("members", words=words, help=about, description=about)
    file, phone = words(Text("cli.name.file")), words(Text("cli.name.phone"))
    members.option(
        "--to", words(Text("cli.export.to")), metavar=file, type=Path, required=True, dest="file"
    )
    members.option("--unmasked", words(Text("cli.export.unmasked")), action="store_true")
    reason = words(Text("cli.export.reason"))
    members.option("--reason", reason, metavar=words(Text("cli.name.reason")), default="")
    members.option("--as", words(Text("cli.export.as")), metavar=phone, dest="by")
    _add_store(members, words)


def export_of(given: argparse.Namespace, parser: Parser, words: Words) -> ExportMembers:
    reason = " ".join(given.reason.split())
    if given.file.suffix.lower() not in ENDINGS:
        parser.refuse(words(Text("cli.export.ending")))
    if given.unmasked and not (reason and given.by):
        parser.refuse(words(Text("cli.export.needs_reason")))
    if len(reason) > LONGEST_REASON:
        parser.refuse(words(Text("cli.export.long_reason", most=LONGEST_REASON)))
    return ExportMembers(given.file, given.unmasked, reason, given.by, given.db, as_json=given.json)


def add_audit(parser: Parser, words: Words) -> None:
    day = words(Text("cli.name.day"))
    as_day = _day_reader(words(Text("cli.wrong.day")))
    parser.option("--from", words(Text("cli.audit.from")), dest="first", metavar=day, type=as_day)
    parser.option("--to", words(Text("cli.audit.to")), dest="last", metavar=day, type=as_day)
    parser.option("--who", words(Text("cli.audit.who")), metavar=words(Text("cli.name.phone")))
    _add_store(parser, words)


def audit_of(given: argparse.Namespace, parser: Parser, words: Words) -> AuditTold:
    if given.first and given.last and given.first > given.last:
        parser.refuse(words(Text("cli.wrong.days_order")))
    return AuditTold(given.first, given.last, given.who, given.db, as_json=given.json)


class _day_reader:  # noqa: N801  # a function with its complaint
    def __init__(self, complaint: str) -> None:
        self._complaint = complaint

    def __call__(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(self._complaint) from error


def _add_store(parser: Parser, words: Words) -> None:
    parser.option("--json", words(Text("cli.export.json")), action="store_true")
    parser.option(
        "--db",
        words(Text("cli.tally.db", name="TOSO_DATABASE", path=DEFAULT_DATABASE)),
        metavar=words(Text("cli.name.database")),
    )
