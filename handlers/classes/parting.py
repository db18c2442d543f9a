"""A learner leaves the list of a class; or is forgotten, and only counted from then on."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.learner import ERASERS, learner_link, may_erase, reached
from handlers.classes.names import TENDERS, YES, Step, course_link, sure_step, tended
from models.changes import Audited, Change
from models.class_list import LeaveCourse
from models.course_changes import course_key
from models.needs import Facts
from models.trainee_changes import EraseLearner, learner_key


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a learner and a class: "learner/class"."""
    learner_id, _, course_id = argument.partition("/")
    trainee = reached(asker, learner_id, facts)
    if isinstance(trainee, Text):
        return Begun(refusal=trainee)
    return Begun(
        Context(facts=(("learner", trainee.id), ("course", course_id))),
        lead=Text("learner.sum.name", name=trainee.name),
    )


def _flow(_context: Context) -> Flow:
    step = sure_step(
        Text("button.leave_class"), Text("leave_class.ask"), Text("button.leave_class")
    )
    return Flow(
        name="leave_class", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.leave_class")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    learner_id = str(submission.context.fact("learner"))
    page = tended(asker, str(submission.context.fact("course") or ""), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    if not submission.answers.has(Step.SURE, YES):
        return Done(lines=(Text("leave_class.kept"),), links=(learner_link(learner_id, page.id),))
    listed = next((one for one in page.learners if one.id == learner_id), None)
    if listed is None:
        return Done(lines=(Text("leave_class.gone"),), links=(course_link(page.id),))
    changes: tuple[Change, ...] = (
        LeaveCourse(
            page.id, learner_id, asker.today, asker.person.id, asker.now, course_key(page.id)
        ),
        _audited(asker, "learner.left", learner_id),
    )
    return Done(
        changes=changes,
        lines=(Text("leave_class.done", name=listed.name, count=len(page.learners) - 1),),
        links=(course_link(page.id),),
    )


def _audited(asker: Asker, action: str, learner_id: str) -> Audited:
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action=action,
        subject=learner_id,
    )


# Forgotten


def _begin_erase(asker: Asker, argument: str, facts: Facts) -> Begun:
    begun = _begin(asker, argument, facts)
    trainee = reached(asker, argument.partition("/")[0], facts)
    if isinstance(trainee, Text) or not may_erase(asker, trainee):
        return Begun(refusal=trainee if isinstance(trainee, Text) else Text("task.not_yours"))
    return begun


def _flow_erase(_context: Context) -> Flow:
    step = sure_step(
        Text("button.erase_learner"), Text("erase_learner.ask"), Text("button.erase_learner")
    )
    return Flow(
        name="erase_learner",
        version=1,
        steps=(step,),
        draft=_draft_erase,
        review=False,
        keeps_draft=False,
    )


def _draft_erase(_answers: Answers) -> Text:
    return Text("button.erase_learner")


def _submit_erase(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    trainee = reached(asker, str(submission.context.fact("learner")), facts)
    if isinstance(trainee, Text):
        return Done(lines=(trainee,))
    if not may_erase(asker, trainee):
        return Done(lines=(Text("task.not_yours"),))
    course_id = str(submission.context.fact("course") or "")
    if not submission.answers.has(Step.SURE, YES):
        link = learner_link(trainee.id, course_id)
        return Done(lines=(Text("erase_learner.kept"),), links=(link,))
    return Done(
        changes=(
            EraseLearner(trainee.id, learner_key(trainee.id)),
            _audited(asker, "learner.erased", trainee.id),
        ),
        lines=(Text("erase_learner.done"),),
        links=(course_link(course_id),) if course_id else (),
    )


LEAVE_CLASS = Task(
    name="leave_class",
    roles=TENDERS,
    label=Text("button.leave_class"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)

ERASE_LEARNER = Task(
    name="erase_learner",
    roles=ERASERS,
    label=Text("button.erase_learner"),
    words=(),
    begin=_begin_erase,
    flow=_flow_erase,
    submit=_submit_erase,
    in_menu=False,
)
