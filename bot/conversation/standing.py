"""Where the person stands: the very question that is before them."""

from __future__ import annotations

from bot.conversation.dialogs import Dialogs
from bot.conversation.scene import Scene
from bot.dialog.state import Phase
from bot.dialog.steps import Step


def find_question(scene: Scene, dialogs: Dialogs) -> Step | None:
    """None outside of a dialog, and on its pages."""
    state = scene.thread.current
    task = dialogs.tasks.get(state.task) if state else None
    if state is None or task is None or state.phase is not Phase.STEP:
        return None
    return task.flow(state.context).find_step(state.step)
