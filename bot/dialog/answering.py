"""What a typed text answers at the step where it was typed. Reading only: nothing moves here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.dialog import caps
from bot.dialog.answers import Named
from bot.dialog.asking import current_choices
from bot.dialog.effects import Lookup
from bot.dialog.flow import Flow
from bot.dialog.reading import (
    Missed,
    Read,
    Taken,
    bare_number,
    read_choice,
    read_count,
    read_day,
    read_plan_day,
    read_ticks,
    read_words,
)
from bot.dialog.state import State
from bot.dialog.steps import (
    ChoiceStep,
    DateStep,
    FileStep,
    LinesRead,
    LinesStep,
    LookupStep,
    NumberStep,
    PhotosStep,
    PlanDayStep,
    Step,
    TextStep,
    TicksStep,
)
from bot.dialog.text import Label, Text
from bot.dialog.words import (
    ALL_WORDS,
    NOTHING_WORDS,
    Command,
    excepted_part,
    means_command,
    unticked_part,
)
from bot.language.match import means


@dataclass(frozen=True, slots=True)
class Skipped:
    pass


@dataclass(frozen=True, slots=True)
class Ticked:
    """With `is_only` exactly these, whatever was ticked before; with `is_off` no longer these."""

    named: tuple[Named, ...]
    is_only: bool = False
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class GroupChosen:
    group: Named


Outcome: TypeAlias = Read | Skipped | Ticked | GroupChosen | LinesRead | Lookup


def read_answer(  # noqa: C901  # one return for every kind of step
    flow: Flow,
    state: State,
    step: Step,
    typed: str,
    *,
    today: date,
    words: Callable[[Label], str],
) -> Outcome:
    """The text as an answer of `step`; commands were looked for before."""
    if means_command(typed, Command.SKIP):
        return Skipped()
    match step:
        case NumberStep():
            return read_count(step, typed)
        case DateStep():
            return read_day(step, typed, today)
        case PlanDayStep():
            return read_plan_day(step, typed, today)
        case TextStep():
            is_nothing = step.optional and means(typed, NOTHING_WORDS)
            return Skipped() if is_nothing else _words(step, typed)
        case PhotosStep():
            is_nothing = step.optional and means(typed, NOTHING_WORDS)
            return Skipped() if is_nothing else Missed(Text("miss.photo"))
        case FileStep():
            value = step.read(typed)
            return Missed(step.miss) if value is None else Taken(value)
        case LinesStep():
            is_nothing = step.optional and means(typed, NOTHING_WORDS)
            kept = state.answers.words(step.name) or ""
            if not is_nothing and _is_word_of_talk(typed):
                return Missed(step.help)
            return Skipped() if is_nothing else step.read(kept, typed, today)
        case ChoiceStep():
            return _choice(step.choices, typed, words)
        case TicksStep():
            return _ticks(flow, state, step, typed, words)
        case LookupStep():
            return _lookup(state, step, typed, words)


def _words(step: TextStep, typed: str) -> Read:
    """“Ok” and "đúng rồi" agree to something; they name no place and are no note."""
    if step.read is not None:
        value = step.read(typed)
        return Missed(step.miss or Text("miss.words")) if value is None else Taken(value)
    if means_command(typed, Command.YES):
        return Missed(Text("miss.words"))
    return read_words(typed, step.longest)


def _is_word_of_talk(typed: str) -> bool:
    """“Ok", "không": said to us, and no line of a list."""
    return any(means_command(typed, one) for one in (Command.YES, Command.NO))


def choose(choices: tuple[Named, ...], typed: str, words: Callable[[Label], str]) -> Named | Missed:
    return read_choice(choices, [words(choice.label) for choice in choices], typed)


def _choice(
    choices: tuple[Named, ...], typed: str, words: Callable[[Label], str]
) -> Taken | Missed:
    chosen = choose(choices, typed, words)
    return chosen if isinstance(chosen, Missed) else Taken(chosen)


def _ticks(
    flow: Flow, state: State, step: TicksStep, typed: str, words: Callable[[Label], str]
) -> Outcome:
    choices = current_choices(flow, state)
    if step.groups and state.group is None:
        chosen = choose(choices, typed, words)
        return chosen if isinstance(chosen, Missed) else GroupChosen(chosen)
    if means(typed, ALL_WORDS):
        return Ticked(choices)
    if excepted := excepted_part(typed):
        gone = read_ticks(choices, [words(choice.label) for choice in choices], excepted)
        if isinstance(gone, Missed):
            return gone
        kept = tuple(choice for choice in choices if choice not in gone)
        return Ticked(kept, is_only=True)
    if state.ticks and (off := unticked_part(typed)):
        gone = read_ticks(choices, [words(choice.label) for choice in choices], off)
        return gone if isinstance(gone, Missed) else Ticked(gone, is_off=True)
    ticked = read_ticks(choices, [words(choice.label) for choice in choices], typed)
    if isinstance(ticked, Missed):
        is_nothing = step.optional and not state.ticks and means(typed, NOTHING_WORDS)
        return Skipped() if is_nothing else ticked
    return Ticked(ticked)


def _lookup(state: State, step: LookupStep, typed: str, words: Callable[[Label], str]) -> Outcome:
    if state.found and bare_number(typed) is not None:
        return _choice(state.found, typed, words)
    read = read_words(typed, caps.PLACE_LENGTH)
    if isinstance(read, Taken) and isinstance(read.value, str):
        return Lookup(step.kind, read.value)
    return Missed(step.none)
