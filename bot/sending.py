"""One letter over the wire: whether it may still go, in which words, and what became of it.

Laws: a message past its `valid_until` is recorded as expired, with the reason, and never sent;
whatever is wrong with one letter is a fate, never an exception; nobody waits for a silent provider
for longer than its channel says (`Capabilities.send_seconds`).
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.budget import Budget, Look, Verdict
from bot.channels.contract import Channel, Part, Receipt
from bot.channels.failures import (
    PersonLeft,
    SendError,
    Throttled,
    Unreachable,
)
from bot.channels.fit import fit
from bot.channels.limits import Cost
from bot.channels.links import Links
from bot.dialog.message import message_from_text
from bot.fates import classified
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.readers import VISITOR, reader_of
from bot.texts import Reader, Texts
from models.load import Known
from models.mail import Lane, OutboxState
from models.month_counts import MonthCount, month_of
from models.post import MISSED, NO_PUSH, QUOTA, Fate, Letter, SaidKey, said_words
from models.vault import Vault

LOOP_MOST = 5
"""Equal words to one account of late, of letters that nobody's message caused."""

LOOP = "loop"
"""Why such a letter failed: something of ours, or a program at the other end, goes in circles."""

TAKEN_OVER = "taken over"
"""Why an automated one waits: somebody of the office is answering this person by hand."""

SAMPLE = "sample"
"""Why a letter of the sample commune failed: it sends nowhere but to this machine."""

log = logging.getLogger("toso.delivery")


class Sending:
    def __init__(
        self,
        *,
        vault: Vault,
        texts: Texts,
        channels: Mapping[str, Channel],
        clock: Clock,
        budget: Budget,
        is_sample: bool,
        send_seconds: float | None,
        links: Links | None = None,
    ) -> None:
        """`links` is None where we have no public address."""
        self._texts = texts
        self._channels = channels
        self._clock = clock
        self._budget = budget
        self._is_sample = is_sample
        self._seconds = send_seconds
        self._links = links
        self._digest = vault.keyed_hash
        self._unseal = vault.cipher.decrypt

    def may_send(self, channel: Channel) -> bool:
        """The sample sends to this machine alone, whatever channels were configured."""
        return channel.capabilities.is_local or not self._is_sample

    async def send(
        self, letter: Letter, person: Known | None, said: Counter[SaidKey], look: Look
    ) -> Fate:
        """`said` is how often this account was told what of late; `look` what the channel lets us
        write.
        """
        now = self._clock.now()
        if stopped := self._stopped(letter, now, look):
            return stopped
        try:
            channel = self._channels[letter.channel]
            parts = self._parts(letter, channel, reader_of(person) if person else VISITOR)
            words = self._digest(said_words(*(part.text for part in parts)))
            if not letter.cause and said[letter.channel, letter.external_id, words] >= LOOP_MOST:
                log.error("loop stopped", extra={"fields": {"letter": letter.id}})
                return Fate.ended(letter, OutboxState.FAILED, now, LOOP)
            verdict = self._budget.judge(letter, len(parts), look, now)
            if verdict.held is not None:
                return Fate.ended(letter, OutboxState.HELD, now, verdict.held)
            self._budget.begin(letter, verdict)
        except Exception as error:  # noqa: BLE001  # one letter's fault is not its neighbours'
            return self._our_fault(letter, error, now)
        return await self._send_parts(letter, channel, parts, verdict, words)

    async def _send_parts(
        self,
        letter: Letter,
        channel: Channel,
        parts: tuple[Part, ...],
        verdict: Verdict,
        words: str,
    ) -> Fate:
        """What the provider took is counted, whatever became of the rest."""
        began = self._clock.now()
        gone = 0
        try:
            receipt = Receipt()
            for part in parts:
                receipt = await self.hand_over(channel, letter.external_id, part)
                gone += 1
            fate = Fate.ended(
                letter, OutboxState.SENT, self._clock.now(), None, receipt.provider_id
            )
            fate = replace(fate, said=words)
        except PersonLeft as error:
            fate = classified(letter, error, began)  # who has written since is back
        except Throttled as error:
            now = self._clock.now()
            fate = (
                Fate.ended(letter, OutboxState.HELD, now, QUOTA)
                if verdict.is_spent
                else classified(letter, error, now)
            )
        except SendError as error:
            fate = classified(letter, error, self._clock.now())
        except Exception as error:  # noqa: BLE001  # one letter's fault is not its neighbours'
            fate = self._our_fault(letter, error, self._clock.now())
        if not gone or channel.capabilities.cost is Cost.FREE:
            return fate
        name, line = verdict.line
        paid = gone if verdict.is_paid else 0
        month = month_of(self._clock.now())
        return replace(fate, counted=MonthCount(name, line, month, sent=gone, paid=paid))

    def _our_fault(self, letter: Letter, error: Exception, now: datetime) -> Fate:
        fields = {"letter": letter.id, **traced(error)}
        log.error("letter cannot be sent", extra={"fields": fields})
        return Fate.ended(letter, OutboxState.FAILED, now, "our fault")

    async def hand_over(self, channel: Channel, external_id: str, part: Part) -> Receipt:
        """Raises a SendError, Unreachable for a provider that stays silent."""
        try:
            seconds = self._seconds or channel.capabilities.send_seconds
            async with asyncio.timeout(seconds):
                return await channel.send(external_id, part)
        except TimeoutError as error:
            raise Unreachable from error

    def _stopped(self, letter: Letter, now: datetime, look: Look) -> Fate | None:
        """The fate of a letter that may not go, or not now; None for one that may."""
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
        silent_until = look.silent.get((letter.channel, letter.external_id))
        if silent_until is not None and silent_until > now:
            return Fate.later(letter, silent_until, TAKEN_OVER)
        return None

    def _parts(self, letter: Letter, channel: Channel, reader: Reader) -> tuple[Part, ...]:
        message = message_from_text(self._unseal(letter.sealed))
        parts = fit(
            message,
            channel.capabilities,
            lambda label: self._texts.render(label, reader),
            partial(self._links.of, letter.id) if self._links else None,
        )
        return tuple(
            replace(part, letter=f"{letter.id}/{place}") for place, part in enumerate(parts)
        )
