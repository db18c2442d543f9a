"""A session said back: the review page's lines, and the words for a draft."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.text import Text
from handlers.kinds import kind_text
from handlers.session.names import (
    BOTH_LEVELS,
    LEVEL_1,
    LEVEL_2,
    Group,
    Step,
    group_label,
    group_step,
    topic_step,
)
from models.activity import ActivityKind

NAMES_SHOWN = 7


def draft(answers: Answers) -> Text:
    day, people = answers.day(Step.DAY), answers.number(Step.PEOPLE)
    if day is None:
        return Text("session.draft")
    if people is None:
        return Text("session.draft_day", day=day)
    return Text("session.draft_people", day=day, people=people)


def summary(answers: Answers, context: Context) -> tuple[Text, ...]:
    """At most nine lines, each a fact that the person gave."""
    lines = (
        _for_whom(answers),
        _when(answers),
        _kind(answers, context),
        _people(answers),
        _topics(answers),
        vneid_line(answers),
        _place(answers),
        _photos(answers),
        _note(answers),
    )
    return tuple(line for line in lines if line is not None)


def figures_of(answers: Answers) -> tuple[Text, ...]:
    """The same in few words, for one line: day, people, groups, topics, VNeID, place."""
    parts: list[Text] = []
    if (day := answers.day(Step.DAY)) is not None:
        parts.append(Text("sessions.day", day=day))
    if (times := answers.number(Step.SESSIONS)) is not None:
        parts.append(Text("sessions.times", count=times))
    if (people := answers.number(Step.PEOPLE)) is not None:
        parts.append(Text("sessions.people", count=people))
    parts += _group_counts(answers)
    for named in answers.ticked(Step.TOPICS):
        count = answers.number(topic_step(named.id))
        parts.append(
            Text("sessions.topic", label=named.label)
            if count is None
            else Text("session.sum.topic", label=named.label, count=count)
        )
    if vneid := answers.number(Step.VNEID):
        parts.append(Text("sessions.vneid", count=vneid))
    if (place := answers.words(Step.PLACE)) is not None:
        parts.append(Text("sessions.place", place=place))
    return tuple(parts)


def _group_counts(answers: Answers) -> tuple[Text, ...]:
    return tuple(
        Text("session.sum.group", count=count, group=group_label(group))
        for group in Group
        if (count := answers.number(group_step(group))) and answers.has(Step.GROUPS, group.value)
    )


def _for_whom(answers: Answers) -> Text | None:
    whom, how = answers.chosen(Step.FOR_WHOM), answers.chosen(Step.HOW)
    if whom is None or how is None:
        return None
    return Text("session.sum.for", name=whom.label, how=how.label)


def _when(answers: Answers) -> Text | None:
    day, sessions = answers.day(Step.DAY), answers.number(Step.SESSIONS)
    if day is None:
        return None
    if sessions is None:
        return Text("session.sum.day", day=day)
    return Text("session.sum.day_sessions", day=day, count=sessions)


def _kind(answers: Answers, context: Context) -> Text | None:
    kind, teams = answers.chosen(Step.KIND), context.list_of("teams")
    if kind is None:
        return None
    team = answers.chosen(Step.TEAM) or (teams[0] if len(teams) == 1 else None)
    words = kind_text(ActivityKind(kind.id))
    if team is None:
        return Text("session.sum.kind", kind=words)
    return Text("session.sum.kind_team", kind=words, team=team.label)


def _people(answers: Answers) -> Text | None:
    ticked = answers.ticked(Step.ATTENDEES)
    if ticked:
        names = tuple(named.label for named in ticked[:NAMES_SHOWN])
        if len(ticked) > NAMES_SHOWN:
            rest = len(ticked) - NAMES_SHOWN
            return Text("session.sum.names_more", people=len(ticked), names=names, more=rest)
        return Text("session.sum.names", people=len(ticked), names=names)
    people = answers.number(Step.PEOPLE)
    if people is None:
        return None
    groups = _group_counts(answers)
    if groups:
        return Text("session.sum.people_groups", people=people, groups=groups)
    return Text("session.sum.people", people=people)


def _topics(answers: Answers) -> Text | None:
    ticked = answers.ticked(Step.TOPICS)
    if not ticked:
        return None
    topics = []
    for named in ticked:
        count = answers.number(topic_step(named.id))
        topics.append(
            named.label
            if count is None
            else Text("session.sum.topic", label=named.label, count=count)
        )
    return Text("session.sum.topics", topics=tuple(topics))


def vneid_line(answers: Answers) -> Text | None:
    count, level = answers.number(Step.VNEID), answers.chosen(Step.VNEID_LEVEL)
    if not count:
        return None
    if level is None:
        return Text("session.sum.vneid", count=count)
    if level.id == BOTH_LEVELS:
        second = answers.number(Step.VNEID_2) or 0
        return Text("session.sum.vneid_both", count=count, first=count - second, second=second)
    if level.id in (LEVEL_1, LEVEL_2):
        return Text("session.sum.vneid_level", count=count, level=int(level.id))
    return Text("session.sum.vneid", count=count)


def _place(answers: Answers) -> Text | None:
    place = answers.words(Step.PLACE)
    return None if place is None else Text("session.sum.place", place=place)


def _photos(answers: Answers) -> Text | None:
    count = len(answers.ticked(Step.PHOTOS))
    return Text("session.sum.photos", count=count) if count else None


def _note(answers: Answers) -> Text | None:
    note = answers.words(Step.NOTE)
    return None if note is None else Text("session.sum.note", note=note)
