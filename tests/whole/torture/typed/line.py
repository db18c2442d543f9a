"""How somebody without buttons hangs on a wire: words and photos in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Line(Protocol):
    name: str
    """Who it is: the same as in the accounts of the database."""

    @property
    def shown(self) -> Sequence[str]:
        """All that lies before the person, the oldest first."""
        ...

    @property
    def untaken(self) -> int:
        """How much of what they said the product does not have yet."""
        ...

    async def news(self, after: int, patience: float) -> bool:
        """Whether more than so many messages are shown within so many seconds."""
        ...

    async def say(self, words: str) -> None: ...

    async def photograph(self) -> None: ...
