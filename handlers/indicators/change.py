"""A count reworded, retired, and taken up again: what it counted before stays whatever is done."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.indicators.names import (
    KEEPERS,
    Step,
    audience_named,
    wording_lines,
    wording_steps,
)
from handlers.indicators.one import find_row, indicators_link, resume_link
from models.changes import Audited, Change
from models.indicator import Audience
from models.indicator_changes import ResumeIndicator, RetireIndicator, RewordIndicator
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.needs import Facts, IndicatorRow

A_YEAR = timedelta(days=366)
SURE, YES, NO = "sure", "yes", "no"
WORDED = ("old_question", "old_unit", "old_limit", "old_audience")
"""What it was before, for whoever takes the change back."""


def _begin_edit(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is an indicator."""
    largest = LargestNeed(argument, asker.today - A_YEAR)
    facts.require((EveryIndicatorNeed(), largest))
    row = find_row(argument, facts)
    if row is None or row.retired_on is not None:
        return Begun(refusal=Text("indicator.gone"))
    was: tuple[Value, ...] = (row.question, row.unit, row.limit, row.audience)
    answers = Answers(
        (
            (Step.QUESTION.value, row.question),
            (Step.UNIT.value, row.unit),
            (Step.LIMIT.value, row.limit),
            (Step.AUDIENCE.value, audience_named(Audience(row.audience))),
        )
    )
    context = Context(
        facts=(
            ("indicator", Named(row.id, row.label)),
            ("largest", facts.of(largest)),
            *zip(WORDED, was, strict=True),
        )
    )
    return Begun(context, answers)


@lru_cache(maxsize=64)
def _flow_edit(context: Context) -> Flow:
    return Flow(
        name="edit_indicator",
        version=1,
        steps=wording_steps(),
        draft=_draft,
        summary=lambda answers: _summary(answers, context),
        is_counted=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.indicators")


def _summary(answers: Answers, context: Context) -> tuple[Text, ...]:
    row = context.fact("indicator")
    head = (Text("indicator.sum.label", label=row.label),) if isinstance(row, Named) else ()
    largest, limit = context.fact("largest"), answers.number(Step.LIMIT)
    above: tuple[Text, ...] = ()
    if isinstance(largest, int) and limit is not None and limit < largest:
        above = (Text("indicator.sum.above", largest=largest),)
    return (*head, *wording_lines(answers), *above)


def _submit_edit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    row = _row(submission, facts)
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    if row is None or row.retired_on is not None:
        return Done(lines=(Text("indicator.gone"),), links=(indicators_link(),))
    answers = submission.answers
    question, unit = answers.words(Step.QUESTION), answers.words(Step.UNIT)
    limit, audience = answers.number(Step.LIMIT), answers.chosen(Step.AUDIENCE)
    if not (question and unit and limit and audience):
        return Mend(Step.QUESTION, Text("miss.needed"))
    if (question, unit, limit, audience.id) == (row.question, row.unit, row.limit, row.audience):
        return Done(lines=(Text("edit_indicator.same", label=row.label),))
    change = RewordIndicator(row.id, question, unit, limit, Audience(audience.id))
    return Done(
        changes=(change, _audited(asker, "indicator.changed", row.id, row.label)),
        lines=(Text("edit_indicator.done", label=row.label),),
        links=(Link(Text("button.undo"), Text("word.undo"), "undo"), indicators_link()),
        record=row.id,
    )


def _undo_edit(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    question, unit, limit, audience = (submission.context.fact(name) for name in WORDED)
    if not isinstance(limit, int):
        return ()
    back = RewordIndicator(record, str(question), str(unit), limit, Audience(str(audience)))
    return (back, _audited(asker, "indicator.changed", record, _label_of(submission)))


def _row(submission: Submission, facts: Facts) -> IndicatorRow | None:
    named = submission.context.fact("indicator")
    return find_row(named.id, facts) if isinstance(named, Named) else None


def _label_of(submission: Submission) -> str:
    named = submission.context.fact("indicator")
    return str(named.label) if isinstance(named, Named) else ""


def _audited(asker: Asker, action: str, subject: str, label: str) -> Audited:
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action=action,
        subject=subject,
        detail=(("label", label),),
    )


# Retired


def _begin_retire(_asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is an indicator."""
    row = find_row(argument, facts)
    if row is None or row.retired_on is not None:
        return Begun(refusal=Text("indicator.gone"))
    return Begun(Context(facts=(("indicator", Named(row.id, row.label)),)))


def _flow_retire(context: Context) -> Flow:
    named = context.fact("indicator")
    label = str(named.label) if isinstance(named, Named) else ""
    step = ChoiceStep(
        name=SURE,
        label=Text("button.retire_indicator"),
        ask=Text("retire_indicator.ask", label=label),
        short=Text("retire_indicator.ask", label=label),
        help=Text("retire_indicator.help"),
        said=Text("menu.said"),
        choices=(
            Named(YES, Text("button.retire_indicator")),
            Named(NO, Text("button.keep_counting")),
        ),
    )
    return Flow(
        name="retire_indicator",
        version=1,
        steps=(step,),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _submit_retire(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = _row(submission, facts)
    if row is None or row.retired_on is not None:
        return Done(lines=(Text("indicator.gone"),), links=(indicators_link(),))
    if not submission.answers.has(SURE, YES):
        return Done(
            lines=(Text("retire_indicator.kept", label=row.label),), links=(indicators_link(),)
        )
    return Done(
        changes=(
            RetireIndicator(row.id, asker.today),
            _audited(asker, "indicator.retired", row.id, row.label),
        ),
        lines=(Text("retire_indicator.done", label=row.label),),
        links=(resume_link(row.id), indicators_link()),
    )


# Taken up again


def _begin_resume(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is an indicator."""
    return Begun(Context(facts=(("indicator", Named(argument, argument)),)))


def _flow_resume(_context: Context) -> Flow:
    return Flow(
        name="resume_indicator", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _submit_resume(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = _row(submission, facts)
    if row is None:
        return Done(lines=(Text("indicator.gone"),), links=(indicators_link(),))
    if row.retired_on is None:
        return Done(lines=(Text("resume_indicator.already", label=row.label),))
    back = ResumeIndicator(row.id, row.retired_on, asker.person.id, asker.now)
    return Done(
        changes=(back, _audited(asker, "indicator.resumed", row.id, row.label)),
        lines=(Text("resume_indicator.done", label=row.label),),
        links=(
            Link(Text("button.retire_indicator"), Text("word.retire"), "retire_indicator", row.id),
            indicators_link(),
        ),
    )


EDIT_INDICATOR = Task(
    name="edit_indicator",
    roles=KEEPERS,
    label=Text("button.indicators"),
    words=(),
    begin=_begin_edit,
    flow=_flow_edit,
    submit=_submit_edit,
    undo=_undo_edit,
    in_menu=False,
)

RETIRE_INDICATOR = Task(
    name="retire_indicator",
    roles=KEEPERS,
    label=Text("button.retire_indicator"),
    words=(),
    begin=_begin_retire,
    flow=_flow_retire,
    submit=_submit_retire,
    in_menu=False,
)

RESUME_INDICATOR = Task(
    name="resume_indicator",
    roles=KEEPERS,
    label=Text("button.resume_indicator"),
    words=(),
    begin=_begin_resume,
    flow=_flow_resume,
    submit=_submit_resume,
    in_menu=False,
)
