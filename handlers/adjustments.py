"""What came into a week after its cut-off, one line for each change."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.commune_week import READERS
from handlers.week_page import moment
from models.adjustment import Cause
from models.needs import Facts
from models.week_needs import AdjustmentRow, CommuneStandingNeed
from models.weeks import cutoff_of, is_week, week_days, week_of

PAGE = 8
CAUSES = {
    Cause.LOGGED: Text("adjustments.logged"),
    Cause.EDITED: Text("adjustments.edited"),
    Cause.WITHDRAWN: Text("adjustments.withdrawn"),
    Cause.ZERO_FILED: Text("adjustments.zero_filed"),
    Cause.ZERO_WITHDRAWN: Text("adjustments.zero_withdrawn"),
    Cause.ROSTER: Text("adjustments.roster"),
    Cause.INDICATORS: Text("adjustments.indicators"),
    Cause.PRODUCTS: Text("adjustments.products"),
    Cause.PEOPLE: Text("adjustments.people"),
    Cause.CLASS_LIST: Text("adjustments.class_list"),
    Cause.QUALIFIED: Text("adjustments.qualified"),
    Cause.SAME_PERSON: Text("adjustments.same_person"),
}


def _begin(asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is "", or a week and a page: "2026-W47/0"."""
    week, _, page = argument.partition("/")
    week = week if is_week(week) else week_of(asker.today)
    return Begun(Context(facts=(("week", week), ("page", int(page) if page.isdigit() else 0))))


def _flow(_context: Context) -> Flow:
    return Flow(
        name="adjustments", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.adjustments")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*READERS):
        return Done(lines=(Text("task.not_yours"),))
    week, page = str(submission.context.fact("week")), submission.context.number("page")
    standing = facts.of(CommuneStandingNeed(week))
    monday, sunday = week_days(week)
    back = Link(Text("button.commune_week"), Text("word.commune_week"), "commune_week", week)
    if standing.closed_at is None:
        return Done(lines=(Text("adjustments.open", monday=monday, sunday=sunday),), links=(back,))
    day, at = moment(cutoff_of(week, asker.settings.cutoff))
    head = Text("adjustments.head", monday=monday, sunday=sunday, day=day, at=at)
    shown = standing.adjustments[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return Done(lines=(head, Text("adjustments.none")), links=(back,))
    links = [back]
    if (page + 1) * PAGE < len(standing.adjustments):
        following = Text("button.next_page"), Text("word.next_page")
        links.insert(0, Link(*following, "adjustments", f"{week}/{page + 1}"))
    return Done(lines=(head, *(_line(row) for row in shown)), links=tuple(links))


def _line(row: AdjustmentRow) -> Text:
    day, at = moment(row.at)
    what = CAUSES[row.cause]
    where = row.team_name or Text("adjustments.commune")
    who = row.by_name or Text("adjustments.by_itself")
    return Text(
        "adjustments.line",
        number=row.number,
        where=where,
        what=what,
        people=_signed(row.people),
        vneid=_signed(row.vneid),
        who=who,
        day=day,
        at=at,
    )


def _signed(count: int) -> str:
    return f"+{count}" if count >= 0 else f"−{-count}"  # the minus of people


ADJUSTMENTS = Task(
    name="adjustments",
    roles=READERS,
    label=Text("button.adjustments"),
    words=("điều chỉnh", "xem điều chỉnh", "adjustments"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
