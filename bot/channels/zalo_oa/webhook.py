"""Where Zalo hands over what people do on the Official Account.

Laws: 200 only once everything is committed, and for what changes nothing; a fault of ours is 503,
so that Zalo comes again (30 s, 5, 15, 30 min, 1 h; read 2026-11-22). Zalo waits for 2 s: a commit
that takes longer is repeated by Zalo and counted once by the inbox. Nothing is ever told of a body.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.contract import Inbound, TakenOver
from bot.channels.webhook import Hook
from bot.channels.zalo_oa.inbound import parse_event
from bot.channels.zalo_oa.signature import HEADER, Verdict, is_signed, mac_of, verify
from bot.kernel.clock import Clock

PATH = "/zalo/oa"
OK, UNAUTHORISED, FORBIDDEN, UNAVAILABLE = 200, 401, 403, 503
STATUS = {
    Verdict.MISSING: UNAUTHORISED,
    Verdict.WRONG: UNAUTHORISED,
    Verdict.STALE: FORBIDDEN,
    Verdict.AHEAD: FORBIDDEN,
}
TOLD_EVERY = timedelta(minutes=1)
"""Anybody may knock: of refusals of one kind the log tells one in so long."""

log = logging.getLogger("toso.zalo_oa")


class OaWebhook:
    """`receive` commits one message and says whether it could (`App.receive`). `is_ours` knows the
    ids of what we sent: should Zalo ever name an admin for that, we must not take ourselves for a
    human and fall silent.
    """

    def __init__(
        self,
        *,
        app_id: str,
        secret: str,
        receive: Callable[[Inbound], Awaitable[bool]],
        clock: Clock,
        is_ours: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._app_id = app_id
        self._secret = secret
        self._receive = receive
        self._clock = clock
        self._is_ours = is_ours
        self._told: dict[Verdict, datetime] = {}

    def hook(self) -> Hook:
        return Hook(PATH, self.take)

    async def take(self, headers: Mapping[str, str], raw: bytes) -> int:
        if not raw:
            return OK  # somebody tries whether the address lives: there is nothing to believe
        now, header = self._clock.now(), headers.get(HEADER, "")
        # What nobody signed is not even taken apart: without a moment it is refused below.
        is_zalos = is_signed(raw, header, app_id=self._app_id, secret=self._secret)
        body = _read(raw) if is_zalos else None
        timestamp = body.get("timestamp") if isinstance(body, dict) else None
        verdict = verify(
            raw, header, timestamp=timestamp, app_id=self._app_id, secret=self._secret, now=now
        )
        if verdict is not Verdict.GOOD:
            self._tell(verdict, now)
            return STATUS[verdict]
        heard = parse_event(body, mac=mac_of(header), now=now)
        if heard.reason:
            log.info("nothing to do", extra={"fields": {"reason": heard.reason}})
        for inbound in heard.inbounds:  # one after the other: pictures keep their order
            if isinstance(inbound.event, TakenOver) and self._is_ours(inbound.provider_id):
                continue
            if not await self._receive(inbound):
                return UNAVAILABLE
        return OK

    def _tell(self, verdict: Verdict, now: datetime) -> None:
        told = self._told.get(verdict)
        if told is None or not now - TOLD_EVERY < told <= now:
            self._told[verdict] = now
            log.warning("webhook refused", extra={"fields": {"verdict": verdict.value}})


def _read(raw: bytes) -> object:
    """None for what is no JSON: it has no timestamp, so nobody can have signed it."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
