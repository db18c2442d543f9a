"""A vendor's platform as a run needs it: lines for people, settings for the product, and what went
wrong on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from tests.whole.torture.typed.line import Line


class Wire(Protocol):
    @property
    def settings(self) -> dict[str, str]:
        """What the operator of the product sets for it; known once it is serving."""
        ...

    def serving(self) -> AbstractAsyncContextManager[None]: ...

    async def connect(self, port: int) -> None:
        """The product is open at this port for the first time: people may write from now on."""
        ...

    def open_line(self, number: int) -> Line: ...

    async def next_moment(self, kind: str) -> None:
        """Until the next "pushed" or "sent"."""
        ...

    def calm(self) -> None:
        """Nothing goes wrong any more."""
        ...

    def roughen(self) -> None:
        """From now on it does."""
        ...

    def taken(self) -> Counter[str]:
        """How many messages it took for each line, by its name."""
        ...

    def doubtful(self) -> Counter[str]:
        """How many of these it took without saying so."""
        ...

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """What it answered, and what the product answered it."""
        ...

    def lost(self) -> Collection[str]:
        """What it never handed over: a fault of the wire itself."""
        ...
