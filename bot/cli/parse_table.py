"""What was understood, as a table to read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.parser import Words
from bot.dialog.text import Text
from bot.language.sentences.heard import Ask, Heard, Key, Kind, Report, Secret, Subgroup

KINDS = {
    Kind.REPORT: Text("cli.parse.kind.report"),
    Kind.PLAN: Text("cli.parse.kind.plan"),
    Kind.CORRECTION: Text("cli.parse.kind.correction"),
    Kind.CANCEL: Text("cli.parse.kind.cancel"),
    Kind.QUESTION: Text("cli.parse.kind.question"),
    Kind.OTHER: Text("cli.parse.kind.other"),
}
KEYS = {
    Key.PEOPLE: Text("cli.parse.key.people"),
    Key.SESSIONS: Text("cli.parse.key.sessions"),
    Key.ELDERLY: Text("cli.parse.key.elderly"),
    Key.HOUSEHOLDS: Text("cli.parse.key.households"),
    Key.VNEID: Text("cli.parse.key.vneid"),
    Key.VNEID1: Text("cli.parse.key.vneid1"),
    Key.VNEID2: Text("cli.parse.key.vneid2"),
    Key.DVC: Text("cli.parse.key.dvc"),
    Key.PAYMENT: Text("cli.parse.key.payment"),
    Key.ESIGN: Text("cli.parse.key.esign"),
    Key.VSSID: Text("cli.parse.key.vssid"),
    Key.ETAX: Text("cli.parse.key.etax"),
    Key.SMARTHP: Text("cli.parse.key.smarthp"),
    Key.INVOICE: Text("cli.parse.key.invoice"),
    Key.OCOP: Text("cli.parse.key.ocop"),
    Key.FEEDBACK: Text("cli.parse.key.feedback"),
}
GROUPS = {
    Subgroup.FISHERMEN: Text("cli.parse.key.fishermen"),
    Subgroup.FREELANCE: Text("cli.parse.key.freelance"),
    Subgroup.VULNERABLE: Text("cli.parse.key.vulnerable"),
}
ASKED = {
    Ask.CONFIRM_NUMBER: Text("cli.parse.ask.confirm_number"),
    Ask.NUMBER_MISSING: Text("cli.parse.ask.number_missing"),
    Ask.NUMBER_RANGE: Text("cli.parse.ask.number_range"),
    Ask.WHAT_IS_COUNTED: Text("cli.parse.ask.what_is_counted"),
    Ask.DATE_UNCLEAR: Text("cli.parse.ask.date_unclear"),
    Ask.DATE_INVALID: Text("cli.parse.ask.date_invalid"),
    Ask.DATE_OLD: Text("cli.parse.ask.date_old"),
    Ask.FUTURE_DATE: Text("cli.parse.ask.future_date"),
    Ask.DATE_RANGE: Text("cli.parse.ask.date_range"),
    Ask.MULTI_DAY: Text("cli.parse.ask.multi_day"),
    Ask.SUM_MISMATCH: Text("cli.parse.ask.sum_mismatch"),
    Ask.CONFIRM_TOTAL: Text("cli.parse.ask.confirm_total"),
}
SECRETS = {
    Secret.CITIZEN_NUMBER: Text("cli.parse.secret.citizen_number"),
    Secret.PHONE: Text("cli.parse.secret.phone"),
    Secret.PASSWORD: Text("cli.parse.secret.password"),
}
WIDTH_OF_FILES = 100  # where there is no screen to ask


def show_heard(heard: Heard, words: Words, console: Console | None = None) -> None:
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    out.print(words(KINDS[heard.kind]), style="bold")
    for report in heard.reports:
        table = Table(box=SIMPLE, show_header=False)
        table.add_column()
        table.add_column()
        for label, value in _rows(report, words):
            table.add_row(words(label), value)
        out.print(table)
    for secret, notice in SECRETS.items():
        if secret in heard.secrets:
            out.print(words(notice))
    if heard.not_understood:
        pieces = ", ".join(heard.not_understood)
        out.print(words(Text("cli.parse.not_understood", pieces=pieces)))


def _rows(report: Report, words: Words) -> Iterator[tuple[Text, str]]:
    if report.day is not None:
        yield Text("cli.parse.day"), words(Text("cli.parse.day_value", day=report.day))
    if report.session is not None:
        yield Text("cli.parse.session"), report.session.value
    if report.place is not None:
        yield Text("cli.parse.place"), report.place
    if report.audience is not None:
        yield Text("cli.parse.audience"), words(Text("cli.parse.members"))
    for key, count in report.counts.items():
        missing = words(Text("cli.parse.missing"))
        yield KEYS[key], missing if count is None else words(Text("cli.tally.figure", n=count))
    for group, count in report.subgroups.items():
        yield GROUPS[group], words(Text("cli.tally.figure", n=count))
    for code in report.ask:
        yield Text("cli.parse.to_ask"), words(ASKED[code])
