"""A typed answer read for the step it answers: taken, doubted (ask "is it so?"), or missed (say
what to type).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from bot.dialog import caps
from bot.dialog.answers import Named, Value
from bot.dialog.steps import DateStep, NumberStep, PlanDayStep, Step
from bot.dialog.text import Text
from bot.language.coming import read_coming
from bot.language.dates import OnDay, Unclear, read_date
from bot.language.day_walk import Why
from bot.language.fold import clean, has_words
from bot.language.match import Nothing, One, Several, match
from bot.language.numbers import Exactly, Many, Missing, NotWhole, Range, Rough, read_number

BARE_NUMBER = re.compile(r"^[\s.#]*(\d{1,3})[\s.)]*$")
TICK_NUMBERS = re.compile(r"^\s*\d{1,3}(?:(?:\s*[,;+&.]\s*|\s+và\s+|\s+)\d{1,3})*[\s.]*$")


@dataclass(frozen=True, slots=True)
class Taken:
    value: Value


@dataclass(frozen=True, slots=True)
class Doubted:
    """It may be a slip: `text` asks whether it is meant."""

    value: Value
    text: Text


@dataclass(frozen=True, slots=True)
class Missed:
    text: Text


Read: TypeAlias = Taken | Doubted | Missed


def bare_number(typed: str) -> int | None:
    """The number that a text is, if it is nothing else: a place in a list."""
    found = BARE_NUMBER.match(typed)
    return int(found[1]) if found else None


def is_places(typed: str) -> bool:
    """Whether a text is nothing but numbers: "2", or "1, 3"."""
    return bare_number(typed) is not None or TICK_NUMBERS.match(typed) is not None


def read_count(step: NumberStep, typed: str) -> Read:
    match read_number(typed):
        case Exactly(value):
            return judge_count(step, value)
        case Rough(value):
            judged = judge_count(step, value)
            return (
                Doubted(value, Text("doubt.rough", value=value))
                if isinstance(judged, Taken)
                else judged
            )
        case Range(low, high):
            return Missed(Text("miss.number.range", low=low, high=high))
        case NotWhole():
            return Missed(Text("miss.number.whole"))
        case Many():
            return Missed(Text("miss.number.many"))
        case Missing():
            return Missed(Text("miss.number"))


def judge_count(step: NumberStep, value: int) -> Read:
    if value < 0:
        return Missed(Text("miss.number.negative"))
    if value < step.least:
        return Missed(step.too_few or Text("miss.number.least", least=step.least))
    if value > caps.NUMBER:
        return Missed(Text("miss.number.huge"))
    if value > step.limit:
        return Doubted(value, Text("doubt.large", value=value))
    return Taken(value)


def read_day(step: DateStep, typed: str, today: date) -> Read:
    number = bare_number(typed)
    match read_date(f"ngày {number}" if number is not None else typed, today):
        case OnDay(day):
            return judge_day(step, day, today)
        case Unclear(Why.NO_SUCH_DAY):
            return Missed(Text("miss.date.none"))
        case Unclear(Why.RANGE):
            return Missed(Text("miss.date.range"))
        case Unclear(_):
            return Missed(Text("miss.date", example=today - timedelta(days=1)))


def judge_day(step: DateStep, day: date, today: date) -> Read:
    if day > today:
        return Missed(Text("miss.date.future", day=day))
    if (today - day).days > step.old_days:
        return Doubted(day, Text("doubt.old", day=day, days=(today - day).days))
    return Taken(day)


def read_plan_day(step: PlanDayStep, typed: str, today: date) -> Read:
    number = bare_number(typed)
    said = f"ngày {number}" if number is not None else typed
    match read_coming(said, today, back_days=step.back_days):
        case OnDay(day):
            return judge_plan_day(step, day, today)
        case Unclear(Why.NO_SUCH_DAY):
            return Missed(Text("miss.date.none"))
        case Unclear(Why.RANGE):
            return Missed(Text("miss.date.range"))
        case Unclear(_):
            return Missed(Text("miss.day.ahead", example=today + timedelta(days=7)))


def judge_plan_day(step: PlanDayStep, day: date, today: date) -> Read:
    if day < today - timedelta(days=step.back_days):
        if step.back_days:
            return Missed(Text("miss.day.long_past", day=day))
        return Missed(Text("miss.day.past", day=day))
    if day > today + timedelta(days=step.ahead_days):
        return Missed(Text("miss.day.far", day=day))
    return Taken(day)


def doubt(step: Step, value: int | date, today: date) -> Text:
    """Why a value is asked about once more: said again whenever something came between."""
    read: Read = Taken(value)
    if isinstance(step, NumberStep) and isinstance(value, int):
        read = judge_count(step, value)
    if isinstance(step, DateStep) and isinstance(value, date):
        read = judge_day(step, value, today)
    if isinstance(read, Doubted):
        return read.text
    return (
        Text("doubt.day", day=value)
        if isinstance(value, date)
        else Text("doubt.rough", value=value)
    )


def read_words(typed: str, longest: int) -> Read:
    words = clean(typed)
    if not has_words(words):
        return Missed(Text("miss.words"))
    if len(words) > longest:
        return Missed(Text("miss.words.long", most=longest))
    return Taken(words)


def read_choice(choices: Sequence[Named], said: Sequence[str], typed: str) -> Named | Missed:
    """One of a list, by its number, its label or a small slip of it. `said` are the labels in
    words.
    """
    number = bare_number(typed)
    if number is not None:
        if 1 <= number <= len(choices):
            return choices[number - 1]
        return Missed(Text("miss.choice.number", most=len(choices)))
    match match(typed, [(label,) for label in said]):
        case One(index):
            return choices[index]
        case Several(indices):
            return Missed(
                Text("miss.choice.several", labels=tuple(choices[i].label for i in indices[:3]))
            )
        case Nothing():
            return Missed(Text("miss.choice"))


def read_ticks(
    choices: Sequence[Named], said: Sequence[str], typed: str
) -> tuple[Named, ...] | Missed:
    """Several of a list: "1, 3" or labels with commas between them. One that is not there misses
    them all.
    """
    numbers = TICK_NUMBERS.match(typed) is not None
    parts = re.findall(r"\d+", typed) if numbers else re.split(r"[,;+\n]|\s+và\s+", typed)
    ticked: list[Named] = []
    for part in (part for part in parts if part.strip()):
        read = read_choice(choices, said, part)
        if isinstance(read, Missed):
            return read
        if read not in ticked:
            ticked.append(read)
    return tuple(ticked) if ticked else Missed(Text("miss.choice"))
