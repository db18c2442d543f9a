"""The outbox goes out: what is due and may go is begun, and settled as soon as its fate is known.

Laws: what is sent was committed before; of one account one letter is under way at a time, replies
before reminders, each lane in order; nobody waits for another account's provider; a channel that
hangs holds up no other; what was sent and is not settled yet are at most `IN_FLIGHT` letters of a
channel. So many a crash sends twice at the most, and only where the channel cannot tell by
`Part.letter` that it has the part already.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Container, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.budget import Budget, Look
from bot.by_phone import ByPhone, Templates
from bot.channels.contract import Channel, Part, limits_of
from bot.channels.links import Links
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.live import keep_up
from bot.sending import Sending
from bot.settling import Settling
from bot.texts import Texts
from models.database import Database, StoreError
from models.fates import free_misconfigured, has_held, release_letters
from models.load import AccountKey, Known, load_people
from models.mail import Lane, OutboxState
from models.post import (
    NO_PUSH,
    Fate,
    Letter,
    SaidKey,
    due_letters,
    next_letter_at,
    recently_said,
)

IN_FLIGHT = 32
"""The most letters of one channel that are being sent, or were sent and are not settled yet."""

LOOKED_AT = 4 * IN_FLIGHT
"""Letters read in one go beside those of accounts under way: of an account at most one in each lane
is due, so that there is always one channel that these fill, or none that they leave out.
"""

ROUND_SECONDS = 0.05
"""So long the live loop waits for what it has begun before it looks for more."""

APART_SECONDS = 0.01
"""Between two looks, unless more is known to wait."""

LOOP_WINDOW = timedelta(minutes=5)

Carried = Coroutine[Any, Any, "Fate | Exception"]

log = logging.getLogger("toso.delivery")


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went out, and how many were settled otherwise or put off, in one round."""

    sent: int
    other: int


