"""A message longer than what is read of one."""

from __future__ import annotations

from bot.conversation.scene import Scene
from bot.dialog import caps
from bot.dialog.text import Text
from bot.language.fold import clean

SHOWN = 40
"""Signs of the last line that are said back."""


def read_part(scene: Scene, text: str) -> str:
    """What is read of a message. Of a long list no line is cut in two, and its sender is told how
    far it was read.
    """
    if len(text) <= caps.TYPED_LENGTH:
        return text
    whole, _, rest = text[: caps.TYPED_LENGTH].rpartition("\n")
    if not whole.strip():
        return rest
    last = clean(whole.strip().rpartition("\n")[2])
    scene.lead.append(Text("typed.cut", last=last[:SHOWN]))
    return whole
