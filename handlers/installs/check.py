"""“Đã tính trong buổi ấy rồi phải không ạ?”: asked where a session of that day counts as many
installs as were just said by themselves, so that nobody is counted twice.
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.installs.record import (
    Installs,
    find_session_with,
    installs_from_text,
    recorded,
    taken_back,
    weeks_of,
    zero_exists,
)
from handlers.kinds import kind_text
from handlers.session.handing_over import works_in
from handlers.session.names import Step
from models.changes import Change
from models.needs import Facts
from models.people import Role

WHETHER = "whether"
THERE, NEW = "there", "new"


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is what `Installs.as_text` wrote."""
    try:
        installs = installs_from_text(argument)
    except ValueError:
        return Begun(refusal=Text("mend.gone"))
    if not works_in(asker, installs.team_id):
        return Begun(refusal=Text("task.not_yours"))
    entry = find_session_with(installs, weeks_of(installs, asker, facts), asker)
    if entry is None:
        question = Text("installs_check.ask_plain", count=installs.count, day=installs.day)
    else:
        question = Text(
            "installs_check.ask",
            kind=kind_text(entry.kind),
            day=entry.day,
            vneid=entry.vneid,
            count=installs.count,
        )
    said = Answers().given(Step.VNEID, installs.count)  # what is put aside when she leaves
    stored = (("installs", argument), ("question", Named("question", question)))
    return Begun(Context(facts=stored), said)


def _flow(context: Context) -> Flow:
    named = context.fact("question")
    question = named.label if isinstance(named, Named) and isinstance(named.label, Text) else None
    asked = question or Text("installs_check.short")
    installs = installs_from_text(str(context.fact("installs")))
    step = ChoiceStep(
        name=WHETHER,
        label=Text("label.installs_check"),
        ask=asked,
        short=Text("installs_check.short"),
        help=Text("installs_check.help"),
        said=Text("menu.said"),
        choices=(
            Named(THERE, Text("button.counted_there")),
            Named(NEW, Text("button.counted_new")),
        ),
    )
    return Flow(
        name="installs_check",
        version=1,
        steps=(step,),
        draft=lambda _: Text("installs.draft_count", count=installs.count),
        summary=lambda answers: _summary(answers, installs),
        review=False,
    )


def _summary(answers: Answers, installs: Installs) -> tuple[Text, ...]:
    if not answers.has(WHETHER, NEW):
        return ()
    return (
        Text("session.sum.day", day=installs.day),
        Text("session.sum.vneid", count=installs.count),
    )


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    installs = installs_from_text(str(submission.context.fact("installs")))
    if not works_in(asker, installs.team_id):
        return Done(lines=(Text("task.not_yours"),))
    if submission.answers.has(WHETHER, THERE):
        again = Link(Text("button.installs_more"), Text("word.installs"), "installs")
        return Done(lines=(Text("installs_check.there", day=installs.day),), links=(again,))
    if not submission.answers.has(WHETHER, NEW):
        return Mend(WHETHER, Text("miss.choice"))
    week = weeks_of(installs, asker, facts)[0]
    if week.has_zero_report:
        return zero_exists(week)
    return recorded(installs, submission.dialog, asker, week)


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    installs = installs_from_text(str(submission.context.fact("installs")))
    return (taken_back(record, installs.team_id, installs.day, asker),)


INSTALLS_CHECK = Task(
    name="installs_check",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.vneid"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
