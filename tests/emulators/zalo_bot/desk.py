"""The talks of a bot as the page for trying by hand shows them: one plays the people of the first
bot. What was said here is kept here: the platform keeps only what bots send.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.world import Sent

if TYPE_CHECKING:  # the emulator serves this desk
    from tests.emulators.zalo_bot.emulator import ZaloBotEmulator

Line = dict[str, Any]
OFFER = (
    ("say", "Gửi", "text"),
    ("photo", "Ảnh", "photo"),
    ("voice", "Ghi âm", ""),
    ("sticker", "Nhãn dán", ""),
    ("unsupported", "Tệp, danh thiếp…", ""),
)
PATIENCE = 3.0


@dataclass(slots=True)
class Desk:
    emulator: ZaloBotEmulator
    _said: dict[str, list[tuple[datetime, Line]]] = field(default_factory=dict)

    def offer(self) -> Line:
        acts = [{"act": act, "label": label, "needs": needs} for act, label, needs in OFFER]
        return {"name": f"Zalo Bot «{self._bot()}»", "acts": acts}

    def talk(self, user: str) -> list[Line]:
        sent = self.emulator.sent(self._bot(), user)
        lines = [*self._said.get(user, ()), *((one.at, _line(one)) for one in sent)]
        return [line for _, line in sorted(lines, key=lambda each: each[0])]

    async def act(self, given: Line) -> Line:
        """Once the bot has it, or a few seconds have passed."""
        name, user = given["act"], given["user"]
        if name not in {act for act, _, _ in OFFER}:
            return {"error": f"no such act: {name}"}
        words = [given["text"]] if name == "say" else []
        data = [base64.b64decode(given["data"])] if name == "photo" else []
        at = self.emulator.platform.now()
        pending: Pending = await getattr(self.emulator, name)(self._bot(), user, *words, *data)
        label = next(label for act, label, _ in OFFER if act == name)
        line = {"mine": True, "text": words[0] if words else f"[{label}]"}
        self._said.setdefault(user, []).append((at, line))
        try:
            return {"statuses": [200 if await pending.settled(PATIENCE) else 0]}
        except TimeoutError:
            return {"statuses": [0]}

    def _bot(self) -> str:
        return next(iter(self.emulator.platform.accounts))


def _line(sent: Sent) -> Line:
    text = sent.text or (f"[{sent.method}]" if not sent.photo else "")
    return {"mine": False, "text": text, "picture": sent.photo}
