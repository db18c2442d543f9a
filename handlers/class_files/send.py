"""“Gửi tệp danh sách”: the list of a class as an Excel or CSV file, read once it is here."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import FileStep
from bot.dialog.text import Text
from bot.kernel.clock import local
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.names import (
    TENDERS,
    Step,
    choosing_flow,
    chosen_page,
    course_link,
    go_on_with,
    tended,
    title,
)
from handlers.classes.people_read import consent_line, consent_step
from handlers.errands import asked
from models.attachment import AttachmentState
from models.document_needs import FileNeed
from models.errand import READ_LEARNERS
from models.errand_needs import SameFileNeed
from models.needs import Facts

FILE = "file"


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or a class."""
    page = chosen_page(asker, argument, facts)
    if isinstance(page, Begun):
        return page
    return Begun(Context(facts=(("course", page.id),)), lead=Text("course.head", label=title(page)))


def _flow(context: Context) -> Flow:
    if context.fact("course") is None:
        return choosing_flow("learner_file", context)
    return Flow(
        name="learner_file",
        version=1,
        steps=(
            FileStep(
                name=FILE,
                label=Text("label.learner_file"),
                ask=Text("learner_file.ask"),
                short=Text("learner_file.short"),
                help=Text("learner_file.help"),
                said=Text("learner_file.said"),
                read=_no_words,
                miss=Text("learner_file.miss"),
                is_list=True,
            ),
            consent_step(Text("learner_file.consent")),
        ),
        draft=_draft,
        summary=_summary,
    )


def _no_words(_typed: str) -> None:
    return None


def _draft(_answers: Answers) -> Text:
    return Text("button.learner_file")


def _summary(answers: Answers) -> tuple[Text, ...]:
    file = answers.chosen(FILE)
    if file is None:
        return ()
    named = Text("learner_file.sum", name=file.label)
    return (named, *consent_line(answers.chosen(Step.CONSENT)))


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if submission.context.fact("course") is None:
        return go_on_with("learner_file", submission)
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    file = submission.answers.chosen(FILE)
    consent = submission.answers.chosen(Step.CONSENT)
    if file is None or consent is None:
        return Mend(FILE, Text("learner_file.miss"))
    arrived = facts.of(FileNeed(file.id, asker.person.id))
    if arrived is None or arrived.state in (AttachmentState.REFUSED, AttachmentState.FAILED):
        return Mend(FILE, Text("file.lost"))
    if arrived.state is AttachmentState.PENDING:
        return Mend("", Text("add_document.pending"))
    if before := facts.of(SameFileNeed(page.id, arrived.digest)):
        there = Text("learner_file.same", day=local(before).date())
        return Done(lines=(there,), links=(course_link(page.id),))
    argument = (
        ("course", page.id),
        ("file", file.id),
        ("digest", arrived.digest),
        ("consent", consent.id),
        ("year", asker.today.year),
    )
    errand = asked(asker, READ_LEARNERS, argument)
    return Done(
        changes=(errand,), lines=(Text("learner_file.taken"),), links=(course_link(page.id),)
    )


LEARNER_FILE = Task(
    name="learner_file",
    roles=TENDERS,
    label=Text("button.learner_file"),
    words=("gửi tệp danh sách", "gửi tệp học viên", "thêm bằng tệp", "send a list"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
