"""What a page sends, as words of the contract. Pure.

Laws: `client_id` is the page's own name for one thing that its person did. It comes again with
every retry, so that what arrives twice counts once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.contract import (
    ButtonPressed,
    FileSent,
    Inbound,
    InboundEvent,
    PhotoSent,
    Sender,
    TextSent,
)

CHANNEL = "web"
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
TEXT_LENGTH = 20_000
"""Longer than any dialog reads (bot.dialog.caps), so that the dialog gives the kind answer."""
BUTTON_LENGTH = 200
LABEL_LENGTH = 60
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Said:
    """`label` is what stood on a pressed button: shown again to its own person, never obeyed.

    `talk` names the talk that the page shows; empty where the page does not say.
    """

    client_id: str
    event: InboundEvent
    label: str = ""
    talk: str = ""


def read_said(value: object) -> Said:
    """One message from its JSON. Raises ValueError, saying what is wrong with it."""
    if not isinstance(value, dict):
        raise ValueError("no object")  # noqa: TRY004  # a bad message, whatever is wrong with it
    given: dict[str, Any] = value
    done = [action for action in ("text", "press") if action in given]
    if len(done) != 1:
        raise ValueError("one of text, press is needed")
    event: InboundEvent = (
        TextSent(_string(given, "text", TEXT_LENGTH))
        if done == ["text"]
        else ButtonPressed(_string(given, "press", BUTTON_LENGTH))
    )
    return Said(
        client_id=read_client_id(given.get("client_id")),
        event=event,
        label=_string({"label": "", **given}, "label", LABEL_LENGTH),
        talk=_string({"talk": "", **given}, "talk", BUTTON_LENGTH),
    )


def read_photo(client_id: object, talk: str, source: str) -> Said:
    """Raises ValueError for a client id that is none."""
    return Said(client_id=read_client_id(client_id), event=PhotoSent(source), talk=talk)


def read_file(client_id: object, talk: str, source: str, name: str) -> Said:
    """Raises ValueError for a client id that is none."""
    event = FileSent(source, name[:NAME_LENGTH])
    return Said(client_id=read_client_id(client_id), event=event, talk=talk)


def read_client_id(value: object) -> str:
    if not isinstance(value, str) or not CLIENT_ID.fullmatch(value):
        raise ValueError("client_id is no name of 8 to 40 letters")
    return value


def inbound_of(said: Said, sender: Sender, *, at: datetime) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        provider_id=f"{sender.external_id}:{said.client_id}",
        sender=sender,
        event=said.event,
        at=at,
    )


def _string(given: dict[str, Any], key: str, most: int) -> str:
    value = given.get(key)
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(f"{key} is no text of at most {most}")
    # Halves of signs, which JSON can hold and no store, become "?".
    return value.encode("utf-8", "replace").decode("utf-8")
