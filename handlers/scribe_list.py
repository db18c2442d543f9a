"""The leader's list: who asked to have it written for them. Choosing one starts a session for that
person.
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.message import message_from_text
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited
from models.needs import Facts, ScribeListNeed, ScribeRow
from models.people import Role


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    waiting = tuple(Named(_key(row), row.name) for row in _waiting(asker, facts))
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


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """What the person had written before it was left lying is shown to whoever writes for them."""
    chosen = submission.answers.chosen("person")
    if chosen is None:
        return Done(next_task="menu")
    row = next((row for row in _waiting(asker, facts) if _key(row) == chosen.id), None)
    lines = message_from_text(row.draft).lines if row and row.draft else ()
    return Done(
        changes=(_seen(asker, row),) if row and row.draft else (),
        lines=lines,
        next_task=f"session_for:{chosen.id}",
    )


def _seen(asker: Asker, row: ScribeRow) -> Audited:
    """Whose unfinished words this person was shown."""
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="draft.seen",
        subject=row.person_id,
    )


def _waiting(asker: Asker, facts: Facts) -> tuple[ScribeRow, ...]:
    teams = tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))
    rows = facts.of(ScribeListNeed(teams, of_leaders=asker.person.has(Role.COORDINATOR)))
    return tuple(row for row in rows if row.person_id != asker.person.id)


def _key(row: ScribeRow) -> str:
    return f"{row.person_id}/{row.team_id}"


SCRIBE_LIST = Task(
    name="scribe_list",
    roles=frozenset({Role.LEADER, Role.COORDINATOR}),
    label=Text("button.scribe_list"),
    words=("ai nhờ ghi hộ", "người nhờ ghi hộ", "who asked for help"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
