"""What a channel needs so that the common tests can be run on it: somebody at the far end who does
things by the provider's own shapes, and a view of what they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.app import App
from bot.channels.contract import Channel
from bot.channels.failures import SendError
from bot.kernel.clock import SetClock

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as its person sees it: buttons by what they send back and what stands on them,
    files by name or address.
    """

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


class FarEnd(Protocol):
    """One person on one channel, who has written before."""

    channel: Channel
    account: str
    """The person's external id."""
    secrets: tuple[str, ...]
    """What must never be logged, beside the account and the person's words."""

    async def say(self, text: str, id_: str) -> bool:
        """Hands a text over as the provider does, whole with its name for it; whether the provider
        was told that we have it.
        """
        ...

    async def press(self, button: str, id_: str) -> bool: ...

    async def shown(self) -> tuple[Shown, ...]:
        """All that the person was ever shown, in order."""
        ...

    def refuse(self, code: int) -> None:
        """The provider's next answer to a message."""
        ...


@dataclass(slots=True)
class Stand:
    name: str
    app: App
    clock: SetClock
    far: FarEnd
    _seen: int = 0
    _said: int = 0

    async def say(self, text: str, *, id_: str = "") -> tuple[Shown, ...]:
        """What they are shown because of it."""
        assert await self.far.say(text, id_ or self._next())
        return await self.news()

    async def press(self, button: str) -> tuple[Shown, ...]:
        assert await self.far.press(button, self._next())
        return await self.news()

    async def news(self) -> tuple[Shown, ...]:
        await self.app.settle()
        shown = await self.far.shown()
        fresh, self._seen = shown[self._seen :], len(shown)
        return fresh

    def _next(self) -> str:
        self._said += 1
        return f"message-{self._said}"


Errors = dict[int, type[SendError]]
