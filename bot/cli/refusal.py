"""A command that cannot do what was asked, with the words for whoever asked."""

from __future__ import annotations

from bot.dialog.text import Text
from bot.kernel.errors import TosoError

FAULT = 1
WRONG_LINE = 2


class Refusal(TosoError):
    """Not a fault of ours: it is said and not logged. `code` is what the command leaves with."""

    def __init__(self, text: Text, code: int = FAULT) -> None:
        super().__init__(text.id, notice=text.id)
        self.text = text
        self.code = code
