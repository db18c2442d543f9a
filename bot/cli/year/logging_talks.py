"""How a session is told: by a sentence, by the short form, by walking the dialog."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from bot.cli.year.counting_talks import OWN_LABEL
from bot.cli.year.saying import Heard, Labels, Part, Pause, Press, Say, StuckError, Talk, drop
from bot.cli.year.sentences import day_words, is_short, sentence, short_form
from models.activity import ActivityKind, EntryWay
from models.changes import RecordActivity
from models.seed import INDICATORS

MOST_QUESTIONS = 8
SHORT_SHARE, DIALOG_SHARE = 0.2, 0.2
WHOLE_WALK = 0.35
"""Of the dialogs, those that answer every question; the others see the page as soon as they may."""

UNDO_AFTER = timedelta(minutes=8)
TOPIC_LABELS = {row.id: row.label for row in INDICATORS}


def log_own(
    entry: RecordActivity,
    today: date,
    labels: Labels,
    drawn: Random,
    unasked: frozenset[str] = frozenset(),
) -> Part:
    """Told and sent; ends with the answer to the sending. `unasked` are the indicators of which no
    question is asked any more.
    """
    is_walked = any(id_ not in TOPIC_LABELS for id_, _ in entry.indicators)
    if entry.kind is ActivityKind.MEMBERS_SESSION and entry.attendees:
        heard = yield Say("ghi buổi")
        heard = yield from _members_by_name(heard, entry, today, labels)
    else:
        chance = 1 if is_walked else drawn.random()
        if chance < SHORT_SHARE and is_short(entry):
            heard = yield Say(short_form(entry, today))
        elif chance < 1 - DIALOG_SHARE:
            heard = yield Say(sentence(entry, today, drawn))
        else:
            heard = yield Say("ghi buổi")
            asked = [one for one in entry.indicators if one[0] not in unasked]
            entry = replace(entry, indicators=tuple(asked))
            whole = 1 if is_walked else WHOLE_WALK
            heard = yield from walk(heard, entry, today, labels, drawn.random() < whole)
    heard = yield from to_review(heard, entry, labels)
    return (yield from send(heard, labels))


def walk(heard: Heard, entry: RecordActivity, today: date, labels: Labels, whole: bool) -> Part:  # noqa: FBT001
    """Question by question."""
    yield from _first_questions(heard, entry, today, labels)
    if entry.kind is ActivityKind.MEMBERS_SESSION:
        yield Press(labels.by_count)
    yield Say(str(entry.people))
    if not whole:
        return (yield Say("xem lại"))
    for id_, _ in entry.indicators:
        yield Say(TOPIC_LABELS.get(id_, OWN_LABEL))
    yield Say("xong" if entry.indicators else "bỏ qua")
    for _, count in entry.indicators:
        yield Say("bỏ qua" if count is None else str(count))
    if entry.kind is not ActivityKind.MEMBERS_SESSION:
        yield from _groups_and_vneid(entry, labels)
    yield Say(entry.place or "bỏ qua")
    return (yield Say("xem lại"))


def _first_questions(heard: Heard, entry: RecordActivity, today: date, labels: Labels) -> Part:
    if labels.aside in heard.labels:  # something else lies half said
        heard = yield Press(labels.drop)
        heard = yield Say("ghi buổi")
    if labels.later not in heard.labels:
        raise StuckError("the first question", heard)
    yield Say(day_words(entry.day, today))
    return (yield Press(_kind(entry, labels)))


def _groups_and_vneid(entry: RecordActivity, labels: Labels) -> Part:
    if entry.elderly:
        yield Press(labels.elderly)
        yield Say("xong")
        yield Say(str(entry.elderly))
    else:
        yield Say("bỏ qua")
    first, second, unsaid = entry.vneid_1, entry.vneid_2, entry.vneid_unspecified
    if not first + second + unsaid:
        return (yield Say("bỏ qua"))
    yield Say(str(first + second + unsaid))
    if unsaid:
        return (yield Press(labels.no_level))
    if not first or not second:
        return (yield Press(labels.level_1 if first else labels.level_2))
    yield Press(labels.both_levels)
    return (yield Say(str(second)))


def _members_by_name(heard: Heard, entry: RecordActivity, today: date, labels: Labels) -> Part:
    yield from _first_questions(heard, entry, today, labels)
    heard = yield Press(labels.by_name)
    heard = yield from tick_names(heard, entry.attendees)
    heard = yield Say("xong")
    return (yield Say("xem lại"))


def tick_names(heard: Heard, names: tuple[str, ...]) -> Part:
    """By their numbers in the list that is shown."""
    places = [
        str(place) for place, label in enumerate(heard.labels, start=1) if label in set(names)
    ]
    if not places:
        raise StuckError(f"the names {names}", heard)
    return (yield Say(", ".join(places)))


def to_review(heard: Heard, entry: RecordActivity, labels: Labels) -> Part:
    """What is still asked is answered, until the page is shown."""
    for _ in range(MOST_QUESTIONS):
        if labels.send in heard.labels:
            return heard
        if labels.aside in heard.labels:
            raise StuckError("the page, and no other dialog", heard)
        if labels.residents in heard.labels:
            heard = yield Press(_kind(entry, labels))
        elif labels.by_name in heard.labels:
            heard = yield Press(labels.by_count)
        elif labels.level_1 in heard.labels:
            heard = yield Press(labels.no_level)
        elif labels.finish in heard.labels:  # told into a dialog that was under way
            heard = yield Say("xem lại")
        else:
            raise StuckError("the page", heard)
    raise StuckError("the page at last", heard)


def send(heard: Heard, labels: Labels) -> Part:
    """From the page to what the bot says when it has it. Where a report of no activity stands in
    the way, that is taken back first.
    """
    heard = yield Say("gửi đi")
    if labels.send in heard.labels:
        heard = yield from take_zero_back(heard)
        if labels.send not in heard.labels:
            raise StuckError("the page once more", heard)
        heard = yield Say("gửi đi")
    if labels.undo not in heard.labels:
        raise StuckError("that it was taken", heard)
    return heard


def take_zero_back(heard: Heard) -> Part:
    """The report of the week that was just named; then the page stands there once more."""
    named = re.search(r"\d+/\d+ – \d+/\d+", heard.text)
    listed = yield Say("rút báo cáo")
    yield Say(number_of(named.group() if named else "", listed))
    return (yield Say("ghi tiếp"))


def number_of(words: str, listed: Heard) -> str:
    """Its place in a list, which stands in the text where its lines are too long for buttons."""
    lines = (line.partition(". ") for line in listed.text.splitlines())
    written = {rest: place for place, _, rest in lines if place.isdigit()}
    shown = {label: str(place) for place, label in enumerate(listed.labels, start=1)}
    found = (place for row, place in (written or shown).items() if words in row)
    return next(found, "1")


def undo(labels: Labels, people: int | None) -> Talk:
    """Within the quarter of an hour: sent again with another number, or dropped for good."""
    yield Pause(UNDO_AFTER)
    heard = yield Say("rút lại")
    if labels.send not in heard.labels:
        raise StuckError("the page that was taken back", heard)
    if people is None:
        yield from drop(labels, heard)
        return
    yield Say("sửa số người")
    heard = yield Say(str(people))
    yield from send(heard, labels)


def log_for(entry: RecordActivity, name: str, today: date, labels: Labels) -> Talk:
    """A leader or the coordinator writes for somebody who told them."""
    yield Say("ghi hộ")
    yield Say(name)
    heard = yield Say("điện thoại" if entry.how is EntryWay.PHONE else "sổ")
    yield from _first_questions(heard, entry, today, labels)
    if entry.kind is ActivityKind.MEMBERS_SESSION:
        yield Press(labels.by_count)
    yield Say(str(entry.people))
    heard = yield Say("xem lại")
    heard = yield from to_review(heard, entry, labels)
    yield from send(heard, labels)


def log_commune(
    entry: RecordActivity, teams: tuple[str, ...], today: date, labels: Labels, drawn: Random
) -> Talk:
    """A session of the commune; for members by the names of whole teams where there are any."""
    heard = yield Say("ghi buổi chung")
    if entry.kind is ActivityKind.MEMBERS_SESSION and teams:
        yield from _first_questions(heard, entry, today, labels)
        yield Press(labels.by_name)
        for team in teams:
            yield Say(team)
            yield Say("cả tổ")
            yield Say("xong")
        yield Say("xong")
        heard = yield Say("xem lại")
    else:
        heard = yield from walk(heard, entry, today, labels, drawn.random() < WHOLE_WALK)
    heard = yield from to_review(heard, entry, labels)
    yield from send(heard, labels)


def _kind(entry: RecordActivity, labels: Labels) -> str:
    match entry.kind:
        case ActivityKind.RESIDENTS_SESSION:
            return labels.residents
        case ActivityKind.HOME_VISIT:
            return labels.home
        case _:
            return labels.members
