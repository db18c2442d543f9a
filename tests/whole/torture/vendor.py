"""A channel as a plain vendor offers one: JSON over HTTP, buttons, no memory of what it has.

In three parts as every channel: inbound (pure), outbound (pure), client (talks).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.contract import (
    ButtonPressed,
    Inbound,
    InboundEvent,
    Part,
    PhotoSent,
    Receipt,
    Sender,
    TextSent,
)
from bot.channels.failures import (
    FetchFailed,
    Misconfigured,
    PersonLeft,
    Refused,
    Throttled,
    Unreachable,
)
from bot.channels.limits import Capabilities

CHANNEL = "vendor"
CAPABILITIES = Capabilities(
    buttons=True,
    text_length=4_000,
    button_count=60,
    label_length=20,
    is_local=True,  # its provider is on this machine's loopback, so the sample may write to it
)
PATIENCE = 1.0
"""Seconds that a send or a fetch may take; a real vendor is given ten and more."""


def inbound_of(update: dict[str, Any], phone_hash: Callable[[str], str]) -> Inbound:
    """The vendor vouches for the number, and says when each thing was done."""
    return Inbound(
        channel=CHANNEL,
        provider_id=f"{update['chat']}:{update['id']}",
        sender=Sender(update["chat"], phone_hash=phone_hash(update["phone"])),
        event=_event(update),
        at=datetime.fromisoformat(update["at"]),
    )


def _event(update: dict[str, Any]) -> InboundEvent:
    match update:
        case {"text": str(text)}:
            return TextSent(text)
        case {"press": str(button)}:
            return ButtonPressed(button)
        case {"photo": str(name)}:
            return PhotoSent(name)
        case _:
            raise ValueError(f"no event in an update of {sorted(update)}")


def request_of(chat: str, part: Part) -> dict[str, Any]:
    return {
        "chat": chat,
        "text": part.text,
        "buttons": [[button.id, button.label] for button in part.buttons],
        "letter": part.letter,
    }


def receipt_of(status: int, body: bytes) -> Receipt:
    """Raises the SendError that this answer means."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    match status, said:
        case 200, {"ok": True, "id": str(id_)}:
            return Receipt(id_)
        case 200, _:
            raise Unreachable("an answer that means nothing")
        case 401, _:
            raise Misconfigured("the token is wrong")
        case 403, _:
            raise PersonLeft
        case 429, {"retry_after": int() | float() as seconds}:
            raise Throttled(seconds)
        case _ if status >= 500:
            raise Unreachable(f"status {status}")
        case _:
            raise Refused(str(status), "")


class VendorChannel:
    name = CHANNEL
    capabilities = CAPABILITIES

    def __init__(
        self, provider: str, session: ClientSession, *, patience: float = PATIENCE
    ) -> None:
        self._provider = provider
        self._session = session
        self._timeout = ClientTimeout(total=patience)

    async def send(self, external_id: str, part: Part) -> Receipt:
        try:
            async with self._session.post(
                f"{self._provider}/send", json=request_of(external_id, part), timeout=self._timeout
            ) as response:
                return receipt_of(response.status, await response.read())
        except (ClientError, OSError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from error

    async def fetch(self, source: str, *, limit: int) -> bytes:
        try:
            async with self._session.get(
                f"{self._provider}/file/{source}", timeout=self._timeout
            ) as response:
                if response.status == 404:
                    raise FetchFailed("missing", lasting=True)
                if response.status != 200:
                    raise FetchFailed(f"status_{response.status}", lasting=False)
                data = await response.read()
        except (ClientError, OSError, TimeoutError) as error:
            raise FetchFailed("broken_off", lasting=False) from error
        if len(data) > limit:
            raise FetchFailed("too_large", lasting=True)
        return data
