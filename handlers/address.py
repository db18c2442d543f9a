"""Xưng hô by choosing from a list; "gọi em là chị" works anywhere and is the conversation's."""

from __future__ import annotations

from bot.dialog.address import CHOOSABLE
from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited, ChangeAddress
from models.needs import Facts


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow(_context: Context) -> Flow:
    step = ChoiceStep(
        name="address",
        label=Text("address.label"),
        ask=Text("address.ask"),
        short=Text("address.short"),
        help=Text("address.help"),
        said=Text("address.said"),
        choices=tuple(Named(form.value, form.value) for form in CHOOSABLE),
    )
    return Flow(
        name="address", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("address.label")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen("address")
    if chosen is None:
        return Mend("address", Text("miss.choice"))
    person = asker.person.id
    return Done(
        changes=(
            ChangeAddress(person, chosen.id),
            Audited(
                id=asker.new_id(),
                at=asker.now,
                by_id=person,
                action="person.address",
                subject=person,
            ),
        ),
        lines=(Text("address.done"),),
    )


ADDRESS = Task(
    name="address",
    roles=frozenset(),
    label=Text("button.address"),
    words=("xưng hô", "cách xưng hô", "đổi xưng hô", "how to address me"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    needs_consent=False,
)
