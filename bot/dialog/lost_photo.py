"""A photo that was announced and will never come, taken out of what was answered."""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.flow import Flow
from bot.dialog.state import State


def without_photo(flow: Flow, state: State, attachment: str) -> State:
    """The state after a photo was lost; a step left without photos is open again."""
    step = flow.find_photos_step()
    before = state.answers.ticked(step.name) if step else ()
    photos = tuple(photo for photo in before if photo.id != attachment)
    if step is None or photos == before:
        return state
    if photos:
        return replace(state, answers=state.answers.given(step.name, photos))
    others = frozenset(state.answers) - {step.name}
    return replace(state, answers=state.answers.only(others))
