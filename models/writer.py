"""One task writes: it takes all that waits, works it through in one transaction, commits, then
wakes the callers.

Laws, each held by a test:

* A caller is woken only after the commit.
* Order: what is put off waits in front of everything that came later.
* A batch that fails is rolled back and replayed one item per transaction: a bad message never
  harms its neighbours. A store that fails again then is nobody's message: all are told at once, for
  to wait for a locked file once for each of 200 would take a quarter of an hour.
* Cancelled, it tells every caller so, whether their item waits or is being worked.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from models.database import Database, StoreError

Item = TypeVar("Item")
Result = TypeVar("Result")

BATCH = 200


@dataclass(frozen=True, slots=True)
class PutOff:
    """The item shares a key with an earlier one of its batch and must see what that one wrote."""


Work = Callable[[AsyncConnection, Sequence[Item]], Awaitable[Sequence["Result | PutOff"]]]


class Writer(Generic[Item, Result]):
    def __init__(self, database: Database, work: Work[Item, Result]) -> None:
        self._database = database
        self._work = work
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._arrived = asyncio.Event()

    async def submit(self, item: Item) -> Result:
        """Returns once `item` is committed. Raises what its work raised when it stood alone."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        self._arrived.set()
        return await done

    async def run(self) -> None:
        """Until cancelled; what waits then is told so."""
        try:
            while True:
                await self._arrived.wait()
                await self._take()
                if not self._waiting:
                    self._arrived.clear()
        finally:
            for _, done in self._waiting:
                done.cancel()
            self._waiting.clear()

    async def _take(self) -> None:
        """One transaction. Who comes while we wait for the store comes along."""
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        try:
            try:
                async with self._database.write() as connection:
                    batch = self._pop()
                    results = await self._work(connection, [item for item, _ in batch])
            except Exception as error:  # noqa: BLE001  # whose fault it was shows when each stands alone
                batch = batch or self._pop()
                await self._mend(batch, error)
                return
        except asyncio.CancelledError:
            for _, done in batch:
                done.cancel()
            raise
        put_off = []
        for (item, done), result in zip(batch, results, strict=True):
            if isinstance(result, PutOff):
                put_off.append((item, done))
            elif not done.done():
                done.set_result(result)
        self._waiting.extendleft(reversed(put_off))

    def _pop(self) -> list[tuple[Item, asyncio.Future[Result]]]:
        count = min(BATCH, len(self._waiting))
        return [self._waiting.popleft() for _ in range(count)]

    async def _mend(
        self, batch: Sequence[tuple[Item, asyncio.Future[Result]]], error: Exception
    ) -> None:
        if len(batch) == 1:
            _settle(batch[0][1], error)
        else:
            await self._replay(batch)

    async def _replay(self, batch: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        for place, (item, done) in enumerate(batch):
            try:
                (result,) = await self._commit([item])
            except StoreError as error:
                for _, waiting in batch[place:]:
                    _settle(waiting, StoreError(str(error)))
                return
            except Exception as error:  # noqa: BLE001  # handed to the one caller whose message it was
                _settle(done, error)
                continue
            if isinstance(result, PutOff):
                raise TypeError("an item alone in its batch was put off")
            if not done.done():
                done.set_result(result)

    async def _commit(self, items: Sequence[Item]) -> Sequence[Result | PutOff]:
        async with self._database.write() as connection:
            return await self._work(connection, items)


def _settle(done: asyncio.Future[Result], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