class Delivery:
    """`run` is for the app at work; `deliver` for whoever wants to be told when it is done."""

    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        texts: Texts,
        channels: Mapping[str, Channel],
        clock: Clock,
        is_sample: bool,
        woken: asyncio.Event | None = None,
        send_seconds: float | None = None,
        links: Links | None = None,
    ) -> None:
        self._database = database
        self._commune = commune_id
        self._clock = clock
        self._budget = Budget(lambda name: limits_of(channels, name))
        self._sending = Sending(
            vault=database.vault,
            texts=texts,
            channels=channels,
            clock=clock,
            budget=self._budget,
            is_sample=is_sample,
            send_seconds=send_seconds,
            links=links,
        )
        self._by_phone: ByPhone | None = None
        self._settling = Settling(database=database, commune_id=commune_id)
        self._woken = woken or asyncio.Event()
        self._choosing = asyncio.Lock()
        self._under_way: set[AccountKey] = set()
        self._one_ended = asyncio.Event()
        self._looked_at: datetime | None = None

    def use_templates(self, templates: Templates) -> None:
        """From here on what no window lets through may go by phone number."""
        self._by_phone = ByPhone(
            templates, database=self._database, commune_id=self._commune, clock=self._clock
        )

    async def deliver(self) -> Sent:
        """One round: the next letter of every account that has one due, sent and settled.

        Raises StoreError when the store fails; what was sent is settled by a later call.
        """
        carried: list[Carried] = []
        await self._begin(carried.append)
        if not carried and self._under_way:  # of `run`, whose letters this round waits for as well
            self._one_ended.clear()
            await self._one_ended.wait()
            return Sent(0, 1)
        fates = []
        for done in await asyncio.gather(*carried, return_exceptions=True):
            if isinstance(done, BaseException):
                raise done
            fates.append(done)
        sent = sum(fate.state is OutboxState.SENT for fate in fates)
        return Sent(sent, len(fates) - sent)

    async def take_up(self) -> None:
        """At the start: who mended a setting starts the program anew, and nobody waits longer."""
        async with self._database.write() as connection:
            await free_misconfigured(connection, self._commune, self._clock.now())

    async def run(self) -> None:
        """Until cancelled: what falls due goes out, whoever else is being waited for."""
        async with asyncio.TaskGroup() as group:

            async def work() -> int:
                """What is answered at once is settled, and what is committed meanwhile goes out,
                together.
                """
                begun: list[asyncio.Task[object]] = []
                await self._begin(lambda carried: begun.append(group.create_task(carried)))
                if begun:
                    await asyncio.wait(begun, timeout=ROUND_SECONDS)
                if len(begun) < IN_FLIGHT:
                    await asyncio.sleep(APART_SECONDS)
                return len(begun)

            async def next_due() -> datetime | None:
                """What was due when we last looked is under way, or waits for what is."""
                async with self._database.read() as connection:
                    return await next_letter_at(connection, self._commune, self._looked_at)

            await keep_up(work, next_due, clock=self._clock, woken=self._woken)

    async def finish(self) -> None:
        """Before the end: nothing that was sent stays unwritten. Raises StoreError."""
        await self._settling.catch_up()

    async def release(self, channel: str, external_id: str, *reasons: str) -> None:
        """What was held for one of `reasons` (without any: for a visit) may go out now: the person
        came, or wrote.
        """
        about = (self._commune, channel, external_id, *(reasons or (NO_PUSH,)))
        async with self._database.read() as connection:
            if not await has_held(connection, *about):
                return
        async with self._database.write() as connection:
            await release_letters(connection, *about)

    async def next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            return await next_letter_at(connection, self._commune)

    def may_send(self, channel: Channel) -> bool:
        return self._sending.may_send(channel)

    async def say_at_once(self, channel: Channel, external_id: str, part: Part) -> None:
        """Past the outbox, where that is just what may have failed. Raises a SendError."""
        await self._sending.hand_over(channel, external_id, part)

    async def _begin(self, spawn: Callable[[Carried], object]) -> int:
        """Start what is due and may go; how many that are.

        Whoever is under way when we begin to read is left out, for what we read of them may be
        older than their letter's fate.
        """
        async with self._choosing:
            await self._settling.catch_up()
            busy = frozenset(self._under_way)
            flying = Counter(channel for channel, _ in busy)
            free = {channel: IN_FLIGHT - count for channel, count in flying.items()}
            full = [channel for channel, places in free.items() if places <= 0]
            now = self._looked_at = self._clock.now()
            ended = self._budget.ended()
            async with self._database.read() as connection:
                most = LOOKED_AT + len(Lane) * len(busy)
                due = await due_letters(connection, self._commune, now, full=full, most=most)
                letters = _chosen(due, busy, free)
                if not letters:
                    return 0
                people = await load_people(connection, self._commune, {x.owner for x in letters})
                uncaused = {(each.channel, each.external_id) for each in letters if not each.cause}
                said = await recently_said(connection, self._commune, uncaused, now - LOOP_WINDOW)
                look = await self._budget.look(connection, self._commune, letters, now, ended)
            for letter in letters:
                self._under_way.add((letter.channel, letter.external_id))
                spawn(self._carry(letter, people.get(letter.owner), said, look))
            return len(letters)

    async def _carry(
        self, letter: Letter, person: Known | None, said: Counter[SaidKey], look: Look
    ) -> Fate | Exception:
        """To its settled fate, or the fault of ours that keeps it from being written."""
        try:
            fate = await self._sending.send(letter, person, said, look)
            if self._by_phone is not None:
                fate = await self._by_phone.instead(letter, fate)
            await self._settling.settle(fate)
        except StoreError as error:
            return error  # raised again, once, by whoever catches up
        except Exception as error:  # noqa: BLE001  # it concerns one letter
            fields = {"letter": letter.id, **traced(error)}
            log.error("letter not settled", extra={"fields": fields})  # noqa: TRY400
            return error
        finally:
            self._budget.end(letter)
            self._under_way.discard((letter.channel, letter.external_id))
            self._one_ended.set()
            self._woken.set()
        return fate


def _chosen(
    due: Sequence[Letter], busy: Container[AccountKey], free: Mapping[str, int]
) -> list[Letter]:
    """The first of each account that is not under way, as many as its channel has places for."""
    chosen: dict[AccountKey, Letter] = {}
    taken: Counter[str] = Counter()
    for letter in due:
        account = (letter.channel, letter.external_id)
        if account in busy or account in chosen:
            continue
        if taken[letter.channel] < free.get(letter.channel, IN_FLIGHT):
            taken[letter.channel] += 1
            chosen[account] = letter
    return list(chosen.values())
