"""Whom to call: for everybody who has nothing to log here, and for whoever asks."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context, Helper
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited, Change
from models.needs import Facts, HelperNeed


def helper_for(asker: Asker, team_id: str, facts: Facts) -> Helper | None:
    found = facts.of(HelperNeed(asker.person.id, team_id))
    return Helper(found.name, found.phone) if found else None


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    teams = asker.person.teams(*WORKERS)
    return Begun(Context(helper=helper_for(asker, teams[0].team_id if teams else "", facts)))


def _flow(_context: Context) -> Flow:
    return Flow(name="contact", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.contact")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    helper = submission.context.helper
    if helper is None:
        return Done(lines=(Text("contact.nobody"),))
    return Done(
        changes=_seen(asker, facts),
        lines=(Text("contact.call", name=helper.name, phone=helper.phone),),
    )


def _seen(asker: Asker, facts: Facts) -> tuple[Change, ...]:
    """Whose number this person was shown."""
    teams = asker.person.teams(*WORKERS)
    found = facts.of(HelperNeed(asker.person.id, teams[0].team_id if teams else ""))
    if found is None:
        return ()
    return (
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="helper.seen",
            subject=found.person_id,
        ),
    )


CONTACT = Task(
    name="contact",
    roles=frozenset(),
    label=Text("button.contact"),
    words=("gọi ai", "số điện thoại", "số cần gọi", "cần giúp", "who to call"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    needs_consent=False,
)
