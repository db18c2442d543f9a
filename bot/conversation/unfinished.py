"""What becomes of a dialog that nobody goes on with: armed with every answer, nudged once, and
after its life as a draft handed to whoever can write it down.
"""

from __future__ import annotations

from datetime import timedelta

from bot.channels.contract import DialogDue
from bot.conversation.dialogs import Dialogs
from bot.conversation.scene import Scene
from bot.dialog.events import UnusableReceived
from bot.dialog.message import Message, message_to_text
from bot.dialog.state import State
from bot.dialog.text import Text
from bot.quiet import after_quiet
from bot.readers import WORKERS
from bot.scribe import scribe_request
from models.scribe import ScribeReason
from models.timers import ArmTimer

NUDGE_AFTER = timedelta(minutes=30)


def arm(scene: Scene, dialogs: Dialogs) -> None:
    """After what a person said: the dialog under way, if it holds anything worth keeping."""
    state, asker = scene.thread.current, scene.asker
    if state is None or asker is None or not _is_worth_keeping(state, dialogs):
        return
    scene.changes.append(
        ArmTimer(
            dialog=state.dialog,
            owner=scene.owner,
            version=state.visit,
            due_at=after_quiet(
                scene.now + NUDGE_AFTER,
                quiet_from=asker.settings.quiet_from,
                quiet_to=asker.settings.quiet_to,
            ),
            touched_at=scene.now,
        )
    )


def due(scene: Scene, dialogs: Dialogs, event: DialogDue) -> None:
    """The time of a dialog has come; whatever has moved on meanwhile stays as it is."""
    state = _find(scene, event)
    if state is None:
        scene.outcome = "timer late"
    elif event.is_over:
        _close(scene, dialogs, state)
    elif scene.thread.current is state:
        scene.outcome = "nudged"
        dialogs.hear(scene, UnusableReceived(Text("nudge.unfinished")))


def _close(scene: Scene, dialogs: Dialogs, state: State) -> None:
    """What a member of a team left lying goes onto the list of whoever writes for them."""
    task = dialogs.tasks.get(state.task)
    scene.thread = scene.thread.dropped(state.dialog)
    scene.outcome = "closed unfinished"
    asker = scene.asker
    if task is None or asker is None:
        return
    flow = task.flow(state.context)
    answers = flow.on_the_way(state.answers)
    if not asker.person.has(*WORKERS):
        scene.lead.append(Text("draft.closed", draft=flow.draft(answers)))
        return
    lines = (Text("draft.of", draft=flow.draft(answers)), *flow.summary(answers))
    scene.changes += scribe_request(
        asker, ScribeReason.UNFINISHED, draft=message_to_text(Message(lines))
    )
    scene.lead.append(Text("draft.handed_on", draft=flow.draft(answers)))


def _find(scene: Scene, event: DialogDue) -> State | None:
    thread = scene.thread
    states = (*((thread.current,) if thread.current else ()), *thread.drafts)
    found = (one for one in states if one.dialog == event.dialog and one.visit == event.version)
    return next(found, None)


def _is_worth_keeping(state: State, dialogs: Dialogs) -> bool:
    task = dialogs.tasks.get(state.task)
    return task is not None and not state.is_empty and task.flow(state.context).keeps_draft
