"""“Thêm chỉ tiêu đếm”: a coordinator has something more counted, and the next session asks it."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import DayOffer, PlanDayStep, TextStep
from bot.dialog.text import Text
from bot.language.fold import fold
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.indicators.names import KEEPERS, Step, wording_lines, wording_steps
from handlers.indicators.naming import NewLabel, new_id, same_label
from handlers.indicators.one import resume_link
from models.changes import Audited, Change
from models.indicator import Audience
from models.indicator_changes import AddIndicator, RemoveIndicator
from models.indicator_needs import EveryIndicatorNeed
from models.needs import Facts
from models.seed import LABEL_LENGTH

YEAR = 366  # days
MOST = 25
"""Counted at once: a session with more of them to tick is a form (`bot.dialog.caps`)."""


def _begin(_asker: Asker, _argument: str, facts: Facts) -> Begun:
    active = [row for row in facts.of(EveryIndicatorNeed()) if row.retired_on is None]
    if len(active) >= MOST:
        return Begun(refusal=Text("add_indicator.enough", most=MOST))
    return Begun(Context(lists=(("taken", tuple(Named(row.id, row.label) for row in active)),)))


def _flow(context: Context) -> Flow:
    taken = tuple(fold(str(named.label)) for named in context.list_of("taken"))
    return Flow(
        name="add_indicator",
        version=1,
        steps=(
            TextStep(
                name=Step.LABEL,
                label=Text("label.indicator"),
                ask=Text("add_indicator.label.ask"),
                short=Text("add_indicator.label.short"),
                help=Text("add_indicator.label.help"),
                said=Text("add_indicator.label.said"),
                longest=LABEL_LENGTH,
                read=NewLabel(taken),
                miss=Text("add_indicator.label.miss", most=LABEL_LENGTH),
            ),
            *wording_steps(),
            PlanDayStep(
                name=Step.SINCE,
                label=Text("label.indicator_since"),
                ask=Text("add_indicator.since.ask"),
                short=Text("add_indicator.since.short"),
                help=Text("add_indicator.since.help"),
                said=Text("add_indicator.since.said"),
                back_days=YEAR,
                ahead_days=YEAR,
                offers=(DayOffer.TODAY,),
            ),
        ),
        draft=_draft,
        summary=_summary,
    )


def _draft(answers: Answers) -> Text:
    label = answers.words(Step.LABEL)
    return Text("add_indicator.draft", label=label) if label else Text("button.add_indicator")


def _summary(answers: Answers) -> tuple[Text, ...]:
    lines = list(wording_lines(answers))
    if label := answers.words(Step.LABEL):
        lines.insert(0, Text("indicator.sum.label", label=label))
    if since := answers.day(Step.SINCE):
        lines.append(Text("indicator.sum.since", since=since))
    return tuple(lines)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    answers = submission.answers
    label, question = answers.words(Step.LABEL), answers.words(Step.QUESTION)
    unit, limit = answers.words(Step.UNIT), answers.number(Step.LIMIT)
    audience, since = answers.chosen(Step.AUDIENCE), answers.day(Step.SINCE)
    if not (label and question and unit and limit and audience and since):
        return Mend(Step.LABEL, Text("miss.needed"))
    rows = facts.of(EveryIndicatorNeed())
    if (known := same_label(label, rows)) is not None:
        if known.retired_on is None:
            return Mend(Step.LABEL, Text("add_indicator.same", label=known.label))
        return Done(
            lines=(Text("add_indicator.retired", label=known.label, on=known.retired_on),),
            links=(resume_link(known.id),),
        )
    added = AddIndicator(
        id=new_id(label, {row.id for row in rows}),
        label=label,
        question=question,
        unit=unit,
        limit=limit,
        audience=Audience(audience.id),
        since=since,
        by_id=asker.person.id,
        at=asker.now,
    )
    noted = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="indicator.added",
        subject=added.id,
        detail=(("label", label),),
    )
    said = Text("add_indicator.done", label=label)
    if since > asker.today:
        said = Text("add_indicator.done_from", label=label, since=since)
    return Done(
        changes=(added, noted),
        lines=(said,),
        links=(
            Link(Text("button.undo"), Text("word.undo"), "undo"),
            Link(Text("button.add_indicator"), Text("word.add_indicator"), "add_indicator"),
            Link(Text("button.indicators"), Text("word.indicators"), "indicators"),
        ),
        record=added.id,
    )


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    since = submission.answers.day(Step.SINCE) or asker.today
    noted = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="indicator.retired",
        subject=record,
        detail=(("label", submission.answers.words(Step.LABEL) or ""),),
    )
    return (RemoveIndicator(record, since, asker.person.id, asker.now), noted)


ADD_INDICATOR = Task(
    name="add_indicator",
    roles=KEEPERS,
    label=Text("button.add_indicator"),
    words=("thêm chỉ tiêu đếm", "thêm chỉ tiêu", "thêm mục đếm", "add a count"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
