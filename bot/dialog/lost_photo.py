"""A photo or file that was announced and will never come, taken out of what was answered."""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answers import Named
from bot.dialog.flow import Flow
from bot.dialog.state import Phase, State


def without_photo(flow: Flow, state: State, attachment: str) -> State:
    """The state after a photo was lost; a step left without photos is open again.

    A review page that counted it is another page from now on: its button must not send this one.
    """
    step = flow.find_photos_step()
    before = state.answers.ticked(step.name) if step else ()
    photos = tuple(photo for photo in before if photo.id != attachment)
    if step is None or photos == before:
        return state
    visit = state.visit + (state.phase is Phase.REVIEW)
    if photos:
        return replace(state, visit=visit, answers=state.answers.given(step.name, photos))
    others = frozenset(state.answers) - {step.name}
    return replace(state, visit=visit, answers=state.answers.only(others))


def awaits_file(flow: Flow, state: State, attachment: str) -> bool:
    """Whether this file is the answer of the flow's question for one."""
    step = flow.find_file_step()
    answer = state.answers.get(step.name) if step else None
    return isinstance(answer, Named) and answer.id == attachment


def without_file(flow: Flow, state: State, attachment: str) -> State:
    """The state after that file was lost: its question is open again."""
    step = flow.find_file_step()
    if step is None or not awaits_file(flow, state, attachment):
        return state
    return replace(state, answers=state.answers.without((step.name,)))
