"""Taking back a report of no activity: there was something after all."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.zero_report import FILERS, may_file, week_label, zero_withdrawal
from models.needs import Facts, ZeroReportsNeed
from models.people import Role


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "", or the report itself as in "thon-01/2026-W47"."""
    teams = tuple(duty.team_id for duty in asker.person.teams(*FILERS))
    team_id = argument.partition("/")[0]
    if asker.person.has(Role.COORDINATOR) and team_id and team_id not in teams:
        teams = (team_id,)
    standing = tuple(
        Named(
            f"{row.team_id}/{row.week}",
            Text("zero_back.row", team=row.team_name, week=week_label(row.week)),
        )
        for row in facts.of(ZeroReportsNeed(teams))
    )
    if not standing:
        return Begun(refusal=Text("zero_back.none"))
    wanted = next((named for named in standing if named.id == argument), None)
    answers = Answers().given("report", wanted) if wanted else Answers()
    return Begun(Context(lists=(("standing", standing),)), answers)


def _flow(context: Context) -> Flow:
    step = ChoiceStep(
        name="report",
        label=Text("button.zero_back"),
        ask=Text("zero_back.ask"),
        short=Text("zero_back.ask"),
        help=Text("zero.week.help"),
        said=Text("menu.said"),
        choices=context.list_of("standing"),
    )
    return Flow(
        name="zero_back", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("zero.draft")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen("report")
    if chosen is None:
        return Mend("report", Text("miss.choice"))
    team_id = chosen.id.partition("/")[0]
    if not may_file(asker, team_id):
        return Done(lines=(Text("task.not_yours"),))
    return Done(changes=zero_withdrawal(chosen.id, asker), lines=(Text("zero.back_done"),))


ZERO_BACK = Task(
    name="zero_back",
    roles=frozenset({*FILERS, Role.COORDINATOR}),
    label=Text("button.zero_back"),
    words=("rút báo cáo", "rút báo cáo không", "bỏ báo cáo không", "rút báo cáo này"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    serves_draft=True,
)
