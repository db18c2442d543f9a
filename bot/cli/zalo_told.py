"""What became of a bot's webhook."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialog.text import Text


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one bot. `address` is where its messages go now, "" for nowhere; `outcome` and
    `hint` are Zalo's own words about its look there.
    """

    bot: str
    ok: bool
    state: str
    text: Text
    address: str = ""
    outcome: str = ""
    hint: str = ""
