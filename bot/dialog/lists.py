"""Lists that the host brings: a group's names to tick, people or places found by words; and lists
that a person types.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answering import Ticked
from bot.dialog.answers import Named
from bot.dialog.asking import current_choices
from bot.dialog.effects import Lookup
from bot.dialog.steps import LinesRead, LinesStep, LookupStep, TicksStep
from bot.dialog.talk import Talk, Turn
from bot.dialog.text import Text


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


def hear_ticks(talk: Talk, step: TicksStep, said: Ticked) -> Turn:
    """Typed: what is ticked already stays so, for words may come twice; how it is taken off again
    is told.
    """
    if said.is_off:
        return talk.tick(step, said.named, on=False)
    if said.is_only:
        return talk.at(replace(talk.state, ticks=())).tick(step, said.named, on=True)
    before = {named.id for named in talk.state.ticks}
    if said.named and all(named.id in before for named in said.named):
        ids = [named.id for named in current_choices(talk.flow, talk.state)]
        number = ids.index(said.named[0].id) + 1
        return talk.say(talk.state, Text("ticks.already", number=number))
    return talk.tick(step, said.named, on=True)


def add_lines(talk: Talk, step: LinesStep, read: LinesRead) -> Turn:
    """They are kept at once, and the question stays: a list may come in several messages."""
    state = talk.state
    if read.kept == (state.answers.words(step.name) or ""):
        return talk.say(replace(state, misses=state.misses + 1), *read.said)
    answers = state.answers.given(step.name, read.kept)
    return talk.say(replace(state, answers=answers, misses=0), *read.said)
