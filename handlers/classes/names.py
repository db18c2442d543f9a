"""Classes in words: who may look after one, what it is called, and the people on its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission
from models.course_needs import CourseNeed, CoursePage, CourseRow, CoursesNeed, Listed
from models.needs import Facts
from models.people import Role

TENDERS = frozenset({*WORKERS, Role.COORDINATOR})
TAKERS = frozenset({Role.LEADER, Role.COORDINATOR})
COURSE, LEARNER = "course", "learner"
YES, NO = "yes", "no"
SHOWN = 5
"""Names in a line of a review page."""


class Step(StrEnum):
    WHICH = "which"
    TEAM = "team"
    PLACE = "place"
    TOPIC = "topic"
    DAYS = "days"
    NAME = "name"
    CONSENT = "consent"
    YEAR = "year"
    PHONE = "phone"
    LINES = "lines"
    DAY = "day"
    OTHER_DAY = "other_day"
    CAME = "came"
    EXTRA = "extra"
    WHAT = "what"
    WHO = "who"
    SKILLS = "skills"
    SURE = "sure"


def own_teams(asker: Asker) -> tuple[str, ...]:
    return tuple(duty.team_id for duty in asker.person.teams(*WORKERS))


def may_tend(asker: Asker, team_id: str) -> bool:
    """A class of one's own team; a coordinator every one."""
    return asker.person.has(Role.COORDINATOR) or (bool(team_id) and team_id in own_teams(asker))


def may_take(asker: Asker, team_id: str) -> bool:
    """Whether the names of a class may leave in a file: to the leader of its team, to the
    coordinator of any.
    """
    if asker.person.has(Role.COORDINATOR):
        return True
    return any(duty.team_id == team_id for duty in asker.person.teams(Role.LEADER))


def courses_need(asker: Asker) -> CoursesNeed:
    if asker.person.has(Role.COORDINATOR):
        return CoursesNeed((), is_whole=True)
    return CoursesNeed(own_teams(asker))


def tended(asker: Asker, course_id: str, facts: Facts) -> CoursePage | Text:
    """The class, or why this person does not get it."""
    page = facts.of(CourseNeed(course_id)) if course_id else None
    if page is None:
        return Text("course.gone")
    return page if may_tend(asker, page.team_id) else Text("task.not_yours")


def title(course: CoursePage | CourseRow) -> Text:
    if course.team_name:
        return Text("course.label", topic=course.topic, place=course.place, team=course.team_name)
    return Text("course.label_commune", topic=course.topic, place=course.place)


def people_named(learners: Iterable[Listed]) -> tuple[Named, ...]:
    """With the year or decade of birth where two are called the same."""
    listed = tuple(learners)
    names = Counter(one.name for one in listed)
    return tuple(
        Named(
            one.id,
            Text("learner.label", name=one.name, birth=one.birth)
            if names[one.name] > 1 and one.birth
            else one.name,
        )
        for one in listed
    )


# Links


def course_link(course_id: str) -> Link:
    return Link(Text("button.course"), Text("word.course"), "course", course_id)


def courses_link() -> Link:
    return Link(Text("button.courses"), Text("word.courses"), "courses")


def add_links(course_id: str) -> tuple[Link, ...]:
    return (
        Link(Text("button.add_learner"), Text("word.add_learner"), "add_learner", course_id),
        Link(Text("button.add_learners"), Text("word.add_learners"), "add_learners", course_id),
        Link(Text("button.learner_file"), Text("word.learner_file"), "learner_file", course_id),
    )


def undo_link() -> Link:
    return Link(Text("button.undo"), Text("word.undo"), "undo")


# Which class, where a task is begun by its words


def chosen_page(asker: Asker, argument: str, facts: Facts) -> CoursePage | Begun:
    """The class that is named, or the only open one; else the question which, or why there is none
    for this person.
    """
    chosen = argument or begin_choosing(asker, facts)
    if isinstance(chosen, Begun):
        return chosen
    page = tended(asker, chosen, facts)
    return Begun(refusal=page) if isinstance(page, Text) else page


def begin_choosing(asker: Asker, facts: Facts) -> str | Begun:
    """The only open class, or the question which; a refusal where there is none."""
    rows = [row for row in facts.of(courses_need(asker)) if not row.is_closed]
    if not rows:
        return Begun(refusal=Text("course.none_open"))
    if len(rows) == 1:
        return rows[0].id
    return Begun(Context(lists=(("courses", tuple(Named(row.id, title(row)) for row in rows)),)))


def choosing_flow(name: str, context: Context) -> Flow:
    step = ChoiceStep(
        name=Step.WHICH,
        label=Text("button.courses"),
        ask=Text("courses.ask"),
        short=Text("courses.ask"),
        help=Text("courses.help"),
        said=Text("menu.said"),
        choices=context.list_of("courses"),
    )
    return Flow(
        name=name,
        version=1,
        steps=(step,) if step.choices else (),
        draft=courses_draft,
        review=False,
        keeps_draft=False,
    )


def courses_draft(_answers: Answers) -> Text:
    return Text("button.courses")


def go_on_with(task: str, submission: Submission) -> Done | Mend:
    """The task again, for the class that was chosen."""
    chosen = submission.answers.chosen(Step.WHICH)
    if chosen is None:
        return Mend(Step.WHICH, Text("miss.choice"))
    return Done(next_task=f"{task}:{chosen.id}")


def sure_step(label: Text, ask: Text, yes: Text) -> ChoiceStep:
    return ChoiceStep(
        name=Step.SURE,
        label=label,
        ask=ask,
        short=ask,
        help=Text("course.sure.help"),
        said=Text("menu.said"),
        choices=(Named(YES, yes), Named(NO, Text("button.keep_given"))),
    )
