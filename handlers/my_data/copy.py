"""All of one's own data, word for word, page by page: to keep, or to take elsewhere."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.my_data.page import kept_lines
from models.activity import ActivityKind
from models.changes import Audited
from models.needs import Facts
from models.privacy_needs import OwnDataNeed, OwnReport, OwnReportsNeed

PAGE = 10


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "" or a page of reports, as in "1"."""
    page = int(argument) if argument.isascii() and argument.isdigit() else 0
    return Begun(Context(facts=(("page", min(page, 10_000)),)))


def _flow(_context: Context) -> Flow:
    return Flow(
        name="my_data_copy", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.my_data_copy")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    page = submission.context.number("page")
    person = asker.person
    reports = facts.of(OwnReportsNeed(person.id, page * PAGE, PAGE + 1))
    lines = [_line(report) for report in reports[:PAGE]]
    following = Link(
        Text("button.next_page"), Text("word.next_page"), "my_data_copy", str(page + 1)
    )
    links = (following,) if len(reports) > PAGE else ()
    if page:
        return Done(lines=tuple(lines) or (Text("my_data.copy.end"),), links=links)
    data = facts.of(OwnDataNeed(person.id))
    phone = data.phone or Text("my_data.none")
    heads = (Text("my_data.copy.reports"),) if lines else ()
    copied = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=person.id,
        action="person.copied",
        subject=person.id,
    )
    return Done(
        changes=(copied,),
        lines=(Text("my_data.copy.head"), *kept_lines(asker, data, phone), *heads, *lines),
        links=links,
    )


def _line(report: OwnReport) -> Text:
    line = (
        Text("my_data.copy.business", day=report.day, kind=_kind(report.kind))
        if report.kind is ActivityKind.BUSINESS
        else Text(
            "my_data.copy.report",
            day=report.day,
            kind=_kind(report.kind),
            people=report.people,
            place=report.place or Text("my_data.none"),
        )
    )
    return Text("my_data.copy.taken_back", report=line) if report.is_withdrawn else line


def _kind(kind: ActivityKind) -> Text:
    match kind:
        case ActivityKind.MEMBERS_SESSION:
            return Text("my_data.kind.members")
        case ActivityKind.HOME_VISIT | ActivityKind.INSTALLS:
            return Text("my_data.kind.home")
        case ActivityKind.BUSINESS:
            return Text("my_data.kind.business")
        case ActivityKind.RESIDENTS_SESSION | ActivityKind.CLASS_DAY:
            return Text("my_data.kind.residents")


MY_DATA_COPY = Task(
    name="my_data_copy",
    roles=frozenset(),
    label=Text("button.my_data_copy"),
    words=("bản chép của tôi", "gửi bản chép", "bản chép thông tin", "copy of my data"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    needs_consent=False,
)
