"""“Thêm học viên”: one person onto the list of a class."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import Lacks, TextStep
from bot.dialog.text import Text
from bot.language.learners import LearnerRow, read_learner_phone
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.alike.recognising import recognise
from handlers.classes.enrolling import added, record_of, taken_back
from handlers.classes.names import (
    TENDERS,
    Step,
    add_links,
    choosing_flow,
    chosen_page,
    course_link,
    go_on_with,
    tended,
    title,
    undo_link,
)
from handlers.classes.people_read import NameOf, YearOf, consent_line, consent_step
from models.changes import Change
from models.learner import Consent
from models.learner_kept import decade_of, new_learner
from models.needs import Facts

NAME_LENGTH = 60


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or a class."""
    page = chosen_page(asker, argument, facts)
    if isinstance(page, Begun):
        return page
    return Begun(
        Context(facts=(("course", page.id), ("year", asker.today.year))),
        lead=Text("course.head", label=title(page)),
    )


def name_step(this_year: int, ask: Text) -> TextStep:
    return TextStep(
        name=Step.NAME,
        label=Text("label.learner_name"),
        ask=ask,
        short=Text("add_learner.name.miss"),
        help=Text("add_learner.name.help"),
        said=Text("menu.said"),
        longest=NAME_LENGTH,
        read=NameOf(this_year),
        miss=Text("add_learner.name.miss"),
    )


def year_step(this_year: int) -> TextStep:
    return TextStep(
        name=Step.YEAR,
        label=Text("label.birth_year"),
        ask=Text("add_learner.year.ask"),
        short=Text("add_learner.year.miss"),
        help=Text("add_learner.year.help"),
        said=Text("add_learner.year.said"),
        longest=NAME_LENGTH,
        read=YearOf(this_year),
        miss=Text("add_learner.year.miss"),
        optional=True,
    )


def phone_step(when: tuple[Lacks, ...] = ()) -> TextStep:
    return TextStep(
        name=Step.PHONE,
        label=Text("label.phone"),
        ask=Text("add_learner.phone.ask"),
        short=Text("add_learner.phone.miss"),
        help=Text("add_learner.phone.help"),
        said=Text("menu.said"),
        longest=NAME_LENGTH,
        read=read_learner_phone,
        miss=Text("add_learner.phone.miss"),
        optional=True,
        when=when,
    )


def _flow(context: Context) -> Flow:
    if context.fact("course") is None:
        return choosing_flow("add_learner", context)
    year = context.number("year")
    return Flow(
        name="add_learner",
        version=1,
        steps=(
            name_step(year, Text("add_learner.name.ask")),
            consent_step(Text("add_learner.consent.ask")),
            year_step(year),
            phone_step((Lacks(Step.CONSENT, Consent.NONE.value),)),
        ),
        draft=_draft,
        summary=_summary,
    )


def _draft(answers: Answers) -> Text:
    name = answers.words(Step.NAME)
    return Text("add_learner.draft", name=name) if name else Text("button.add_learner")


def _summary(answers: Answers) -> tuple[Text, ...]:
    """What will be kept, and no more."""
    name, year = answers.words(Step.NAME), answers.words(Step.YEAR)
    consent = answers.chosen(Step.CONSENT)
    if not name:
        return ()
    kept = _kept(answers)
    lines = [Text("learner.sum.name", name=kept.name)]
    if year:
        birth = year if consent and consent.id != Consent.NONE else decade_of(year) or ""
        lines.append(Text("learner.sum.birth", birth=birth))
    if phone := answers.words(Step.PHONE):
        lines.append(Text("learner.sum.phone", phone=phone))
    return (*lines, *consent_line(consent))


def _row(answers: Answers) -> LearnerRow:
    year = answers.words(Step.YEAR) or ""
    return LearnerRow(
        answers.words(Step.NAME) or "",
        int(year) if year.isdecimal() else None,
        answers.words(Step.PHONE),
    )


def consent_of(answers: Answers) -> Consent:
    chosen = answers.chosen(Step.CONSENT)
    return Consent(chosen.id) if chosen else Consent.NONE


def _kept(answers: Answers) -> LearnerRow:
    kept = new_learner("", None, _row(answers), consent_of(answers))
    return LearnerRow(kept.name)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if submission.context.fact("course") is None:
        return go_on_with("add_learner", submission)
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    answers = _flow(submission.context).on_the_way(submission.answers)
    row = _row(answers)
    if not row.name or answers.chosen(Step.CONSENT) is None:
        return Mend(Step.NAME, Text("miss.needed"))
    found = recognise((row,), page, consent_of(answers), asker, facts)
    links = (*add_links(page.id), course_link(page.id))
    if not found.new and not found.known:
        return Done(lines=(Text("add_learner.there", name=row.name),), links=links)
    name = found.new[0].name if found.new else row.name
    return Done(
        changes=(*found.changes(page, asker), added(page, 1, asker)),
        lines=(
            Text("add_learner.done", name=name, count=len(page.learners) + 1),
            *found.lines(asker),
        ),
        links=(undo_link(), *found.links(asker), *links),
        record=record_of(page, (*(one.id for one in found.new), *found.known)),
    )


def _undo(record: str, _submission: Submission, asker: Asker) -> tuple[Change, ...]:
    return taken_back(record, asker)


ADD_LEARNER = Task(
    name="add_learner",
    roles=TENDERS,
    label=Text("button.add_learner"),
    words=("thêm học viên", "ghi học viên", "add a learner"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)
