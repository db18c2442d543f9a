"""What is asked in words with a number in them: where a number comes from, a month to catch up."""

from __future__ import annotations

from bot.conversation.dialogs import CATCHING_UP, WHY, Dialogs
from bot.conversation.scene import Scene
from bot.kernel.clock import local
from bot.language.months import asked_month, month_to_text
from bot.language.whence import asked_number


def asked_task(scene: Scene, dialogs: Dialogs, typed: str) -> str:
    """The task that answers it, where somebody who may do that asks; else ""."""
    allowed = {task.name for task in dialogs.allowed(scene)}
    number = asked_number(typed) if WHY in allowed else None
    if number is not None:
        return f"{WHY}:={number}"
    month = asked_month(typed, local(scene.now).date()) if CATCHING_UP in allowed else None
    return "" if month is None else f"{CATCHING_UP}:{month_to_text(month)}"
