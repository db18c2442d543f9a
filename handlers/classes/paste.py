"""“Thêm nhiều người”: a list onto the list of a class, pasted in one message or several."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import LinesStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.alike.recognising import recognise
from handlers.classes.add import consent_of
from handlers.classes.enrolling import added, record_of, taken_back
from handlers.classes.names import (
    SHOWN,
    TENDERS,
    Step,
    choosing_flow,
    chosen_page,
    course_link,
    go_on_with,
    tended,
    title,
    undo_link,
)
from handlers.classes.people_read import PART, consent_line, consent_step, read_people, rows_of
from models.changes import Change
from models.needs import Facts


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or a class."""
    page = chosen_page(asker, argument, facts)
    if isinstance(page, Begun):
        return page
    return Begun(Context(facts=(("course", page.id),)), lead=Text("course.head", label=title(page)))


def _flow(context: Context) -> Flow:
    if context.fact("course") is None:
        return choosing_flow("add_learners", context)
    return Flow(
        name="add_learners",
        version=1,
        steps=(
            LinesStep(
                name=Step.LINES,
                label=Text("label.learners"),
                ask=Text("add_learners.lines.ask"),
                short=Text("add_learners.lines.short"),
                help=Text("add_learners.lines.help"),
                said=Text("add_learners.lines.said"),
                more=Text("add_learners.lines.more"),
                read=read_people,
            ),
            consent_step(Text("add_learners.consent.ask")),
        ),
        draft=_draft,
        summary=_summary,
    )


def _draft(answers: Answers) -> Text:
    count = len(_lines(answers))
    return Text("add_learners.draft", count=count) if count else Text("button.add_learners")


def _lines(answers: Answers) -> list[str]:
    return (answers.words(Step.LINES) or "").splitlines()


def _summary(answers: Answers) -> tuple[Text, ...]:
    lines = _lines(answers)
    if not lines:
        return ()
    names = tuple(line.partition(PART)[0] for line in lines)
    more = Text("names.more", names=names[:SHOWN], more=len(names) - SHOWN)
    shown = (more,) if len(names) > SHOWN else names
    return (
        Text("add_learners.sum", count=len(lines), names=shown),
        *consent_line(answers.chosen(Step.CONSENT)),
    )


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if submission.context.fact("course") is None:
        return go_on_with("add_learners", submission)
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    answers = submission.answers
    rows = rows_of(answers.words(Step.LINES) or "", asker.today)
    if not rows or answers.chosen(Step.CONSENT) is None:
        return Mend(Step.LINES, Text("miss.needed"))
    found = recognise(rows, page, consent_of(answers), asker, facts)
    ids = (*(one.id for one in found.new), *found.known)
    if not ids:
        return Done(lines=(Text("add_learners.there"),), links=(course_link(page.id),))
    return Done(
        changes=(*found.changes(page, asker), added(page, len(ids), asker)),
        lines=(
            Text("add_learners.done", count=len(ids), all=len(page.learners) + len(ids)),
            *found.lines(asker),
        ),
        links=(undo_link(), *found.links(asker), course_link(page.id)),
        record=record_of(page, ids),
    )


def _undo(record: str, _submission: Submission, asker: Asker) -> tuple[Change, ...]:
    return taken_back(record, asker)


ADD_LEARNERS = Task(
    name="add_learners",
    roles=TENDERS,
    label=Text("button.add_learners"),
    words=("thêm nhiều người", "dán danh sách", "thêm danh sách", "paste a list"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
