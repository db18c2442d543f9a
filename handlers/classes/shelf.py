"""“Lớp của tổ”: the classes, and one of them with all that can be done to it."""

from __future__ import annotations

from bot.dialog.answers import Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.classes.names import (
    TENDERS,
    add_links,
    choosing_flow,
    courses_draft,
    courses_link,
    courses_need,
    go_on_with,
    may_take,
    tended,
    title,
)
from handlers.classes.open import days_line
from models.course_needs import CoursePage
from models.needs import Facts


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    rows = facts.of(courses_need(asker))
    named = tuple(
        Named(row.id, Text("courses.closed", label=title(row)) if row.is_closed else title(row))
        for row in rows
    )
    return Begun(Context(lists=(("courses", named),)))


def _flow(context: Context) -> Flow:
    return choosing_flow("courses", context)


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    if not submission.context.list_of("courses"):
        return Done(lines=(Text("courses.none"),), links=(open_link(),))
    return go_on_with("course", submission)


def open_link() -> Link:
    return Link(Text("button.open_class"), Text("word.open_class"), "open_class")


# One of them


def _begin_one(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is a class."""
    return Begun(Context(facts=(("course", argument),)))


def _flow_one(_context: Context) -> Flow:
    return Flow(
        name="course", version=1, steps=(), draft=courses_draft, review=False, keeps_draft=False
    )


def _submit_one(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,), links=(courses_link(),))
    return Done(lines=_lines(page), links=_links(page, asker))


def _lines(page: CoursePage) -> tuple[Text, ...]:
    lines = [Text("course.head", label=title(page))]
    if page.is_closed:
        lines.append(Text("course.closed"))
    if page.days:
        lines.append(days_line(page.days))
    if page.held:
        days = tuple(
            Text("course.held_day", day=held.day, people=held.people) for held in page.held[-7:]
        )
        lines.append(Text("course.held", days=days))
    else:
        lines.append(Text("course.not_held"))
    lines.append(
        Text(
            "course.people",
            listed=len(page.learners),
            came=page.came,
            qualified=page.qualified,
        )
    )
    return tuple(lines)


def _links(page: CoursePage, asker: Asker) -> tuple[Link, ...]:
    if page.is_closed:
        reopen = Link(
            Text("button.reopen_class"), Text("word.reopen_class"), "close_class", page.id
        )
        return (_people_link(page), reopen, courses_link())
    links: list[Link] = []
    if page.learners:
        links.append(Link(Text("button.attend"), Text("word.attend"), "attend", page.id))
    links += add_links(page.id)
    if page.held:
        links.append(
            Link(Text("button.mend_attend"), Text("word.mend_attend"), "attend_edit", f"{page.id}/")
        )
    if page.learners:
        links.append(_people_link(page))
        if may_take(asker, page.team_id):
            links.append(
                Link(Text("button.class_sheet"), Text("word.class_sheet"), "class_sheet", page.id)
            )
        links.append(Link(Text("button.qualify"), Text("word.qualify"), "qualify", page.id))
    else:
        links.append(Link(Text("button.copy_list"), Text("word.copy_list"), "copy_list", page.id))
    links += [
        Link(Text("button.class_days"), Text("word.class_days"), "class_days", page.id),
        Link(Text("button.close_class"), Text("word.close_class"), "close_class", page.id),
    ]
    return tuple(links)


def _people_link(page: CoursePage) -> Link:
    return Link(Text("button.learners"), Text("word.learners"), "learners", page.id)


COURSES = Task(
    name="courses",
    roles=TENDERS,
    label=Text("button.courses"),
    words=("lớp của tổ", "lớp học", "các lớp", "xem lớp", "lớp bình dân học vụ số", "classes"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)

COURSE = Task(
    name="course",
    roles=TENDERS,
    label=Text("button.course"),
    words=(),
    begin=_begin_one,
    flow=_flow_one,
    submit=_submit_one,
    in_menu=False,
    from_notice=True,
)
