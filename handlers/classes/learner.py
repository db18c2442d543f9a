"""“Danh sách lớp”: the people on it, and one of them with what can be done."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Label, Text
from bot.language.phones import masked
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.classes.names import (
    TENDERS,
    Step,
    add_links,
    course_link,
    courses_draft,
    may_tend,
    people_named,
    tended,
    title,
)
from handlers.classes.skill_list import SKILLS, skill_label
from models.course_needs import Listed, Trainee, TraineeNeed
from models.learner import Consent
from models.needs import Facts
from models.people import Role

ERASERS = frozenset({Role.LEADER, Role.COORDINATOR})


def may_erase(asker: Asker, trainee: Trainee) -> bool:
    """Who leads a team on whose lists the person stands, or looks after them all."""
    leads = {duty.team_id for duty in asker.person.teams(Role.LEADER)}
    return asker.person.has(Role.COORDINATOR) or bool(leads & set(trainee.team_ids) - {""})


def reached(asker: Asker, learner_id: str, facts: Facts) -> Trainee | Text:
    """The learner, or why this person does not get them."""
    trainee = facts.of(TraineeNeed(learner_id)) if learner_id else None
    if trainee is None:
        return Text("learner.gone")
    if not any(may_tend(asker, team_id) for team_id in trainee.team_ids):
        return Text("task.not_yours")
    return trainee


def learner_link(learner_id: str, course_id: str = "") -> Link:
    return Link(
        Text("button.learner"), Text("word.learner"), "learner", f"{learner_id}/{course_id}"
    )


# The list


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a class."""
    page = tended(asker, argument, facts)
    if isinstance(page, Text):
        return Begun(refusal=page)
    named = people_named(page.learners)
    people = tuple(
        Named(one.id, _marked(one.label, listed))
        for one, listed in zip(named, page.learners, strict=True)
    )
    lead = Text("learners.lead", label=title(page), count=len(people)) if people else None
    return Begun(Context(lists=(("people", people),), facts=(("course", page.id),)), lead=lead)


def _marked(label: Label, listed: Listed) -> Label:
    if listed.qualified_on is not None:
        return Text("learners.qualified", name=label)
    if listed.consent is Consent.NONE:
        return Text("learners.no_consent", name=label)
    return label


def _flow(context: Context) -> Flow:
    people = context.list_of("people")
    step = ChoiceStep(
        name=Step.WHO,
        label=Text("button.learners"),
        ask=Text("learners.ask"),
        short=Text("learners.ask"),
        help=Text("learners.help"),
        said=Text("menu.said"),
        choices=people,
    )
    return Flow(
        name="learners",
        version=1,
        steps=(step,) if people else (),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.learners")


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    course_id = str(submission.context.fact("course"))
    if not submission.context.list_of("people"):
        return Done(lines=(Text("attend.nobody"),), links=add_links(course_id))
    chosen = submission.answers.chosen(Step.WHO)
    if chosen is None:
        return Mend(Step.WHO, Text("miss.choice"))
    return Done(next_task=f"learner:{chosen.id}/{course_id}")


# One of them


def _begin_one(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is a learner and perhaps a class: "learner/class"."""
    learner_id, _, course_id = argument.partition("/")
    return Begun(Context(facts=(("learner", learner_id), ("course", course_id))))


def _flow_one(_context: Context) -> Flow:
    return Flow(
        name="learner", version=1, steps=(), draft=courses_draft, review=False, keeps_draft=False
    )


def _submit_one(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    trainee = reached(asker, str(submission.context.fact("learner")), facts)
    if isinstance(trainee, Text):
        return Done(lines=(trainee,))
    return Done(
        lines=_lines(trainee),
        links=_links(trainee, str(submission.context.fact("course") or ""), asker),
    )


def _lines(trainee: Trainee) -> tuple[Text, ...]:
    lines = [Text("learner.sum.name", name=trainee.name)]
    if trainee.birth:
        lines.append(Text("learner.sum.birth", birth=trainee.birth))
    if trainee.phone:
        lines.append(Text("learner.sum.phone", phone=masked(trainee.phone)))
    match trainee.consent:
        case Consent.PAPER:
            lines.append(Text("learner.sum.consent", how=Text("consent.paper")))
        case Consent.SPOKEN:
            lines.append(Text("learner.sum.consent", how=Text("consent.spoken")))
        case Consent.NONE:
            lines.append(Text("learner.sum.no_consent"))
    if trainee.qualified_on is not None:
        lines.append(Text("learner.sum.qualified", day=trainee.qualified_on))
    elif trainee.skills:
        known = tuple(skill_label(one) for one in SKILLS if one in trainee.skills)
        lines.append(Text("learner.sum.skills", skills=known))
    return tuple(lines)


def _links(trainee: Trainee, course_id: str, asker: Asker) -> tuple[Link, ...]:
    argument = f"{trainee.id}/{course_id}"
    has_agreed = trainee.consent is not Consent.NONE
    links = [
        Link(Text("button.consent_off"), Text("word.consent_off"), "learner_consent", argument)
        if has_agreed
        else Link(Text("button.consent_on"), Text("word.consent_on"), "learner_consent", argument),
        Link(Text("button.skills"), Text("word.skills"), "learner_skills", argument),
    ]
    if course_id:
        links.append(
            Link(Text("button.leave_class"), Text("word.leave_class"), "leave_class", argument)
        )
    if may_erase(asker, trainee):
        links.append(
            Link(Text("button.erase_learner"), Text("word.erase"), "erase_learner", argument)
        )
    if course_id:
        links.append(course_link(course_id))
    return tuple(links)


LEARNERS = Task(
    name="learners",
    roles=TENDERS,
    label=Text("button.learners"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)

LEARNER = Task(
    name="learner",
    roles=TENDERS,
    label=Text("button.learner"),
    words=(),
    begin=_begin_one,
    flow=_flow_one,
    submit=_submit_one,
    in_menu=False,
)
