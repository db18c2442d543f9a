"""“Hộ kinh doanh”: every business that was supported this year, for whoever reports on it."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.businesses.flow import kind_label
from models.business import SupportKind
from models.business_needs import BusinessesNeed, BusinessRow
from models.needs import Facts
from models.people import Role

PAGE = 8


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "" or a page from nought on."""
    return Begun(Context(facts=(("page", int(argument) if argument.isdecimal() else 0),)))


def _flow(_context: Context) -> Flow:
    return Flow(
        name="businesses", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.businesses")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(Role.COORDINATOR):
        return Done(lines=(Text("task.not_yours"),))
    year = asker.today.year
    rows = [row for row in facts.of(BusinessesNeed()) if any(day.year == year for day in row.days)]
    if not rows:
        return Done(lines=(Text("businesses.none"),))
    page = submission.context.number("page")
    shown = rows[page * PAGE : (page + 1) * PAGE] or rows[:PAGE]
    links = []
    if (page + 1) * PAGE < len(rows):
        following = Text("button.next_page"), Text("word.next_page")
        links.append(Link(*following, "businesses", str(page + 1)))
    return Done(
        lines=(Text("businesses.head", count=len(rows)), *map(_line, shown)),
        links=tuple(links),
    )


def _line(row: BusinessRow) -> Text:
    kinds = tuple(kind_label(SupportKind(kind)) for kind in row.kinds)
    return Text("businesses.line", name=row.name, village=row.village, kinds=kinds, day=row.days[0])


LISTED = Task(
    name="businesses",
    roles=frozenset({Role.COORDINATOR}),
    label=Text("button.businesses"),
    words=("hộ kinh doanh", "các hộ kinh doanh", "danh sách hộ kinh doanh", "businesses"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
