"""What a person may mend: the list of it, and one entry with the two things that can be done."""

from __future__ import annotations

from datetime import timedelta

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.kinds import entry_line
from handlers.session.reasons import mends_by_questions, refusal_of
from models.activity import ActivityKind
from models.logged import Logged
from models.logged_needs import LoggedListNeed, LoggedNeed
from models.needs import Facts
from models.people import Role

MENDERS = frozenset({Role.MEMBER, Role.LEADER, Role.RAPID})


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    found = facts.of(list_need(asker))
    if not found:
        return Begun(refusal=Text("entries.none", days=asker.settings.edit_days_member))
    return Begun(Context(lists=(("entries", tuple(_named(one, asker) for one in found)),)))


def list_need(asker: Asker) -> LoggedListNeed:
    settings = asker.settings
    return LoggedListNeed(
        person_id=asker.person.id,
        team_ids=tuple(duty.team_id for duty in asker.person.teams(*WORKERS)),
        led_ids=tuple(duty.team_id for duty in asker.person.teams(Role.LEADER)),
        since=asker.now - timedelta(days=settings.edit_days_member),
        led_since=asker.now - timedelta(days=settings.edit_days_leader),
    )


def _named(logged: Logged, asker: Asker) -> Named:
    if logged.kind is ActivityKind.BUSINESS:
        name = logged.business[1]
        return Named(logged.id, Text("entry.business", day=logged.day, name=name))
    return Named(
        logged.id,
        Text("entry.own", day=logged.day, people=logged.people)
        if logged.author_id == asker.person.id
        else Text("entry.of", day=logged.day, people=logged.people, name=logged.author_name),
    )


def _flow(context: Context) -> Flow:
    step = ChoiceStep(
        name="entry",
        label=Text("button.mend"),
        ask=Text("entries.ask"),
        short=Text("entries.ask"),
        help=Text("entries.help"),
        said=Text("menu.said"),
        choices=context.list_of("entries"),
    )
    return Flow(
        name="entries", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.mend")


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen("entry")
    return Done(next_task=f"entry:{chosen.id}") if chosen else Mend("entry", Text("miss.choice"))


def _begin_one(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is the activity."""
    return Begun(Context(facts=(("activity", argument),)))


def _flow_one(_context: Context) -> Flow:
    return Flow(name="entry", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _submit_one(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    logged = facts.of(LoggedNeed(str(submission.context.fact("activity"))))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Done(lines=(refusal or Text("mend.gone"),))
    lines = [
        entry_line(logged),
        Text("entry.author", name=logged.author_name),
    ]
    if installs := sum(logged.vneid):
        lines.append(Text("entry.vneid", count=installs))
    if logged.place:
        lines.append(Text("session.sum.place", place=logged.place))
    take_back = Link(
        Text("button.take_back"), Text("word.take_back"), "session_withdraw", logged.id
    )
    if not logged.course_id and not mends_by_questions(logged.kind):
        lines.append(Text("mend.by_logging_anew"))
        return Done(lines=tuple(lines), links=(take_back,))
    lines.append(Text("entry.ask"))
    mend = Link(Text("button.mend_this"), Text("word.mend"), _mender(logged), logged.id)
    return Done(lines=tuple(lines), links=(mend, take_back))


def _mender(logged: Logged) -> str:
    """A class day is mended by its list."""
    return "attend_edit" if logged.course_id else "session_edit"


ENTRIES = Task(
    name="entries",
    roles=MENDERS,
    label=Text("button.mend"),
    words=("sửa buổi", "sửa buổi đã ghi", "sửa báo cáo", "rút buổi", "xóa buổi", "mend a session"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)

ENTRY = Task(
    name="entry",
    roles=MENDERS | {Role.COORDINATOR},
    label=Text("button.mend"),
    words=(),
    begin=_begin_one,
    flow=_flow_one,
    submit=_submit_one,
    in_menu=False,
)
