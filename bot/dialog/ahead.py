"""Who knows what comes next answers it at once: what was chosen goes without saying."""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.reading import Missed, Read
from bot.dialog.steps import ChoiceStep, Step, TextStep
from bot.dialog.talk import Talk, Turn


def type_ahead(talk: Talk, step: Step, read: Read, typed: str) -> Turn | None:
    """What chooses nothing as the answer to the question behind one of the choices; None where it
    is none.
    """
    if not isinstance(step, ChoiceStep) or not isinstance(read, Missed):
        return None
    for id_, name in step.ahead:
        choice = next(choice for choice in step.choices if choice.id == id_)
        behind = talk.flow.find_step(name)
        if not isinstance(behind, TextStep) or behind.read is None:
            continue
        if (value := behind.read(typed)) is not None:
            answers = talk.state.answers.given(step.name, choice)
            return talk.at(replace(talk.state, answers=answers)).accept(behind, value)
    return None
