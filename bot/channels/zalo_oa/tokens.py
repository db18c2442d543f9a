"""Who knows the access token of the Official Account. A token lives 25 hours and is then replaced
by whoever keeps the pair (https://docs.zaloplatforms.com/docs/OA, read 2026-11-22).
"""

from __future__ import annotations

from typing import Protocol

from bot.channels.failures import Misconfigured


class Tokens(Protocol):
    async def token(self) -> str:
        """The token to speak with now. Raises Misconfigured where only a human's consent helps."""
        ...

    async def renew(self, used: str) -> str:
        """Another token than `used`, which Zalo has just refused: the newer one where somebody else
        has replaced it meanwhile. Raises Misconfigured where only a human's consent helps, and
        Unreachable where Zalo does not answer.
        """
        ...


class FixedToken:
    """A token that nobody replaces: of the API Explorer, for trying things out."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        return self._token

    async def renew(self, used: str) -> str:
        if used == self._token:
            raise Misconfigured("the only token was refused")
        return self._token
