"""Lists that the host brings: a group's names to tick, people or places found by words; and lists
that a person types.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answers import Named
from bot.dialog.effects import Lookup
from bot.dialog.steps import LinesRead, LinesStep, LookupStep, TicksStep
from bot.dialog.talk import Talk, Turn


def open_group(talk: Talk, step: TicksStep, group: Named) -> Turn:
    opened = talk.state.turned(group=group, ticks=talk.state.ticks)
    return Turn(opened, (Lookup(step.kind, group.id),))


def hear_found(talk: Talk, found: tuple[Named, ...]) -> Turn:
    match talk.find_step():
        case TicksStep():
            return talk.say(replace(talk.state, found=found))
        case LookupStep() as step if not found:
            return talk.miss(step.none)
        case LookupStep() as step if len(found) == 1:
            return talk.accept(step, found[0])
        case LookupStep() as step:
            return talk.say(talk.state.turned(found=found), step.several)
        case _:
            return talk.say(talk.state)


def add_lines(talk: Talk, step: LinesStep, read: LinesRead) -> Turn:
    """They are kept at once, and the question stays: a list may come in several messages."""
    state = talk.state
    if read.kept == (state.answers.words(step.name) or ""):
        return talk.say(replace(state, misses=state.misses + 1), *read.said)
    answers = state.answers.given(step.name, read.kept)
    return talk.say(replace(state, answers=answers, misses=0), *read.said)
