"""Several reports of one message: a line for each on one review page, sent off together.

The days and numbers of people can be mended there. The rest of what a report said stands in the
context as it was heard; a message in which more is open is taken report by report instead
(`bot.conversation.sentences`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, DateStep, NumberStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from bot.language.sentences.sentence import sentences_from_text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task, said_in
from handlers.kinds import kind_button
from handlers.session.begin import begin_commune, begin_own
from handlers.session.flow import session_flow
from handlers.session.handing_over import hand_over, works_in
from handlers.session.names import OWN, Step
from handlers.session.record import submit, undo
from handlers.session.summary import figures_of
from handlers.session.told import tell
from models.activity import ActivityKind
from models.changes import Change
from models.needs import Facts, IndicatorsNeed, TeamWeekNeed
from models.people import Role
from models.weeks import week_of

SAID = "said"
"""The fact that holds the sentences."""

MENDED = (Step.DAY, Step.PEOPLE)
"""What is asked of each report by itself; the kind and the team are one for all."""


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    begin = begin_own if asker.person.has(*WORKERS) else begin_commune
    begun = begin(asker, "", facts)
    if begun.refusal:
        return begun
    context = replace(
        begun.context,
        facts=(*begun.context.facts, (SAID, said_in(argument))),
        previous=None,
    )
    given = Answers()
    reports = _reports(context)
    for place, answers in enumerate(reports):
        for step in MENDED:
            if answers.get(step) is not None and not _is_doubted(context, place, step):
                given = given.given(_step(step, place), answers[step])
    kinds = {answers.chosen(Step.KIND) for answers in reports}
    if len(kinds) == 1 and (kind := kinds.pop()) is not None:
        given = given.given(Step.KIND, kind)
    return Begun(context, given, lead=Text("sessions.lead", count=len(reports)))


@lru_cache(maxsize=256)
def _flow(context: Context) -> Flow:
    single = session_flow(context)
    steps: list[AnyStep] = [step for step in single.steps if step.name == Step.TEAM]
    steps.append(_kind())
    for place in range(len(_reports(context))):
        day, people = single.find_step(Step.DAY), single.find_step(Step.PEOPLE)
        if isinstance(day, DateStep) and isinstance(people, NumberStep):
            steps.append(_numbered(day, place, Text("label.nth_day", nth=place + 1)))
            steps.append(_numbered(people, place, Text("label.nth_people", nth=place + 1)))
    return Flow(
        name="sessions",
        version=1,
        steps=tuple(steps),
        draft=_draft,
        summary=lambda answers: _lines(answers, context),
    )


def _kind() -> ChoiceStep:
    offered = (ActivityKind.RESIDENTS_SESSION, ActivityKind.HOME_VISIT)
    return ChoiceStep(
        name=Step.KIND,
        label=Text("label.kind"),
        ask=Text("sessions.kind.ask"),
        short=Text("session.kind.short"),
        help=Text("session.kind.help"),
        said=Text("session.kind.said"),
        choices=tuple(Named(kind.value, kind_button(kind)) for kind in offered),
    )


def _numbered(step: DateStep | NumberStep, place: int, label: Text) -> AnyStep:
    """The same question, of one report among several."""
    return replace(
        step,
        name=_step(step.name, place),
        label=label,
        ask=Text("sessions.ask", nth=place + 1, question=step.ask),
        when=(),
    )


def _draft(answers: Answers) -> Text:
    return Text("sessions.draft", count=sum(name.startswith(Step.DAY) for name in answers))


def _lines(answers: Answers, context: Context) -> tuple[Text, ...]:
    """The kind once, then a line for each report with every figure that it holds."""
    kind = answers.chosen(Step.KIND)
    head = (Text("session.sum.kind", kind=kind.label),) if kind else ()
    return head + tuple(
        Text("sessions.sum", nth=place + 1, parts=figures_of(_single(answers, said, place)))
        for place, said in enumerate(_reports(context))
    )


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """Each as a session of its own, all of them or none."""
    if submission.context.fact("variant") == OWN:
        teams = submission.context.list_of("teams")
        team_id = (submission.answers.chosen(Step.TEAM) or teams[0]).id
        if not works_in(asker, team_id):
            return hand_over(asker, team_id, _lines(submission.answers, submission.context))
        _require_weeks(submission, team_id, facts)
    changes: list[Change] = []
    records: list[str] = []
    people = 0
    for place, said in enumerate(_reports(submission.context)):
        single = Submission(
            dialog=f"{submission.dialog}/{place}",
            answers=_single(submission.answers, said, place),
            context=submission.context,
        )
        match submit(single, asker, facts):
            case Mend(step, text, kept):
                return Mend(_step(step, place) if step in MENDED else step, text, kept)
            case Done() as done:
                changes += done.changes
                records.append(done.record)
                people += single.answers.number(Step.PEOPLE) or 0
    return Done(
        changes=tuple(changes),
        lines=(Text("sessions.closing", count=len(records), people=people),),
        links=(Link(Text("button.undo"), Text("word.undo"), "undo"),),
        record=",".join(records),
    )


def _require_weeks(submission: Submission, team_id: str, facts: Facts) -> None:
    """All at once: each session by itself would ask for its own week, one after the other."""
    days = (submission.answers.day(name) for name in submission.answers)
    weeks = dict.fromkeys(week_of(day) for day in days if day is not None)
    facts.require((IndicatorsNeed(), *(TeamWeekNeed(team_id, week) for week in weeks)))


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    changes: list[Change] = []
    reports = _reports(submission.context)
    for place, (one, said) in enumerate(zip(record.split(","), reports, strict=True)):
        single = replace(submission, answers=_single(submission.answers, said, place))
        changes += undo(one, single, asker)
    return tuple(changes)


@lru_cache(maxsize=256)
def _reports(context: Context) -> tuple[Answers, ...]:
    """What each sentence answered of a session."""
    return tuple(
        tell(sentence, context, Answers()).answers
        for sentence in sentences_from_text(str(context.fact(SAID) or "[]"))
    )


def _is_doubted(context: Context, place: int, step: str) -> bool:
    sentences = sentences_from_text(str(context.fact(SAID) or "[]"))
    return step in tell(sentences[place], context, Answers()).doubted


def _single(answers: Answers, said: Answers, place: int) -> Answers:
    """One report as answers of a session; what it did not speak of was left out on purpose."""
    given: dict[str, Value] = dict(said.items_by_step)
    for step in MENDED:
        if (name := _step(step, place)) in answers:
            given[step] = answers[name]
    for step in (Step.TEAM, Step.KIND):
        if step in answers:
            given[step] = answers[step]
    return Answers(tuple(given.items()))


def _step(name: str, place: int) -> str:
    return f"{name}.{place}"


SESSIONS = Task(
    name="sessions",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID, Role.COORDINATOR}),
    label=Text("sessions.label"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
