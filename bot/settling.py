"""Fates go into the store as soon as they are known, in groups: whatever becomes known while one
commit runs shares the next.

Laws: `settle` returns only once the fate is committed; one that could not be written is kept and
written before anything else is sent (`catch_up`), so that a store that fails after the sending does
not make it send twice.
"""

from __future__ import annotations

import asyncio

from models.database import Database, StoreError
from models.fates import settle_letters
from models.post import Fate


class Settling:
    def __init__(self, *, database: Database, commune_id: str) -> None:
        self._database = database
        self._commune = commune_id
        self._known: dict[str, Fate] = {}
        self._committing = asyncio.Lock()
        self._is_behind = False

    async def settle(self, fate: Fate) -> None:
        """Raises StoreError when the store fails, at once for everybody of the group: to wait for a
        locked file once for each would take minutes.
        """
        self._known[fate.letter] = fate
        try:
            async with self._committing:
                await self._write_along(fate)
        except BaseException:  # also cancelled: whether it was written is looked at by `catch_up`
            self._is_behind = True
            raise

    async def catch_up(self) -> None:
        """When it returns, nothing that was sent waits for a store that failed before."""
        while self._is_behind:
            async with self._committing:
                await self._commit()
                self._is_behind = False

    async def _write_along(self, fate: Fate) -> None:
        if fate.letter not in self._known:
            return
        if self._is_behind:
            raise StoreError("fates that were known before are not written yet")
        await self._commit()

    async def _commit(self) -> None:
        """Who comes while we wait for the store comes along."""
        async with self._database.write() as connection:
            fates = tuple(self._known.values())
            await settle_letters(connection, self._commune, fates)
        for fate in fates:
            del self._known[fate.letter]
