"""A line of the audit in plain words. Nothing is told but who, what and whose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.dialog.text import Parameter, Text
from bot.kernel.clock import local
from models.audit_facts import AuditedRow

Told = Callable[[AuditedRow, Parameter, Parameter], Text]
"""Of a row, who did it, and to whom or what."""


def audit_line(row: AuditedRow) -> Text:
    at = local(row.at)
    return Text("audit.line", day=at.date(), at=at.strftime("%H:%M"), what=audited_words(row))


def audited_words(row: AuditedRow) -> Text:
    """What was done, without its moment."""
    who: Parameter = row.by_name or Text("audit.program")
    whom: Parameter = row.subject_name or row.subject
    told = WORDS.get(row.action)
    return told(row, who, whom) if told else Text("audit.other", who=who, action=row.action)


def _detail(row: AuditedRow, name: str) -> str:
    return dict(row.detail).get(name, "")


def _number(row: AuditedRow, name: str) -> int:
    found = _detail(row, name)
    return int(found) if found.isdecimal() else 0


def _phones_seen(row: AuditedRow, who: Parameter, _whom: Parameter) -> Text:
    people = [person for person in _detail(row, "people").split(",") if person]
    return Text("audit.phones.seen", who=who, count=len(people))


def _exported(row: AuditedRow, who: Parameter, _whom: Parameter) -> Text:
    count = _number(row, "people")
    if _detail(row, "unmasked") != "1":
        return Text("audit.members.masked", who=who, count=count)
    return Text("audit.members.exported", who=who, count=count, reason=_detail(row, "reason"))


WORDS: Mapping[str, Told] = {
    # Seen
    "phones.seen": _phones_seen,
    "helper.seen": lambda _row, who, whom: Text("audit.helper.seen", who=who, whom=whom),
    "draft.seen": lambda _row, who, whom: Text("audit.draft.seen", who=who, whom=whom),
    "audit.seen": lambda _row, who, _whom: Text("audit.seen", who=who),
    "members.exported": _exported,
    # A person and their own data
    "person.joined": lambda _row, _who, whom: Text("audit.person.joined", whom=whom),
    "person.refused": lambda _row, who, whom: Text("audit.person.refused", who=who, whom=whom),
    "person.invited": lambda _row, who, whom: Text("audit.person.invited", who=who, whom=whom),
    "person.consent": lambda _row, who, _whom: Text("audit.person.consent", who=who),
    "person.consent_withdrawn": lambda _row, who, _whom: Text(
        "audit.person.consent_withdrawn", who=who
    ),
    "person.name": lambda _row, who, _whom: Text("audit.person.name", who=who),
    "person.address": lambda _row, who, _whom: Text("audit.person.address", who=who),
    "person.language": lambda _row, who, _whom: Text("audit.person.language", who=who),
    "person.phone_asked": lambda _row, who, _whom: Text("audit.person.phone_asked", who=who),
    "person.phone": lambda _row, who, whom: Text("audit.person.phone", who=who, whom=whom),
    "person.copied": lambda _row, who, _whom: Text("audit.person.copied", who=who),
    "person.erased": lambda _row, _who, _whom: Text("audit.person.erased"),
    # Duties
    "role.given": lambda _row, who, whom: Text("audit.role.given", who=who, whom=whom),
    "role.changed": lambda _row, who, whom: Text("audit.role.changed", who=who, whom=whom),
    "role.ended": lambda _row, who, whom: Text("audit.role.ended", who=who, whom=whom),
    "roster.imported": lambda _row, who, _whom: Text("audit.roster.imported", who=who),
    "commune.founded": lambda _row, _who, _whom: Text("audit.commune.founded"),
    "key.rotated": lambda _row, _who, _whom: Text("audit.key.rotated"),
    # Reports
    "activity.edited": lambda _row, who, _whom: Text("audit.activity.edited", who=who),
    "activity.withdrawn": lambda _row, who, _whom: Text("audit.activity.withdrawn", who=who),
    "zero_report.withdrawn": lambda _row, who, whom: Text(
        "audit.zero_report.withdrawn", who=who, week=whom
    ),
    "week.stated_for_team": lambda _row, who, whom: Text(
        "audit.week.stated_for_team", who=who, week=whom
    ),
    "zero_report.filed_for_team": lambda _row, who, whom: Text(
        "audit.zero_report.filed_for_team", who=who, week=whom
    ),
    "member.left": lambda _row, who, whom: Text("audit.member.left", who=who, whom=whom),
    "member.moved": lambda _row, who, whom: Text("audit.member.moved", who=who, whom=whom),
    "member.leads": lambda _row, who, whom: Text("audit.member.leads", who=who, whom=whom),
    "learners.exported": lambda row, who, _whom: Text(
        "audit.learners.exported", who=who, count=_number(row, "count")
    ),
    "learners.file_undone": lambda row, who, _whom: Text(
        "audit.learners.file_undone", who=who, count=_number(row, "count")
    ),
    "learners.same": lambda _row, who, _whom: Text("audit.learners.same", who=who),
    "learners.two": lambda _row, who, _whom: Text("audit.learners.two", who=who),
    "learners.undone": lambda _row, who, _whom: Text("audit.learners.undone", who=who),
    "assignment.given": lambda _row, who, _whom: Text("audit.assignment.given", who=who),
    "assignment.answered": lambda _row, who, _whom: Text("audit.assignment.answered", who=who),
    "assignment.closed": lambda _row, who, _whom: Text("audit.assignment.closed", who=who),
    "assignment.extended": lambda _row, who, _whom: Text("audit.assignment.extended", who=who),
    "assignment.goal": lambda _row, who, _whom: Text("audit.assignment.goal", who=who),
    "indicator.added": lambda row, who, _whom: Text(
        "audit.indicator.added", who=who, label=_detail(row, "label")
    ),
    "indicator.changed": lambda row, who, _whom: Text(
        "audit.indicator.changed", who=who, label=_detail(row, "label")
    ),
    "indicator.retired": lambda row, who, _whom: Text(
        "audit.indicator.retired", who=who, label=_detail(row, "label")
    ),
    "indicator.resumed": lambda row, who, _whom: Text(
        "audit.indicator.resumed", who=who, label=_detail(row, "label")
    ),
    "activity.merged": lambda _row, who, _whom: Text("audit.activity.merged", who=who),
    "flag.fine": lambda _row, who, _whom: Text("audit.flag.fine", who=who),
    "village.figures": lambda _row, who, _whom: Text("audit.village.figures", who=who),
    "class.opened": lambda _row, who, _whom: Text("audit.class.opened", who=who),
    "class.closed": lambda _row, who, _whom: Text("audit.class.closed", who=who),
    "class.reopened": lambda _row, who, _whom: Text("audit.class.reopened", who=who),
    "learners.added": lambda row, who, _whom: Text(
        "audit.learners.added", who=who, count=_number(row, "count")
    ),
    "learner.left": lambda _row, who, _whom: Text("audit.learner.left", who=who),
    "learner.consent": lambda _row, who, _whom: Text("audit.learner.consent", who=who),
    "learner.consent_withdrawn": lambda _row, who, _whom: Text(
        "audit.learner.consent_withdrawn", who=who
    ),
    "learner.erased": lambda _row, who, _whom: Text("audit.learner.erased", who=who),
    "product.added": lambda row, who, _whom: Text(
        "audit.product.added", who=who, name=_detail(row, "label")
    ),
    "product.listed": lambda row, who, _whom: Text(
        "audit.product.listed", who=who, name=_detail(row, "label")
    ),
    "product.unlisted": lambda row, who, _whom: Text(
        "audit.product.unlisted", who=who, name=_detail(row, "label")
    ),
    "product.removed": lambda row, who, _whom: Text(
        "audit.product.removed", who=who, name=_detail(row, "label")
    ),
    "document.added": lambda _row, who, _whom: Text("audit.document.added", who=who),
    "document.removed": lambda _row, who, _whom: Text("audit.document.removed", who=who),
}
