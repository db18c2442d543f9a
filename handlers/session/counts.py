"""The countable part of a session: what was helped with, who was served first, VNeID by level."""

from __future__ import annotations

from bot.dialog.answers import Named
from bot.dialog.context import Context, Indicator
from bot.dialog.flow import AtMost
from bot.dialog.steps import Above, ChoiceStep, Condition, Has, Lacks, NumberStep, TicksStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from handlers.session.names import (
    BOTH_LEVELS,
    LEVEL_1,
    LEVEL_2,
    NO_LEVEL,
    Group,
    Step,
    group_button,
    group_label,
    group_step,
    topic_step,
)
from models.activity import ActivityKind
from models.indicator import Audience

MEMBERS = ActivityKind.MEMBERS_SESSION.value
WITH_RESIDENTS, WITH_MEMBERS = Lacks(Step.KIND, MEMBERS), Has(Step.KIND, MEMBERS)


def topics(indicators: tuple[Indicator, ...]) -> tuple[AnyStep, ...]:
    if not indicators:
        return ()
    return (
        TicksStep(
            name=Step.TOPICS,
            label=Text("label.topics"),
            ask=Text("session.topics.ask"),
            short=Text("session.topics.short"),
            help=Text("session.topics.help"),
            said=Text("session.topics.said"),
            choices=tuple(Named(item.id, item.label) for item in indicators),
            optional=True,
            when=_of_all(indicators),
            only=tuple((item.id, one) for item in indicators for one in when_offered(item)),
        ),
        *(_topic_count(item) for item in indicators),
    )


def when_offered(indicator: Indicator) -> tuple[Condition, ...]:
    """In whose sessions it is asked; nothing to hold where it is asked in all."""
    match indicator.audience:
        case Audience.RESIDENTS:
            return (WITH_RESIDENTS,)
        case Audience.MEMBERS:
            return (WITH_MEMBERS,)
        case _:
            return ()


def _of_all(indicators: tuple[Indicator, ...]) -> tuple[Condition, ...]:
    """Where no indicator is offered, there is nothing to tick."""
    audiences = {when_offered(item) for item in indicators}
    return audiences.pop() if len(audiences) == 1 else ()


def _topic_count(indicator: Indicator) -> AnyStep:
    return NumberStep(
        name=topic_step(indicator.id),
        label=Text("label.count", label=indicator.label),
        ask=Text("session.count.ask", question=indicator.question),
        short=Text("session.count.short", label=indicator.label, unit=indicator.unit),
        help=Text("session.count.help", label=indicator.label, unit=indicator.unit),
        said=Text("session.count.said", label=indicator.label, unit=indicator.unit),
        limit=indicator.limit,
        optional=True,
        when=(Has(Step.TOPICS, indicator.id),),
    )


def groups() -> tuple[AnyStep, ...]:
    return (
        TicksStep(
            name=Step.GROUPS,
            label=Text("label.groups"),
            ask=Text("session.groups.ask"),
            short=Text("session.groups.short"),
            help=Text("session.groups.help"),
            said=Text("session.groups.said"),
            choices=tuple(Named(group.value, group_button(group)) for group in Group),
            optional=True,
            when=(WITH_RESIDENTS,),
        ),
        *(
            NumberStep(
                name=group_step(group),
                label=Text("label.count", label=group_button(group)),
                ask=Text("session.group.ask", group=group_label(group)),
                short=Text("session.group.short", group=group_label(group)),
                help=Text("session.group.help", group=group_label(group)),
                said=Text("session.group.said", group=group_label(group)),
                least=1,
                when=(WITH_RESIDENTS, Has(Step.GROUPS, group.value)),
            )
            for group in Group
        ),
    )


def vneid(context: Context) -> tuple[AnyStep, ...]:
    return (
        NumberStep(
            name=Step.VNEID,
            label=Text("label.vneid"),
            ask=Text("session.vneid.ask"),
            short=Text("session.vneid.short"),
            help=Text("session.vneid.help"),
            said=Text("session.vneid.said"),
            limit=context.number("people_limit"),
            optional=True,
            when=(WITH_RESIDENTS,),
        ),
        ChoiceStep(
            name=Step.VNEID_LEVEL,
            label=Text("label.vneid_level"),
            ask=Text("session.level.ask"),
            short=Text("session.level.short"),
            help=Text("session.level.help"),
            said=Text("session.level.said"),
            choices=(
                Named(LEVEL_1, Text("button.level_1")),
                Named(LEVEL_2, Text("button.level_2")),
                Named(BOTH_LEVELS, Text("button.both_levels")),
                Named(NO_LEVEL, Text("button.no_level")),
            ),
            when=(WITH_RESIDENTS, Above(Step.VNEID)),
        ),
        NumberStep(
            name=Step.VNEID_2,
            label=Text("label.vneid_2"),
            ask=Text("session.vneid_2.ask"),
            short=Text("session.vneid_2.short"),
            help=Text("session.vneid_2.help"),
            said=Text("session.vneid_2.said"),
            when=(WITH_RESIDENTS, Above(Step.VNEID), Has(Step.VNEID_LEVEL, BOTH_LEVELS)),
        ),
    )


def limits() -> tuple[AtMost, ...]:
    """Each group, and all installs together, are at most the attendees (domain, Definitions)."""
    people = (Step.ATTENDEES.value, Step.PEOPLE.value)
    return (
        *(
            AtMost((group_step(group),), people, Text("limit.group", group=group_label(group)))
            for group in Group
        ),
        AtMost((Step.VNEID,), people, Text("limit.vneid")),
        AtMost((Step.VNEID_2,), (Step.VNEID,), Text("limit.vneid_2")),
    )
