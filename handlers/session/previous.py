"""“Giống lần trước”: the last session as answers of a new one."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.context import Indicator
from bot.dialog.text import Text
from bot.task import Asker
from handlers.kinds import kind_button
from handlers.session.names import (
    BOTH_LEVELS,
    BY_COUNT,
    BY_NAME,
    LEVEL_1,
    LEVEL_2,
    NO_LEVEL,
    Group,
    Step,
    group_button,
    group_step,
    topic_step,
)
from models.activity import ActivityKind
from models.needs import LastActivity


def previous_answers(
    last: LastActivity,
    asker: Asker,
    indicators: tuple[Indicator, ...],
    roster: tuple[Named, ...],
) -> Answers:
    """Everything of the last session but its photos and its note; the day is today, to be mended on
    the review page.
    """
    given: list[tuple[str, Value]] = [
        (Step.DAY.value, asker.today),
        (Step.KIND.value, Named(last.kind.value, kind_button(last.kind))),
        *_previous_people(last, roster),
        *_previous_topics(last, indicators),
        *_previous_groups(last),
        *_previous_vneid(last),
        (Step.PLACE.value, last.place),
        (Step.PHOTOS.value, None),
        (Step.NOTE.value, None),
    ]
    return Answers(tuple(given))


def _previous_people(last: LastActivity, roster: tuple[Named, ...]) -> list[tuple[str, Value]]:
    came = tuple(named for named in roster if named.id in last.attendee_ids)
    if came:
        return [
            (Step.WHO_CAME.value, Named(BY_NAME, Text("button.by_name"))),
            (Step.ATTENDEES.value, came),
        ]
    if last.kind is ActivityKind.MEMBERS_SESSION:
        return [
            (Step.WHO_CAME.value, Named(BY_COUNT, Text("button.by_count"))),
            (Step.PEOPLE.value, last.people),
        ]
    return [(Step.PEOPLE.value, last.people)]


def _previous_topics(
    last: LastActivity, indicators: tuple[Indicator, ...]
) -> list[tuple[str, Value]]:
    labels = {indicator.id: indicator.label for indicator in indicators}
    known = [(id_, value) for id_, value in last.indicators if id_ in labels]
    ticked = tuple(Named(id_, labels[id_]) for id_, _ in known)
    counts: list[tuple[str, Value]] = [(topic_step(id_), value) for id_, value in known]
    return [(Step.TOPICS.value, ticked or None), *counts]


def _previous_groups(last: LastActivity) -> list[tuple[str, Value]]:
    ticked = tuple(Named(name, group_button(Group(name))) for name, count in last.groups if count)
    counts: list[tuple[str, Value]] = [(group_step(name), n) for name, n in last.groups if n]
    return [(Step.GROUPS.value, ticked or None), *counts]


def _previous_vneid(last: LastActivity) -> list[tuple[str, Value]]:
    first, second, unsaid = last.vneid
    total = first + second + unsaid
    given: list[tuple[str, Value]] = [(Step.VNEID.value, total)]
    if not total:
        return given
    if first and second:
        level = Named(BOTH_LEVELS, Text("button.both_levels"))
        given.append((Step.VNEID_2.value, second))
    elif first:
        level = Named(LEVEL_1, Text("button.level_1"))
    elif second:
        level = Named(LEVEL_2, Text("button.level_2"))
    else:
        level = Named(NO_LEVEL, Text("button.no_level"))
    return [*given, (Step.VNEID_LEVEL.value, level)]
