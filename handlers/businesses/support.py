"""The support of a business becomes an activity of no session and no people; the business itself
counts once a target year (domain, Definitions).
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Search, Submission, Task
from handlers.businesses.finding import NEW, find_businesses, name_of, same_business
from handlers.businesses.flow import Step, summary, support_flow
from handlers.installs.record import taken_back, zero_exists
from handlers.one_team import find_teams
from handlers.session.begin import own_teams
from handlers.session.handing_over import hand_over, works_in
from models.activity import ActivityKind, EntryWay
from models.business_kept import Support, folded
from models.business_needs import BUSINESSES, BusinessesNeed, BusinessRow
from models.changes import Change, RecordActivity, week_key
from models.commune import TeamKind
from models.needs import Facts, TeamWeekNeed
from models.people import Role
from models.weeks import week_of


def _begin(asker: Asker, _argument: str, _facts: Facts) -> Begun:
    teams = own_teams(asker)
    if not teams:
        return Begun(refusal=Text("session.no_team"))
    answers = Answers().given(Step.DAY, asker.today)
    own = _own_villages(asker)
    if len(teams) == 1 and own:
        answers = answers.given(Step.VILLAGE, own[0])
    context = Context(lists=(("teams", teams),), facts=(("old_days", asker.settings.old_days),))
    return Begun(context, answers)


def _own_villages(asker: Asker) -> tuple[Named, ...]:
    """A Tổ is its village; a Đội goes to all of them."""
    return tuple(
        Named(duty.team_id, duty.team_name)
        for duty in asker.person.duties
        if duty.team_kind is TeamKind.TO and works_in(asker, duty.team_id)
    )


def _find(search: Search, asker: Asker, facts: Facts) -> tuple[Named, ...]:
    if search.kind == "villages":
        return find_teams(search, facts)
    own = frozenset(folded(str(named.label)) for named in _own_villages(asker))
    return find_businesses(search.words, facts.of(BusinessesNeed()), own)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    flow = support_flow(submission.context)
    answers = flow.on_the_way(submission.answers)
    day, named, kinds = answers.day(Step.DAY), answers.chosen(Step.NAME), answers.ticked(Step.KINDS)
    if named is None:
        return Mend(Step.NAME, Text("miss.needed"))
    if day is None or not kinds:
        return Mend(Step.KINDS, Text("miss.needed"))
    if day > asker.today:
        return Mend(Step.DAY, Text("miss.date.future", day=day))
    team_id = _team_of(submission)
    if not works_in(asker, team_id):
        return hand_over(asker, team_id, summary(answers, submission.context))
    week = TeamWeekNeed(team_id, week_of(day))
    facts.require((BusinessesNeed(), week))
    if facts.of(week).has_zero_report:
        return zero_exists(facts.of(week))
    rows = facts.of(BusinessesNeed())
    support = _support(named, answers, rows, asker)
    if support is None:
        return Mend(Step.VILLAGE if named.id == NEW else Step.NAME, Text("miss.needed"))
    record = _record(submission.dialog, team_id, answers, support, asker)
    known = next((row for row in rows if row.id == support.business_id and row.days), None)
    return Done(
        changes=(record,),
        lines=_closing(support, known, rows, asker),
        links=(
            Link(Text("button.undo"), Text("word.undo"), "undo"),
            Link(Text("button.support_more"), Text("word.support"), "support"),
            Link(
                Text("button.team_week"), Text("word.team_week"), "team_week",
                f"{team_id}/{week_of(day)}",
            ),
        ),
        record=record.id,
    )  # fmt: skip


def _team_of(submission: Submission) -> str:
    teams = submission.context.list_of("teams")
    return (submission.answers.chosen(Step.TEAM) or teams[0]).id


def _support(
    named: Named, answers: Answers, rows: tuple[BusinessRow, ...], asker: Asker
) -> Support | None:
    """None where it is not there any more, or nobody knows where it is."""
    kinds = tuple(kind.id for kind in answers.ticked(Step.KINDS))
    village = answers.chosen(Step.VILLAGE)
    if named.id != NEW:
        row = next((row for row in rows if row.id == named.id), None)
    elif village is None:
        return None
    else:
        row = same_business(name_of(named), str(village.label), rows)
        if row is None:
            return Support(asker.new_id(), name_of(named), str(village.label), kinds)
    return Support(row.id, row.name, row.village, kinds) if row else None


def _record(
    dialog: str, team_id: str, answers: Answers, support: Support, asker: Asker
) -> RecordActivity:
    day = answers.day(Step.DAY) or asker.today
    return RecordActivity(
        id=asker.new_id(),
        dialog_id=dialog,
        team_id=team_id,
        kind=ActivityKind.BUSINESS,
        day=day,
        sessions=0,
        people=0,
        elderly=None,
        fishermen=None,
        freelance=None,
        vulnerable=None,
        vneid_1=0,
        vneid_2=0,
        vneid_unspecified=0,
        place=None,
        note=None,
        author_id=asker.person.id,
        for_id=None,
        how=EntryWay.SELF,
        at=asker.now,
        channel=asker.door.channel,
        business=support,
        key=week_key(team_id, week_of(day)),
        also=(BUSINESSES,),
    )


def _closing(
    support: Support, known: BusinessRow | None, rows: tuple[BusinessRow, ...], asker: Asker
) -> tuple[Text, ...]:
    """A business that was there counts no second time; the year's figure says so."""
    year = asker.today.year
    supported = {row.id for row in rows if any(day.year == year for day in row.days)}
    count = len(supported | {support.business_id})
    done = Text("support.done", name=support.name, village=support.village)
    if known is not None:
        return (Text("support.done_known", name=support.name, day=known.days[0], count=count),)
    return (done, Text("support.year", count=count))


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    day = submission.answers.day(Step.DAY) or asker.today
    return (taken_back(record, _team_of(submission), day, asker),)


SUPPORT = Task(
    name="support",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.support"),
    words=(
        "hỗ trợ hộ kinh doanh",
        "hỗ trợ kinh doanh",
        "hỗ trợ doanh nghiệp",
        "ghi hộ kinh doanh",
        "support a business",
    ),
    begin=_begin,
    flow=support_flow,
    submit=_submit,
    find=_find,
    undo=_undo,
)
