"""“Đã phổ cập”: who has mastered everything, many at once; and one learner, skill by skill."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Has, TicksStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.classes.learner import learner_link, reached
from handlers.classes.names import (
    TENDERS,
    Step,
    course_link,
    people_named,
    tended,
    title,
    undo_link,
)
from handlers.classes.skill_list import SKILLS, skill_label
from models.changes import Change
from models.needs import Facts
from models.trainee_changes import MarkSkills, learner_key

ALL, SOME, NONE = "all", "some", "none"


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a class."""
    page = tended(asker, argument, facts)
    if isinstance(page, Text):
        return Begun(refusal=page)
    open_ones = [one for one in page.learners if one.qualified_on is None]
    if not open_ones:
        return Begun(refusal=Text("qualify.all_done"))
    before = tuple(Named(one.id, ",".join(one.skills)) for one in open_ones if one.skills)
    return Begun(
        Context(
            lists=(("people", people_named(open_ones)), ("before", before)),
            facts=(("course", page.id),),
        ),
        lead=Text("course.head", label=title(page)),
    )


def _flow(context: Context) -> Flow:
    people = context.list_of("people")
    step = TicksStep(
        name=Step.WHO,
        label=Text("label.learners"),
        ask=Text("qualify.ask"),
        short=Text("qualify.short"),
        help=Text("qualify.help"),
        said=Text("menu.said"),
        choices=people,
    )
    return Flow(
        name="qualify", version=1, steps=(step,), draft=_draft, summary=_summary,
        keeps_draft=False,
    )  # fmt: skip


def _draft(_answers: Answers) -> Text:
    return Text("button.qualify")


def _summary(answers: Answers) -> tuple[Text, ...]:
    ticked = answers.ticked(Step.WHO)
    names = tuple(named.label for named in ticked[:7])
    more = Text("names.more", names=names, more=len(ticked) - len(names))
    return (
        Text(
            "qualify.sum", count=len(ticked), names=(more,) if len(ticked) > len(names) else names
        ),
        Text("qualify.sum.skills", skills=tuple(skill_label(one) for one in SKILLS)),
    )


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    page = tended(asker, str(submission.context.fact("course")), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    here = {one.id for one in page.learners if one.qualified_on is None}
    ids = tuple(named.id for named in submission.answers.ticked(Step.WHO) if named.id in here)
    if not ids:
        return Done(lines=(Text("qualify.all_done"),), links=(course_link(page.id),))
    marked = MarkSkills(
        learner_ids=ids,
        skills=SKILLS,
        qualified_on=asker.today,
        by_id=asker.person.id,
        at=asker.now,
        key=learner_key(ids[0]),
        also=tuple(map(learner_key, ids[1:])),
    )
    return Done(
        changes=(marked,),
        lines=(Text("qualify.done", count=len(ids), all=page.qualified + len(ids)),),
        links=(undo_link(), course_link(page.id)),
        record=",".join(ids),
    )


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    """Each has again what was marked before."""
    before = {named.id: str(named.label) for named in submission.context.list_of("before")}
    groups: dict[str, list[str]] = {}
    for id_ in record.split(","):
        groups.setdefault(before.get(id_, ""), []).append(id_)
    return tuple(
        MarkSkills(
            learner_ids=tuple(ids),
            skills=tuple(skill for skill in skills.split(",") if skill),
            qualified_on=None,
            by_id=asker.person.id,
            at=asker.now,
            key=learner_key(ids[0]),
            also=tuple(map(learner_key, ids[1:])),
        )
        for skills, ids in groups.items()
    )


# One learner


def _begin_one(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a learner and perhaps a class: "learner/class"."""
    learner_id, _, course_id = argument.partition("/")
    trainee = reached(asker, learner_id, facts)
    if isinstance(trainee, Text):
        return Begun(refusal=trainee)
    known = tuple(skill_label(one) for one in SKILLS if one in trainee.skills)
    lead = (
        Text("learner_skills.known", name=trainee.name, skills=known)
        if known
        else Text("learner.sum.name", name=trainee.name)
    )
    return Begun(Context(facts=(("learner", trainee.id), ("course", course_id))), lead=lead)


def _flow_one(_context: Context) -> Flow:
    return Flow(
        name="learner_skills",
        version=1,
        steps=(
            ChoiceStep(
                name=Step.WHAT,
                label=Text("button.skills"),
                ask=Text("learner_skills.what"),
                short=Text("learner_skills.what"),
                help=Text("qualify.help"),
                said=Text("menu.said"),
                choices=(
                    Named(ALL, Text("button.skills_all")),
                    Named(SOME, Text("button.skills_some")),
                    Named(NONE, Text("button.skills_none")),
                ),
            ),
            TicksStep(
                name=Step.SKILLS,
                label=Text("button.skills"),
                ask=Text("learner_skills.which"),
                short=Text("learner_skills.which"),
                help=Text("qualify.help"),
                said=Text("menu.said"),
                choices=tuple(Named(one, skill_label(one)) for one in SKILLS),
                when=(Has(Step.WHAT, SOME),),
            ),
        ),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _submit_one(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    trainee = reached(asker, str(submission.context.fact("learner")), facts)
    if isinstance(trainee, Text):
        return Done(lines=(trainee,))
    answers = _flow_one(submission.context).on_the_way(submission.answers)
    ticked = {named.id for named in answers.ticked(Step.SKILLS)}
    skills = tuple(one for one in SKILLS if one in ticked)
    if answers.has(Step.WHAT, ALL):
        skills = SKILLS
    is_all = skills == SKILLS
    marked = MarkSkills(
        learner_ids=(trainee.id,),
        skills=skills,
        qualified_on=asker.today if is_all else None,
        by_id=asker.person.id,
        at=asker.now,
        key=learner_key(trainee.id),
    )
    said = Text("learner_skills.all", name=trainee.name)
    if not is_all:
        left = tuple(skill_label(one) for one in SKILLS if one not in skills)
        said = Text("learner_skills.done", name=trainee.name, left=left)
    return Done(
        changes=(marked,),
        lines=(said,),
        links=(learner_link(trainee.id, str(submission.context.fact("course") or "")),),
    )


QUALIFY = Task(
    name="qualify",
    roles=TENDERS,
    label=Text("button.qualify"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)

LEARNER_SKILLS = Task(
    name="learner_skills",
    roles=TENDERS,
    label=Text("button.skills"),
    words=(),
    begin=_begin_one,
    flow=_flow_one,
    submit=_submit_one,
    in_menu=False,
)
