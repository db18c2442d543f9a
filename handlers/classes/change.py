"""Other days for a class, and its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.names import TENDERS, YES, Step, course_link, courses_link, sure_step, tended
from handlers.classes.open import Summary, days_line, days_of, days_step
from models.changes import Audited
from models.course_changes import EndCourse, SetCourseDays, course_key
from models.needs import Facts


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a class."""
    page = tended(asker, argument, facts)
    if isinstance(page, Text):
        return Begun(refusal=page)
    lead = days_line(page.days) if page.days else None
    return Begun(Context(facts=(("course", page.id), ("today", asker.today))), lead=lead)


def _flow(context: Context) -> Flow:
    today = context.fact("today")
    day = today if isinstance(today, date) else date.min
    return Flow(
        name="class_days",
        version=1,
        steps=(replace(days_step(day), ask=Text("class_days.ask")),),
        draft=_draft,
        summary=Summary(day),
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.class_days")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    days = days_of(submission.answers, asker.today)
    if not days:
        return Mend(Step.DAYS, Text("open_class.days.miss"))
    return Done(
        changes=(SetCourseDays(page.id, days, course_key(page.id)),),
        lines=(Text("class_days.done"), days_line(days)),
        links=(course_link(page.id),),
    )


# Its end


def _begin_close(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a class, open or closed."""
    page = tended(asker, argument, facts)
    if isinstance(page, Text):
        return Begun(refusal=page)
    return Begun(
        Context(facts=(("course", page.id), ("closed", int(page.is_closed)))),
    )


def _flow_close(context: Context) -> Flow:
    step = (
        sure_step(
            Text("button.reopen_class"), Text("close_class.again"), Text("button.reopen_class")
        )
        if context.fact("closed")
        else sure_step(
            Text("button.close_class"), Text("close_class.ask"), Text("button.close_class")
        )
    )
    return Flow(
        name="close_class",
        version=1,
        steps=(step,),
        draft=_draft_close,
        review=False,
        keeps_draft=False,
    )


def _draft_close(_answers: Answers) -> Text:
    return Text("button.close_class")


def _submit_close(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    if not submission.answers.has(Step.SURE, YES):
        return Done(next_task=f"course:{page.id}")
    is_closed = bool(submission.context.fact("closed"))
    noted = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="class.reopened" if is_closed else "class.closed",
        subject=page.id,
    )
    return Done(
        changes=(EndCourse(page.id, None if is_closed else asker.now, course_key(page.id)), noted),
        lines=(Text("close_class.reopened") if is_closed else Text("close_class.done"),),
        links=(course_link(page.id), courses_link()),
    )


CLASS_DAYS = Task(
    name="class_days",
    roles=TENDERS,
    label=Text("button.class_days"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)

CLOSE_CLASS = Task(
    name="close_class",
    roles=TENDERS,
    label=Text("button.close_class"),
    words=(),
    begin=_begin_close,
    flow=_flow_close,
    submit=_submit_close,
    in_menu=False,
)
