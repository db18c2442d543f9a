"""Taking back a session that was logged: nothing is deleted, and the reason is kept."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.kinds import entry_line
from handlers.session.reasons import OTHER, audited, reason_label, reason_of, refusal_of, why_steps
from models.changes import WithdrawActivity, activity_key, week_key
from models.logged_needs import LoggedNeed
from models.needs import Facts
from models.people import Role

REASONS = (
    Named("doubled", Text("why.doubled")),
    Named("not_held", Text("why.not_held")),
    Named(OTHER, Text("why.other")),
)


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is the activity."""
    logged = facts.of(LoggedNeed(argument))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Begun(refusal=refusal or Text("mend.gone"))
    said = entry_line(logged)
    return Begun(
        Context(
            facts=(("activity", logged.id), ("entry", Named(logged.id, said))),
        )
    )


def _flow(context: Context) -> Flow:
    entry = context.fact("entry")

    def summary(answers: Answers) -> tuple[Text, ...]:
        why = reason_label(answers)
        said = (Text("take_back.sum", entry=entry.label),) if isinstance(entry, Named) else ()
        return (*said, *((Text("mend.why", why=why),) if why else ()))

    return Flow(
        name="session_withdraw",
        version=1,
        steps=why_steps(REASONS, ask=Text("take_back.why.ask"), said=Text("take_back.why.said")),
        is_counted=False,
        draft=_draft,
        summary=summary,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("take_back.draft")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    logged = facts.of(LoggedNeed(str(submission.context.fact("activity"))))
    refusal = refusal_of(asker, logged)
    if refusal is not None or logged is None:
        return Done(lines=(refusal or Text("mend.gone"),))
    why = reason_of(submission.answers)
    if not why:
        return Mend("why", Text("miss.choice"))
    change = WithdrawActivity(
        activity_id=logged.id,
        revision_id=asker.new_id(),
        by_id=asker.person.id,
        at=asker.now,
        why=why,
        channel=asker.door.channel,
        key=week_key(logged.team_id, logged.week) if logged.team_id else "",
        also=(activity_key(logged.id),),
    )
    return Done(
        changes=(change, *audited(asker, "activity.withdrawn", logged)),
        lines=(
            Text("take_back.done", day=logged.day, people=logged.people)
            if logged.people
            else Text("take_back.done_business", day=logged.day, name=logged.business[1]),
        ),
    )


SESSION_WITHDRAW = Task(
    name="session_withdraw",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID, Role.COORDINATOR}),
    label=Text("button.take_back"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
