"""A message by phone number, from a template that Zalo has reviewed: for people outside of every
window. Optional and off: it costs money each time, and only whoever has agreed may get one.

ZBS template message: https://docs.zaloplatforms.com/docs/ZBS (read 2026-11-22): POST
/message/template with a number as 84…, never with a leading 0 (−108); a `tracking_id` of at most 48
letters; nothing between 22:00 and 06:00 (−133), which is seen to before anything is asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.channels.contract import Receipt
from bot.channels.failures import (
    Misconfigured,
    Refused,
    SendError,
    Throttled,
)
from bot.channels.zalo_oa.api import CodeError, OaApi
from bot.channels.zalo_oa.codes import CODES, send_error
from bot.kernel.clock import Clock, local
from models.vault import normalise_phone

PATH = "/message/template"
TRACKING_LENGTH = 48
NIGHT_BEGINS, NIGHT_ENDS = 22, 6

ZBS_CODES: Mapping[int, Callable[[int, str], SendError]] = {
    -108: lambda code, words: Refused(str(code), words),  # the number
    -127: lambda code, _: Misconfigured(f"code {code}"),  # a template in trial: administrators only
    -133: lambda _code, _words: Throttled(timedelta(hours=1).total_seconds()),  # night, by Zalo
    -135: lambda code, _: Misconfigured(f"code {code}"),  # the Zalo Cloud Account: none,
    -136: lambda code, _: Misconfigured(f"code {code}"),  # not joined to this OA,
    -137: lambda code, _: Misconfigured(f"code {code}"),  # or without money
}


class TemplateSender:
    """`templates` are their ids by kind of message, as the operator set them; `left_today` is what
    Zalo said last, None before it said anything.
    """

    def __init__(
        self, *, api: OaApi, base: str, templates: Mapping[str, str], clock: Clock
    ) -> None:
        self._api = api
        self._base = base
        self._templates = templates
        self._clock = clock
        self.left_today: int | None = None

    def has(self, kind: str) -> bool:
        return kind in self._templates

    async def send_template(
        self, phone: str, kind: str, data: Mapping[str, str], tracking_id: str
    ) -> Receipt:
        """`data` are the template's blanks by name. The same `tracking_id` names the same message.
        Raises a SendError: Throttled by night, until six.
        """
        body = {
            "phone": _phone(phone),
            "template_id": self._template(kind),
            "template_data": dict(data),
            "tracking_id": tracking(tracking_id),
        }
        self._wait_for_morning()
        try:
            answer = await self._api.post(PATH, body, base=self._base)
        except CodeError as error:
            raise template_error(error.code, error.words) from None
        self._note(answer.get("quota"))
        return Receipt(str(answer.get("msg_id") or ""))

    def _template(self, kind: str) -> str:
        found = self._templates.get(kind)
        if found is None:
            raise Refused("template", "none for this kind of message")
        return found

    def _wait_for_morning(self) -> None:
        here = local(self._clock.now())
        if NIGHT_ENDS <= here.hour < NIGHT_BEGINS:
            return
        morning = here.replace(hour=NIGHT_ENDS, minute=0, second=0, microsecond=0)
        if morning <= here:
            morning += timedelta(days=1)
        raise Throttled((morning - here).total_seconds())

    def _note(self, quota: object) -> None:
        left = str(quota.get("remainingQuota")) if isinstance(quota, dict) else ""
        self.left_today = int(left) if left.isdecimal() else self.left_today


def template_error(code: int, words: str) -> SendError:
    """What nobody has told us of is final: each try may cost, and the person can be called."""
    if made := ZBS_CODES.get(code):
        return made(code, words)
    return send_error(code, words) if code in CODES else Refused(str(code), words)


def tracking(identity: str) -> str:
    """The same for the same message, however often it is tried, and never too long."""
    if len(identity) <= TRACKING_LENGTH and identity.isascii():
        return identity
    return hashlib.sha256(identity.encode()).hexdigest()[:TRACKING_LENGTH]


def _phone(phone: str) -> str:
    """Raises Refused, without the number, for what is none."""
    number = normalise_phone(phone)
    if number is None:
        raise Refused("-108", "no phone number")
    return f"84{number.removeprefix('0')}"
