"""The leader's list: who asked to have it written for them. Choosing one starts a session for that
person.
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.needs import Facts, ScribeListNeed
from models.people import Role


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    teams = tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))
    rows = facts.of(ScribeListNeed(teams, of_leaders=asker.person.has(Role.COORDINATOR)))
    waiting = tuple(
        Named(
            f"{row.person_id}/{row.team_id}",
            row.name,
        )
        for row in rows
        if row.person_id != asker.person.id
    )
    if not waiting:
        return Begun(refusal=Text("scribe_list.empty"))
    return Begun(Context(lists=(("waiting", waiting),)))


def _flow(context: Context) -> Flow:
    waiting = context.list_of("waiting")
    step = ChoiceStep(
        name="person",
        label=Text("button.scribe_list"),
        ask=Text("scribe_list.ask", count=len(waiting)),
        short=Text("scribe_list.short"),
        help=Text("scribe_list.help"),
        said=Text("menu.said"),
        choices=waiting,
    )
    return Flow(
        name="scribe_list", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.scribe_list")


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen("person")
    return Done(next_task=f"session_for:{chosen.id}" if chosen else "menu")


SCRIBE_LIST = Task(
    name="scribe_list",
    roles=frozenset({Role.LEADER, Role.COORDINATOR}),
    label=Text("button.scribe_list"),
    words=("ai nhờ ghi hộ", "người nhờ ghi hộ", "who asked for help"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
