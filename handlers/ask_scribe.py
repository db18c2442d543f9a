"""“Nhờ người ghi hộ” outside a dialog, and after a voice message that nobody here can hear."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.scribe import scribe_request
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.needs import Facts
from models.people import Role
from models.scribe import ScribeReason


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    reason = ScribeReason.VOICE if argument == "voice" else ScribeReason.ASKED
    return Begun(Context(facts=(("reason", reason.value),)))


def _flow(context: Context) -> Flow:
    is_voice = context.fact("reason") == ScribeReason.VOICE.value
    step = ChoiceStep(
        name="answer",
        label=Text("way.scribe"),
        ask=Text("voice.ask") if is_voice else Text("scribe.ask"),
        short=Text("scribe.short"),
        help=Text("scribe.help"),
        said=Text("menu.said"),
        choices=(Named("ask", Text("way.scribe")), Named("self", Text("button.type_myself"))),
    )
    return Flow(
        name="ask_scribe", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("way.scribe")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    if not submission.answers.has("answer", "ask"):
        return Done(next_task="menu")
    reason = submission.context.fact("reason")
    changes = scribe_request(asker, ScribeReason(reason if isinstance(reason, str) else "asked"))
    return Done(changes=changes, lines=(Text("scribe.asked"),))


ASK_SCRIBE = Task(
    name="ask_scribe",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("way.scribe"),
    words=("nhờ ghi hộ giúp",),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
