"""A letter that no window lets through goes by phone number, as a template that the provider has
reviewed: optional, and off.

Laws: only what goes out by itself, of a kind that has a template, to somebody who has agreed and
has a number; never at night; once, since each try may cost: where it is not known what became of
it, the letter stays held and waits for a word of the person.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.channels.contract import Receipt
from bot.channels.failures import SendError, Throttled
from bot.fates import spread
from bot.kernel.clock import Clock, local
from models.by_phone import Reachable, find_reachable
from models.database import Database
from models.mail import Lane, OutboxState
from models.month_counts import MonthCount, line_of, month_of
from models.post import WINDOW, Fate, Letter
from models.settings import load_settings

log = logging.getLogger("toso.delivery")


class Templates(Protocol):
    def has(self, kind: str) -> bool: ...

    async def send_template(
        self, phone: str, kind: str, data: Mapping[str, str], tracking_id: str
    ) -> Receipt:
        """Raises a SendError; Throttled by night, until the morning."""
        ...


class ByPhone:
    def __init__(
        self, templates: Templates, *, database: Database, commune_id: str, clock: Clock
    ) -> None:
        self._templates = templates
        self._database = database
        self._commune = commune_id
        self._clock = clock

    async def instead(self, letter: Letter, held: Fate) -> Fate:
        """What becomes of a letter that was `held`; the same where this is no way for it."""
        is_for_this = held.state is OutboxState.HELD and held.reason == WINDOW
        if not is_for_this or letter.lane == Lane.REPLY or not self._templates.has(letter.kind):
            return held
        async with self._database.read() as connection:
            person = await find_reachable(connection, self._commune, letter.owner)
            price = (await load_settings(connection, self._commune)).zbs_price
        if person is None:
            return held
        try:
            receipt = await self._templates.send_template(
                person.phone, letter.kind, blanks(person, self._clock.now()), letter.identity
            )
        except Throttled as error:
            now = self._clock.now()
            wait = spread(letter, timedelta(seconds=error.retry_after))
            return replace(Fate.later(letter, now + wait, "throttled"), counted=held.counted)
        except SendError as error:
            fields = {"letter": letter.id, "error": type(error).__name__}
            log.warning("no template sent", extra={"fields": fields})
            return held
        now = self._clock.now()
        name, line = letter.channel, line_of(letter.external_id)
        counted = held.counted or MonthCount(name, line, month_of(now))
        sent = Fate.ended(letter, OutboxState.SENT, now, None, receipt.provider_id)
        return replace(sent, counted=replace(counted, templates=1, cost=price))


def blanks(person: Reachable, now: datetime) -> dict[str, str]:
    """What a template has to be made with, under these names."""
    return {"name": person.name, "unit": person.unit, "date": f"{local(now):%d/%m/%Y}"}
