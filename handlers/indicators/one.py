"""“Các chỉ tiêu đếm”: the list of what is counted, and one of it with what can be done to it."""

from __future__ import annotations

from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.indicators.names import KEEPERS, audience_label
from models.indicator import Audience
from models.indicator_needs import EveryIndicatorNeed
from models.needs import Facts, IndicatorRow

WHICH = "which"


def indicators_link() -> Link:
    return Link(Text("button.indicators"), Text("word.indicators"), "indicators")


def resume_link(indicator_id: str) -> Link:
    return Link(
        Text("button.resume_indicator"), Text("word.resume"), "resume_indicator", indicator_id
    )


def find_row(indicator_id: object, facts: Facts) -> IndicatorRow | None:
    rows = facts.of(EveryIndicatorNeed())
    return next((row for row in rows if row.id == indicator_id), None)


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    rows = facts.of(EveryIndicatorNeed())
    ordered = sorted(rows, key=lambda row: row.retired_on is not None)
    named = tuple(Named(row.id, _label(row, asker.today)) for row in ordered)
    return Begun(Context(lists=(("indicators", named),)))


def _label(row: IndicatorRow, today: date) -> Text | str:
    if row.retired_on is not None:
        return Text("indicators.retired", label=row.label)
    if row.since is not None and row.since > today:
        return Text("indicators.coming", label=row.label)
    return row.label


def _flow(context: Context) -> Flow:
    choices = context.list_of("indicators")
    step = ChoiceStep(
        name=WHICH,
        label=Text("button.indicators"),
        ask=Text("indicators.ask"),
        short=Text("indicators.ask"),
        help=Text("indicators.help"),
        said=Text("menu.said"),
        choices=choices,
    )
    return Flow(
        name="indicators",
        version=1,
        steps=(step,) if choices else (),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.indicators")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    chosen = submission.answers.chosen(WHICH)
    if chosen is None:
        return Done(next_task="add_indicator")
    return Done(next_task=f"indicator:{chosen.id}")


# One of it


def _begin_one(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is an indicator."""
    return Begun(Context(facts=(("indicator", argument),)))


def _flow_one(_context: Context) -> Flow:
    return Flow(
        name="indicator", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _submit_one(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = find_row(submission.context.fact("indicator"), facts)
    if row is None:
        return Done(lines=(Text("indicator.gone"),), links=(indicators_link(),))
    lines = [
        Text("indicator.head", label=row.label),
        Text("indicator.sum.question", question=row.question),
        Text("indicator.sum.limit", unit=row.unit, limit=row.limit),
        Text("indicator.sum.audience", audience=audience_label(Audience(row.audience))),
    ]
    if row.since is not None:
        lines.append(Text("indicator.sum.since", since=row.since))
    add = Link(Text("button.add_indicator"), Text("word.add_indicator"), "add_indicator")
    if row.retired_on is not None:
        lines.append(Text("indicator.retired_on", on=row.retired_on))
        return Done(lines=tuple(lines), links=(resume_link(row.id), add, indicators_link()))
    return Done(
        lines=tuple(lines),
        links=(
            Link(
                Text("button.mend_indicator"), Text("word.mend_indicator"), "edit_indicator", row.id
            ),
            Link(Text("button.retire_indicator"), Text("word.retire"), "retire_indicator", row.id),
            add,
            indicators_link(),
        ),
    )


INDICATORS = Task(
    name="indicators",
    roles=KEEPERS,
    label=Text("button.indicators"),
    words=(
        "các chỉ tiêu đếm",
        "chỉ tiêu đếm",
        "sửa chỉ tiêu đếm",
        "sửa chỉ tiêu",
        "thôi đếm",
        "đếm lại",
        "counts",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)

INDICATOR = Task(
    name="indicator",
    roles=KEEPERS,
    label=Text("button.indicators"),
    words=(),
    begin=_begin_one,
    flow=_flow_one,
    submit=_submit_one,
    in_menu=False,
)
