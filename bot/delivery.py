"""The outbox goes out: fit to the channel, send, classify the answer, retry, hold or stop.

Laws: what is sent was committed before; order per person; a message past its `valid_until` is
recorded as expired, with the reason, and never sent; whatever is wrong with one letter, the others
go out; a store that fails after the sending does not make it send twice. A crash in between does,
on a channel that cannot tell by `Part.letter` that it has the part already.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.channels.contract import Channel, Part, SendError
from bot.channels.fit import fit
from bot.dialog.message import message_from_text
from bot.fates import classified
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.readers import VISITOR, reader_of
from bot.texts import Reader, Texts
from models.database import Database
from models.load import Known, load_people
from models.mail import Lane, OutboxState
from models.post import (
    MISSED,
    NO_PUSH,
    Fate,
    Letter,
    SaidKey,
    due_letters,
    next_letter_at,
    recently_said,
    release_letters,
    said_words,
    settle_letters,
)

BATCH = 500
LOOP_WINDOW = timedelta(minutes=5)
LOOP_MOST = 5
"""Equal words to one account within `LOOP_WINDOW`, of letters that nobody's message caused."""

LOOP = "loop"
"""Why such a letter failed: something of ours, or a program at the other end, goes in circles."""

SAMPLE = "sample"
"""Why a letter of the sample commune failed: it sends nowhere but to this machine."""

log = logging.getLogger("toso.delivery")


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters went out, and how many were settled otherwise or put off, in one round."""

    sent: int
    other: int


@dataclass(frozen=True, slots=True)
class Round:
    """One round of delivery: its moment, and how often each account was told what of late."""

    now: datetime
    said: Counter[SaidKey]

    def is_loop(self, letter: Letter, words: str) -> bool:
        """Whether these words have gone to this account often enough; counts them."""
        key = (letter.channel, letter.external_id, words)
        self.said[key] += 1
        return self.said[key] > LOOP_MOST


class Delivery:
    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        texts: Texts,
        channels: Mapping[str, Channel],
        clock: Clock,
        is_sample: bool,
    ) -> None:
        self._database = database
        self._commune = commune_id
        self._texts = texts
        self._channels = channels
        self._clock = clock
        self._is_sample = is_sample
        self._digest = database.vault.keyed_hash
        self._unseal = database.vault.cipher.decrypt
        self._sending = asyncio.Lock()
        self._unsettled: Sequence[Fate] = ()

    async def deliver(self) -> Sent:
        """One round: send what is due now, people in parallel, each one's letters in order.

        Under steady traffic there is always more; the caller looks after other things in between.
        """
        async with self._sending:
            await self._settle()
            now = self._clock.now()
            async with self._database.read() as connection:
                letters = await due_letters(connection, self._commune, now, BATCH)
                owners = {letter.owner for letter in letters}
                people = await load_people(connection, self._commune, owners)
                uncaused = {(each.channel, each.external_id) for each in letters if not each.cause}
                said = await recently_said(connection, self._commune, uncaused, now - LOOP_WINDOW)
            if not letters:
                return Sent(0, 0)
            self._unsettled = fates = await self._send_all(letters, people, Round(now, said))
            await self._settle()
            sent = sum(fate.state is OutboxState.SENT for fate in fates)
            return Sent(sent, len(fates) - sent)

    async def release(self, channel: str, external_id: str, reason: str = NO_PUSH) -> None:
        """What was held for `reason` may go out now: the person came, or wrote."""
        async with self._database.write() as connection:
            await release_letters(connection, self._commune, channel, external_id, reason)

    def may_send(self, channel: Channel) -> bool:
        """The sample sends to this machine alone, whatever channels were configured."""
        return channel.capabilities.is_local or not self._is_sample

    async def next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            return await next_letter_at(connection, self._commune)

    async def _settle(self) -> None:
        """What cannot be written now is written before anything else is sent."""
        if self._unsettled:
            async with self._database.write() as connection:
                await settle_letters(connection, self._commune, self._unsettled)
            self._unsettled = ()

    async def _send_all(
        self, letters: Sequence[Letter], people: Mapping[str, Known], round_: Round
    ) -> list[Fate]:
        """Letters of one person go one after the other; after one that must wait, the rest of the
        lane waits too, and after one that found the person gone nothing more is tried.
        """
        by_account: dict[tuple[str, str], list[Letter]] = {}
        for letter in letters:
            by_account.setdefault((letter.channel, letter.external_id), []).append(letter)
        done = await asyncio.gather(
            *(self._send_in_order(mine, people, round_) for mine in by_account.values())
        )
        return [fate for fates in done for fate in fates]

    async def _send_in_order(
        self, letters: Sequence[Letter], people: Mapping[str, Known], round_: Round
    ) -> list[Fate]:
        fates: list[Fate] = []
        stuck: dict[int, datetime] = {}
        for letter in letters:
            if letter.lane in stuck:
                fates.append(Fate.later(letter, stuck[letter.lane], "order"))
                continue
            fate = await self._send(letter, people.get(letter.owner), round_)
            fates.append(fate)
            if fate.has_left:
                break
            if fate.state is OutboxState.WAITING:
                stuck[letter.lane] = fate.not_before or round_.now
        return fates

    async def _send(self, letter: Letter, person: Known | None, round_: Round) -> Fate:
        now = round_.now
        if letter.valid_until is not None and letter.valid_until <= now:
            reason = MISSED if letter.reason == NO_PUSH else "valid_until"
            return Fate.ended(letter, OutboxState.EXPIRED, now, reason)
        channel = self._channels.get(letter.channel)
        if channel is None:
            return Fate.ended(letter, OutboxState.FAILED, now, "no channel")
        if not self.may_send(channel):
            return Fate.ended(letter, OutboxState.FAILED, now, SAMPLE)
        is_here = letter.reason == NO_PUSH  # held before, released by a visit
        if letter.lane != Lane.REPLY and not channel.capabilities.push and not is_here:
            return Fate.ended(letter, OutboxState.HELD, now, NO_PUSH)
        reader = reader_of(person) if person else VISITOR
        try:
            receipt_id = ""
            parts = self._parts(letter, channel, reader)
            words = self._digest(said_words(*(part.text for part in parts)))
            if not letter.cause and round_.is_loop(letter, words):
                log.error("loop stopped", extra={"fields": {"letter": letter.id}})
                return Fate.ended(letter, OutboxState.FAILED, now, LOOP)
            for part in parts:
                receipt_id = (await channel.send(letter.external_id, part)).provider_id
        except SendError as error:
            return classified(letter, error, now)
        except Exception as error:  # noqa: BLE001  # one letter's fault is not its neighbours'
            fields = {"letter": letter.id, **traced(error)}
            log.error("letter cannot be sent", extra={"fields": fields})  # noqa: TRY400
            return Fate.ended(letter, OutboxState.FAILED, now, "our fault")
        return replace(Fate.ended(letter, OutboxState.SENT, now, None, receipt_id), said=words)

    def _parts(self, letter: Letter, channel: Channel, reader: Reader) -> tuple[Part, ...]:
        message = message_from_text(self._unseal(letter.sealed))
        parts = fit(message, channel.capabilities, lambda label: self._texts.render(label, reader))
        return tuple(
            replace(part, letter=f"{letter.id}/{place}") for place, part in enumerate(parts)
        )
