"""“Ghi đồng ý”: a learner agreed to stand on the list by full name and year, or does no longer."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.language.learners import LearnerRow
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.alike.recognising import Recognised, look_again
from handlers.classes.add import consent_of, name_step, phone_step, year_step
from handlers.classes.learner import learner_link, reached
from handlers.classes.names import TENDERS, YES, Step, sure_step
from handlers.classes.people_read import consent_line, consent_step
from models.alike_changes import NotePairs
from models.changes import Audited
from models.course_needs import Trainee
from models.learner import Consent
from models.needs import Facts
from models.trainee_changes import RecordConsent, TakeConsentBack, learner_key


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a learner and perhaps a class: "learner/class"."""
    learner_id, _, course_id = argument.partition("/")
    trainee = reached(asker, learner_id, facts)
    if isinstance(trainee, Text):
        return Begun(refusal=trainee)
    return Begun(
        Context(
            facts=(
                ("learner", trainee.id),
                ("course", course_id),
                ("agreed", int(trainee.consent is not Consent.NONE)),
                ("year", asker.today.year),
            )
        ),
        lead=Text("learner.sum.name", name=trainee.name),
    )


def _flow(context: Context) -> Flow:
    if context.fact("agreed"):
        step = sure_step(
            Text("button.consent_off"), Text("consent_off.ask"), Text("button.consent_off")
        )
        return Flow(
            name="learner_consent",
            version=1,
            steps=(step,),
            draft=_draft,
            review=False,
            keeps_draft=False,
        )
    year = context.number("year")
    return Flow(
        name="learner_consent",
        version=1,
        steps=(
            consent_step(Text("consent_on.how"), has_none=False),
            name_step(year, Text("consent_on.name")),
            year_step(year),
            phone_step(),
        ),
        draft=_draft,
        summary=_summary,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.consent_on")


def _summary(answers: Answers) -> tuple[Text, ...]:
    lines = []
    if name := answers.words(Step.NAME):
        lines.append(Text("learner.sum.name", name=name))
    if year := answers.words(Step.YEAR):
        lines.append(Text("learner.sum.birth", birth=year))
    if phone := answers.words(Step.PHONE):
        lines.append(Text("learner.sum.phone", phone=phone))
    return (*lines, *consent_line(answers.chosen(Step.CONSENT)))


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    context = submission.context
    trainee = reached(asker, str(context.fact("learner")), facts)
    if isinstance(trainee, Text):
        return Done(lines=(trainee,))
    link = learner_link(trainee.id, str(context.fact("course") or ""))
    if context.fact("agreed"):
        if not submission.answers.has(Step.SURE, YES):
            return Done(lines=(Text("consent_off.kept"),), links=(link,))
        return Done(
            changes=(
                TakeConsentBack(trainee.id, asker.person.id, asker.now, learner_key(trainee.id)),
                _audited(asker, "learner.consent_withdrawn", trainee),
            ),
            lines=(Text("consent_off.done"),),
            links=(link,),
        )
    answers = submission.answers
    name, consent = answers.words(Step.NAME), consent_of(answers)
    if not name or consent is Consent.NONE:
        return Mend(
            Step.NAME if answers.chosen(Step.CONSENT) else Step.CONSENT, Text("miss.needed")
        )
    agreed = RecordConsent(
        learner_id=trainee.id,
        consent=consent,
        name=name,
        birth=answers.words(Step.YEAR) or trainee.birth or None,
        phone=answers.words(Step.PHONE),
        by_id=asker.person.id,
        at=asker.now,
        key=learner_key(trainee.id),
    )
    year = int(agreed.birth) if agreed.birth and agreed.birth.isdecimal() else None
    row = LearnerRow(name, year, agreed.phone)
    seen = Recognised(pairs=look_again(trainee.id, row, trainee.team_ids, facts))
    noted = (NotePairs(seen.pairs, asker.now),) if seen.pairs else ()
    return Done(
        changes=(agreed, *noted, _audited(asker, "learner.consent", trainee)),
        lines=(Text("consent_on.done", name=name), *seen.lines(asker)),
        links=(*seen.links(asker), link),
    )


def _audited(asker: Asker, action: str, trainee: Trainee) -> Audited:
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action=action,
        subject=trainee.id,
    )


LEARNER_CONSENT = Task(
    name="learner_consent",
    roles=TENDERS,
    label=Text("button.consent_on"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
