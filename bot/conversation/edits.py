"""A message that its writer changed after it was sent.

Law: what was counted stays counted, and new words are never counted unseen: the person is told how
to mend it. An edit that changes no word, and one that comes again, are passed over in silence.
"""

from __future__ import annotations

from bot.conversation.dialogs import Dialogs
from bot.conversation.scene import Scene
from bot.dialog import caps
from bot.dialog.events import UnusableReceived
from bot.dialog.state import Phase, State
from bot.dialog.text import Text


def hear_edit(scene: Scene, dialogs: Dialogs) -> None:
    """The question that is open, if any, stays open."""
    current = scene.thread.current
    if scene.is_unchanged:
        scene.outcome = "edited nothing"
        return
    scene.outcome = "edited"
    if current is not None and current.phase is Phase.REVIEW:
        answer = Text("edited.review")  # how to mend it stands on the page itself
    elif current is not None and current.answers:
        answer = Text("edited.open")
    elif is_just_sent(scene):
        answer = Text("edited.sent")
    else:
        answer = Text("edited.again")
    if current is not None:
        dialogs.hear(scene, UnusableReceived(answer))
    else:
        scene.lead.append(answer)


def is_just_sent(scene: Scene) -> bool:
    """Whether what was sent last can still be taken back."""
    finished = scene.thread.finished
    if finished is None or finished.is_undone:
        return False
    return scene.now - finished.at <= caps.UNDO


def put_aside_since(scene: Scene) -> State | None:
    """The newest draft that was begun after what was sent last: it is not written down."""
    finished, drafts = scene.thread.finished, scene.thread.drafts
    later = (
        draft
        for draft in reversed(drafts)
        if finished and draft.begun_at and draft.begun_at > finished.at
    )
    return next(later, None)
