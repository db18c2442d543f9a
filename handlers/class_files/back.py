"""“Rút lại tệp”: everybody whom a file brought onto the list is off it again."""

from __future__ import annotations

from datetime import timedelta

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.enrolling import BETWEEN, taken_back
from handlers.classes.names import TENDERS, course_link, tended
from models.changes import Audited
from models.errand_needs import AddedNeed
from models.needs import Facts


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is the errand that read the file."""
    return Begun(Context(facts=(("errand", argument),)))


def _flow(_context: Context) -> Flow:
    return Flow(
        name="learner_file_back",
        version=1,
        steps=(),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.learner_file_back")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """Only whoever sent it, and as long as anything can be taken back."""
    found = facts.of(AddedNeed(str(submission.context.fact("errand") or "")))
    if found is None or not found.learner_ids:
        return Done(lines=(Text("undo.nothing"),))
    page = tended(asker, found.course_id, facts)
    if isinstance(page, Text) or found.by_id != asker.person.id:
        return Done(lines=(Text("task.not_yours"),))
    minutes = asker.settings.undo_minutes
    if asker.now - found.at > timedelta(minutes=minutes):
        return Done(lines=(Text("undo.late", minutes=minutes),), links=(course_link(page.id),))
    noted = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="learners.file_undone",
        subject=page.id,
        detail=(("count", len(found.learner_ids)),),
    )
    record = BETWEEN.join((page.id, ",".join(found.learner_ids)))
    return Done(
        changes=(*taken_back(record, asker), noted),
        lines=(Text("learner_file_back.done", count=len(found.learner_ids)),),
        links=(course_link(page.id),),
    )


LEARNER_FILE_BACK = Task(
    name="learner_file_back",
    roles=TENDERS,
    label=Text("button.learner_file_back"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    from_notice=True,
)
