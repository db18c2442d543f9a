"""“Chép danh sách”: the people of an earlier class, enrolled again; each stays one person."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Has, TicksStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.enrolling import enrolment, record_of, taken_back
from handlers.classes.names import (
    TENDERS,
    Step,
    choosing_flow,
    course_link,
    courses_need,
    people_named,
    tended,
    title,
    undo_link,
)
from models.changes import Change
from models.course_needs import CoursePage
from models.needs import Facts

ALL, SOME = "all", "some"


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a class, or it and the one whose list is taken: "to/from"."""
    course_id, _, source_id = argument.partition("/")
    page = tended(asker, course_id, facts)
    if isinstance(page, Text):
        return Begun(refusal=page)
    if not source_id:
        return _begin_choosing(page, asker, facts)
    source = tended(asker, source_id, facts)
    if isinstance(source, Text):
        return Begun(refusal=source)
    here = {one.id for one in page.learners}
    people = people_named(one for one in source.learners if one.id not in here)
    if not people:
        return Begun(refusal=Text("copy_list.nobody"))
    return Begun(
        Context(lists=(("people", people),), facts=(("course", page.id), ("source", source_id))),
        lead=Text("copy_list.from", label=title(source), count=len(people)),
    )


def _begin_choosing(page: CoursePage, asker: Asker, facts: Facts) -> Begun:
    rows = [row for row in facts.of(courses_need(asker)) if row.id != page.id and row.learners > 0]
    if not rows:
        return Begun(refusal=Text("copy_list.none"))
    named = tuple(Named(row.id, title(row)) for row in rows)
    return Begun(Context(lists=(("courses", named),), facts=(("course", page.id),)))


def _flow(context: Context) -> Flow:
    people = context.list_of("people")
    if not people:
        return choosing_flow("copy_list", context)
    return Flow(
        name="copy_list",
        version=1,
        steps=(
            ChoiceStep(
                name=Step.WHAT,
                label=Text("button.copy_list"),
                ask=Text("copy_list.what.ask"),
                short=Text("copy_list.what.ask"),
                help=Text("copy_list.what.help"),
                said=Text("menu.said"),
                choices=(
                    Named(ALL, Text("button.everybody")),
                    Named(SOME, Text("button.one_by_one")),
                ),
            ),
            TicksStep(
                name=Step.WHO,
                label=Text("label.learners"),
                ask=Text("copy_list.who.ask"),
                short=Text("copy_list.who.ask"),
                help=Text("attend.came.help"),
                said=Text("menu.said"),
                choices=people,
                when=(Has(Step.WHAT, SOME),),
            ),
        ),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.copy_list")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    course_id = str(submission.context.fact("course"))
    people = submission.context.list_of("people")
    if not people:
        chosen = submission.answers.chosen(Step.WHICH)
        if chosen is None:
            return Mend(Step.WHICH, Text("miss.choice"))
        return Done(next_task=f"copy_list:{course_id}/{chosen.id}")
    page = tended(asker, course_id, facts)
    source = tended(asker, str(submission.context.fact("source")), facts)
    if isinstance(page, Text) or isinstance(source, Text):
        return Done(lines=(Text("course.gone"),))
    taken = submission.answers.ticked(Step.WHO)
    if submission.answers.has(Step.WHAT, ALL):
        taken = people
    here = {one.id for one in page.learners}
    there = {one.id for one in source.learners}
    ids = [named.id for named in taken if named.id in there - here]
    if not ids:
        return Done(lines=(Text("copy_list.nobody"),), links=(course_link(page.id),))
    return Done(
        changes=enrolment(page, tuple(ids), asker),
        lines=(Text("add_learners.done", count=len(ids), all=len(page.learners) + len(ids)),),
        links=(undo_link(), course_link(page.id)),
        record=record_of(page, ids),
    )


def _undo(record: str, _submission: Submission, asker: Asker) -> tuple[Change, ...]:
    return taken_back(record, asker)


COPY_LIST = Task(
    name="copy_list",
    roles=TENDERS,
    label=Text("button.copy_list"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
