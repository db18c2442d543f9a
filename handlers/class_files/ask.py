"""“Tải danh sách lớp” and “tệp mẫu”: a file is made once the message is written down."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.names import (
    TAKERS,
    TENDERS,
    choosing_flow,
    chosen_page,
    go_on_with,
    may_take,
    tended,
)
from handlers.errands import asked
from models.errand import MAKE_CLASS_SHEET, MAKE_TEMPLATE
from models.needs import Facts


def _begin_sheet(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or a class."""
    if not asker.person.has(*TAKERS):
        return Begun(refusal=Text("task.not_yours"))
    page = chosen_page(asker, argument, facts)
    if isinstance(page, Begun):
        return page
    if not may_take(asker, page.team_id):
        return Begun(refusal=Text("task.not_yours"))
    return Begun(Context(facts=(("course", page.id),)))


def _flow_sheet(context: Context) -> Flow:
    if context.fact("course") is None:
        return choosing_flow("class_sheet", context)
    return _no_questions("class_sheet")


def _no_questions(name: str) -> Flow:
    return Flow(name=name, version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.class_sheet")


def _submit_sheet(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if submission.context.fact("course") is None:
        return go_on_with("class_sheet", submission)
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    if not may_take(asker, page.team_id):
        return Done(lines=(Text("task.not_yours"),))
    if not page.learners:
        return Done(lines=(Text("class_sheet.nobody"),))
    errand = asked(asker, MAKE_CLASS_SHEET, (("course", page.id),))
    return Done(changes=(errand,), lines=(Text("class_sheet.taken"),))


def _begin_template(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow_template(_context: Context) -> Flow:
    return _no_questions("learner_template")


def _submit_template(_submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    errand = asked(asker, MAKE_TEMPLATE, ())
    return Done(changes=(errand,), lines=(Text("class_sheet.taken"),))


CLASS_SHEET = Task(
    name="class_sheet",
    roles=TAKERS,
    label=Text("button.class_sheet"),
    words=("tải danh sách lớp", "tải danh sách", "tệp danh sách lớp", "class list file"),
    begin=_begin_sheet,
    flow=_flow_sheet,
    submit=_submit_sheet,
    in_menu=False,
)

LEARNER_TEMPLATE = Task(
    name="learner_template",
    roles=TENDERS,
    label=Text("button.learner_template"),
    words=("tệp mẫu", "mẫu danh sách", "file mẫu", "template"),
    begin=_begin_template,
    flow=_flow_template,
    submit=_submit_template,
    in_menu=False,
)
