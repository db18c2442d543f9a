"""Whom to call because our own messages do not reach them: for leaders and coordinators."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.kernel.clock import local
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from models.changes import Audited
from models.needs import GONE, Facts, Need, ToCallNeed, ToCallRow
from models.people import Role

PAGE = 8


def to_call_need(asker: Asker) -> Need[tuple[ToCallRow, ...]] | None:
    """What this person may know of: all teams, the own ones, or (None) nothing."""
    if asker.person.has(Role.COORDINATOR):
        return ToCallNeed((), asker.today)
    led = tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))
    return ToCallNeed(led, asker.today) if led else None


def to_call_line(asker: Asker, facts: Facts) -> tuple[tuple[Text, ...], tuple[Link, ...]]:
    """A line and a button for a week's page; nothing where nobody is to be called."""
    need = to_call_need(asker)
    count = len(_others(asker, facts.of(need))) if need else 0
    if not count:
        return (), ()
    link = Link(Text("button.to_call"), Text("word.to_call"), "to_call")
    return (Text("to_call.count", count=count),), (link,)


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "" or a page, as in "1"."""
    page = int(argument) if argument.isascii() and argument.isdigit() else 0
    return Begun(Context(facts=(("page", page),)))


def _flow(_context: Context) -> Flow:
    return Flow(name="to_call", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.to_call")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    need = to_call_need(asker)
    if need is None:
        return Done(lines=(Text("task.not_yours"),))
    people = _others(asker, facts.of(need))
    page = submission.context.number("page")
    shown = people[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return Done(next_task="to_call") if page else Done(lines=(Text("to_call.nobody"),))
    is_more = (page + 1) * PAGE < len(people)
    following = Link(Text("button.next_page"), Text("word.next_page"), "to_call", str(page + 1))
    return Done(
        changes=(_seen(asker, shown),),
        lines=(Text("to_call.head", count=len(people)), *map(_line, shown)),
        links=(following,) if is_more else (),
    )


def _others(asker: Asker, people: tuple[ToCallRow, ...]) -> tuple[ToCallRow, ...]:
    """Nobody is told to call themselves."""
    return tuple(row for row in people if row.person_id != asker.person.id)


def _line(row: ToCallRow) -> Text:
    # A phone travels as words: a number would get its dots.
    phone = row.phone or Text("to_call.no_phone")
    since = local(row.since).date()
    if row.what == GONE and row.team_name:
        return Text("to_call.gone", name=row.name, team=row.team_name, phone=phone, since=since)
    if row.what == GONE:
        return Text("to_call.gone_alone", name=row.name, phone=phone, since=since)
    if not row.team_name:
        return Text("to_call.alone", name=row.name, phone=phone, since=since)
    return Text("to_call.person", name=row.name, team=row.team_name, phone=phone, since=since)


def _seen(asker: Asker, shown: tuple[ToCallRow, ...]) -> Audited:
    """Whose phones this person was shown."""
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="phones.seen",
        subject="to_call",
        detail=(("people", ",".join(row.person_id for row in shown if row.phone)),),
    )


TO_CALL = Task(
    name="to_call",
    roles=frozenset({Role.LEADER, Role.COORDINATOR}),
    label=Text("button.to_call"),
    words=("cần gọi ai", "gọi cho ai", "who needs a call"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
