"""The questions of a class day: which day, who came, and who came without being on the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.steps import ChoiceStep, DateStep, Has, LinesStep, TicksStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from handlers.classes.names import SHOWN, Step, people_named
from handlers.classes.people_read import PART, read_people
from models.course_needs import CoursePage

OTHER = "other"
DAYS_OFFERED = 5


def day_choices(page: CoursePage, today: date) -> tuple[Named, ...]:
    """Today first, then the days of the class that have passed without being marked."""
    held = {one.day for one in page.held}
    days = [today] if today not in held else []
    days += [day for day in reversed(page.days) if day < today and day not in held]
    return (
        *(
            Named(
                day.isoformat(),
                Text("attend.today") if day == today else Text("attend.day", day=day),
            )
            for day in days[: DAYS_OFFERED + 1]
        ),
        Named(OTHER, Text("attend.other_day")),
    )


def choice_of_day(days: tuple[Named, ...]) -> ChoiceStep:
    return ChoiceStep(
        name=Step.DAY,
        label=Text("label.day"),
        ask=Text("attend.day.ask"),
        short=Text("attend.day.ask"),
        help=Text("attend.day.help"),
        said=Text("menu.said"),
        choices=days,
    )


def date_step(old_days: int, *, is_other: bool) -> DateStep:
    return DateStep(
        name=Step.OTHER_DAY,
        label=Text("label.day"),
        ask=Text("attend.other.ask"),
        short=Text("attend.other.ask"),
        help=Text("attend.day.help"),
        said=Text("menu.said"),
        old_days=old_days,
        when=(Has(Step.DAY, OTHER),) if is_other else (),
    )


def people_steps(people: tuple[Named, ...]) -> tuple[AnyStep, ...]:
    return (
        TicksStep(
            name=Step.CAME,
            label=Text("label.came"),
            ask=Text("attend.came.ask"),
            short=Text("attend.came.short"),
            help=Text("attend.came.help"),
            said=Text("menu.said"),
            choices=people,
        ),
        LinesStep(
            name=Step.EXTRA,
            label=Text("label.extra"),
            ask=Text("attend.extra.ask"),
            short=Text("attend.extra.ask"),
            help=Text("attend.extra.help"),
            said=Text("add_learners.lines.said"),
            more=Text("add_learners.lines.more"),
            read=read_people,
            optional=True,
        ),
    )


def people_of(page: CoursePage) -> tuple[Named, ...]:
    """The list, and who came once and has left it since."""
    return people_named((*page.learners, *page.gone))


def day_of(answers: Answers) -> date | None:
    chosen = answers.chosen(Step.DAY)
    if chosen is None or chosen.id == OTHER:
        return answers.day(Step.OTHER_DAY)
    return date.fromisoformat(chosen.id)


@dataclass(frozen=True, slots=True)
class Summary:
    """The review page: where a class is long, the absent are named, not those who came."""

    label: Text
    people: tuple[Named, ...]

    def __call__(self, answers: Answers) -> tuple[Text, ...]:
        lines = [Text("course.head", label=self.label)]
        if day := day_of(answers):
            lines.append(Text("attend.sum.day", day=day))
        came = answers.ticked(Step.CAME)
        if came:
            lines.append(Text("attend.sum.came", count=len(came), all=len(self.people)))
            ticked = {named.id for named in came}
            absent = tuple(named.label for named in self.people if named.id not in ticked)
            if absent and len(absent) <= SHOWN:
                lines.append(Text("attend.sum.absent", names=absent))
        extra = (answers.words(Step.EXTRA) or "").splitlines()
        if extra:
            names = tuple(line.partition(PART)[0] for line in extra[:SHOWN])
            more = len(extra) - len(names)
            shown = (Text("names.more", names=names, more=more),) if more else names
            lines.append(Text("attend.sum.extra", count=len(extra), names=shown))
        return tuple(lines)


def summary_of(context: Context) -> Summary:
    label = context.fact("label")
    said = label.label if isinstance(label, Named) else Text("button.course")
    return Summary(
        said if isinstance(said, Text) else Text("button.course"), context.list_of("people")
    )
