"""“Nhật ký”: the newest changes and looks at people's data, for whoever answers for them."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.audit_words import audit_line
from models.audit_facts import AuditNeed
from models.changes import Audited
from models.needs import Facts
from models.people import Role

PAGE = 10
MOST_PAGES = 1000
READERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "" or a page, as in "1"."""
    page = int(argument) if argument.isascii() and argument.isdigit() else 0
    return Begun(Context(facts=(("page", min(page, MOST_PAGES)),)))


def _flow(_context: Context) -> Flow:
    return Flow(
        name="audit_log", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("audit.label")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """A look at the newest page is a line of the next one: who looked is told as well."""
    if not asker.person.has(*READERS):
        return Done(lines=(Text("task.not_yours"),))
    page = submission.context.number("page")
    rows = facts.of(AuditNeed(page * PAGE, PAGE + 1))
    following = Link(Text("button.next_page"), Text("word.next_page"), "audit_log", str(page + 1))
    seen = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="audit.seen",
        subject="audit",
    )
    lines = tuple(audit_line(row) for row in rows[:PAGE]) or (Text("audit.end"),)
    return Done(
        changes=() if page else (seen,),
        lines=(Text("audit.head"), *lines) if not page else lines,
        links=(following,) if len(rows) > PAGE else (),
    )


AUDIT_LOG = Task(
    name="audit_log",
    roles=READERS,
    label=Text("audit.label"),
    words=("nhật ký", "xem nhật ký", "ai đã xem", "ai đã sửa", "audit log"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
