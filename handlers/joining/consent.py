"""Asked once, in plain words, before anything of a member's is kept; asked again only for new
words (`models.join.CONSENT_VERSION`).

The words follow what the law asks (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; domain, Law that binds
the design): what is kept, what for, who sees it, and how to have it mended or deleted.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited
from models.join import CONSENT_VERSION
from models.join_changes import GiveConsent
from models.needs import Facts

ANSWER = "answer"
YES, NO = "yes", "no"


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is what the person wanted, to be done once they have agreed."""
    return Begun(Context(facts=(("then", argument),)))


def _flow(_context: Context) -> Flow:
    step = ChoiceStep(
        name=ANSWER,
        label=Text("consent.label"),
        ask=Text("consent.ask"),
        short=Text("consent.short"),
        help=Text("consent.help"),
        said=Text("menu.said"),
        choices=(Named(YES, Text("button.agree")), Named(NO, Text("button.not_agree"))),
    )
    return Flow(
        name="consent", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("consent.label")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    if not submission.answers.has(ANSWER, YES):
        return Done(lines=(Text("consent.declined"),))
    person = asker.person
    then = submission.context.fact("then")
    wanted = then if isinstance(then, str) and then not in ("", "menu") else "welcome"
    return Done(
        changes=(
            GiveConsent(person.id, CONSENT_VERSION, asker.now),
            Audited(
                id=asker.new_id(),
                at=asker.now,
                by_id=person.id,
                action="person.consent",
                subject=person.id,
                detail=(("version", CONSENT_VERSION),),
            ),
        ),
        lines=(Text("consent.thanks"),),
        next_task=wanted,
        person=replace(person, consent=CONSENT_VERSION),
    )


CONSENT = Task(
    name="consent",
    roles=frozenset(),
    label=Text("consent.label"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    needs_consent=False,
)
