"""The product is killed at random moments, or right at a commit or a sending, and started again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.whole.torture.judge import Kill
from tests.whole.torture.process import Product
from tests.whole.torture.records import letters_left

PEOPLE = 60
LIFE = (0.3, 2.2)
"""Seconds that the product is left alive, at most."""


@dataclass(frozen=True, slots=True)
class Order:
    kills: int
    reports: int
    seed: int
    people: int = PEOPLE


class Killing:
    """`kills` grows; `next_moment` is the wire's, for "pushed" and "sent"."""

    def __init__(
        self,
        order: Order,
        product: Product[Any],
        database: Path,
        kills: list[Kill],
        say: Callable[[str], None],
        *,
        next_moment: Callable[[str], Awaitable[None]],
        reports: Callable[[], int],
    ) -> None:
        self._order = order
        self._product = product
        self._database = database
        self._kills = kills
        self._say = say
        self._next_moment = next_moment
        self._reports = reports
        self._chance = random.Random(f"{order.seed}/kills")  # noqa: S311

    async def go(self, on_kill: Callable[[], None]) -> None:
        """Until there were enough kills and enough reports; leaves the product alive."""
        while len(self._kills) < self._order.kills or self._reports() < self._order.reports:
            await self._live_a_while()
            await self._product.kill()
            await asyncio.sleep(0)
            waiting, sent = await asyncio.to_thread(letters_left, self._database)
            self._kills.append(Kill(len(self._kills), frozenset(waiting), sent))
            on_kill()
            self._progress()
            await self._product.start()
            if self._chance.random() > 0.05:  # else it may be killed before it is open
                await self._product.opened()
        await self._product.opened()

    async def _live_a_while(self) -> None:
        """Until a random moment, or right after something has begun: a commit, a sending."""
        chance = self._chance.random()
        if self._is_needed_alive():
            await asyncio.sleep(self._chance.uniform(1.0, 3.0))
        if chance < 0.4:
            await asyncio.sleep(self._chance.uniform(0.02, LIFE[1]))
            return
        await asyncio.sleep(self._chance.uniform(*LIFE))
        kind = self._chance.choice(("pushed", "sent"))
        try:
            async with asyncio.timeout(1.0):
                await self._next_moment(kind)
        except TimeoutError:
            return
        await asyncio.sleep(self._chance.choice((0.0, 0.002, 0.005, 0.01, 0.03)))

    def _is_needed_alive(self) -> bool:
        """Whether the reports lag behind the kills."""
        done = len(self._kills) / max(self._order.kills, 1)
        return self._reports() < self._order.reports * min(done, 1.0)

    def _progress(self) -> None:
        kills = len(self._kills)
        if kills % max(self._order.kills // 20, 1) == 0:
            self._say(f"{kills} kills, {self._reports()} reports")
