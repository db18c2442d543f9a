"""“Rút đồng ý”: what follows from it is said before. Who comes back is asked anew."""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited
from models.needs import Facts
from models.privacy_changes import WithdrawConsent

ANSWER = "answer"
YES, NO = "yes", "no"


def _begin(asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun() if asker.person.consent else Begun(refusal=Text("consent_back.none"))


def _flow(_context: Context) -> Flow:
    step = ChoiceStep(
        name=ANSWER,
        label=Text("button.consent_back"),
        ask=Text("consent_back.ask"),
        short=Text("consent_back.short"),
        help=Text("consent_back.help"),
        said=Text("menu.said"),
        choices=(Named(NO, Text("button.keep_agreed")), Named(YES, Text("button.consent_back"))),
    )
    return Flow(
        name="consent_back", version=1, steps=(step,), draft=_draft, review=False,
        keeps_draft=False,
    )  # fmt: skip


def _draft(_answers: Answers) -> Text:
    return Text("button.consent_back")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    person = asker.person
    if not submission.answers.has(ANSWER, YES) or not person.consent:
        return Done(lines=(Text("consent_back.kept"),))
    withdrawn = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=person.id,
        action="person.consent_withdrawn",
        subject=person.id,
        detail=(("version", person.consent),),
    )
    return Done(
        changes=(WithdrawConsent(person.id, asker.now), withdrawn),
        lines=(Text("consent_back.done"),),
        person=replace(person, consent=None),
    )


CONSENT_BACK = Task(
    name="consent_back",
    roles=frozenset(),
    label=Text("button.consent_back"),
    words=(
        "rút đồng ý", "rút lại đồng ý", "tôi rút đồng ý", "tôi không đồng ý nữa",
        "không đồng ý nữa", "withdraw my consent",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    needs_consent=False,
)  # fmt: skip
