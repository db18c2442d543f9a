"""Who speaks in a terminal or a script, and what was done, as words of the contract. Pure.

Laws: an account never holds a phone or a name, only their keyed hash; the same words give the same
account in every process that has the same key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any, Protocol

from bot.channels.contract import (
    Arrived,
    ButtonPressed,
    ContactSent,
    Departed,
    FileSent,
    Inbound,
    InboundEvent,
    OtherKind,
    OtherSent,
    PhotoSent,
    PlaceSent,
    Sender,
    TakenOver,
    TextEdited,
    TextSent,
    VoiceSent,
)
from models.vault import normalise_phone

CHANNEL = "terminal"
RESIDENT = "resident:"
VISITOR = "new:"
GENERATED = "~"
"""In front of the number of a message for which nobody gave an id."""

HAPPENED: Mapping[str, InboundEvent] = {
    "voice": VoiceSent(),
    "arrived": Arrived(),
    "departed": Departed(),
    "taken_over": TakenOver(),
}
"""What a line only says by `true`."""

ACTIONS = ("text", "edit", "press", "photo", "file", "other", "place", "contact", *HAPPENED)


class Hashes(Protocol):
    """The part of the vault that is needed here."""

    def phone_hash(self, phone: str) -> str: ...

    def keyed_hash(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a script: `id` is empty where the line gives none.

    The `source` of a photo or file is the path as it was written, a `button_id` may still be a
    label, and the `message` of an edit is the id that a line gave: who knows the folder, what was
    shown and the sender makes them whole.
    """

    who: str
    event: InboundEvent
    id: str = ""


def sender_of(who: str, hashes: Hashes) -> Sender:
    """A phone number, `resident:NAME` or `new:NAME`. Raises ValueError for anything else."""
    who = unicodedata.normalize("NFC", clean(who))
    for prefix in (RESIDENT, VISITOR):
        name = " ".join(who.removeprefix(prefix).split())
        if who.startswith(prefix) and name:
            return Sender(
                external_id=hashes.keyed_hash(f"{prefix}{name}"),
                name=name,
                is_resident=True,
            )
    if normalise_phone(who) is None:
        raise ValueError(f"{who!r} is no phone number, resident:NAME or new:NAME")
    phone_hash = hashes.phone_hash(who)
    return Sender(external_id=phone_hash, phone_hash=phone_hash)


def read_said(line: Mapping[str, Any]) -> Said:
    """A script's line from its JSON. Raises ValueError, saying what is wrong with it."""
    beside = {of for action, of in (("edit", "of"), ("photo", "caption")) if action in line}
    unknown = set(line) - {"who", "id", *ACTIONS, *beside}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    done = [action for action in ACTIONS if action in line]
    if len(done) != 1:
        raise ValueError(f"one of {', '.join(ACTIONS)} is needed")
    if "id" in line and not _string(line, "id"):
        raise ValueError("id is empty")
    return Said(
        who=_string(line, "who"),
        event=_event(line, done[0]),
        id=_string(line, "id") if "id" in line else "",
    )


def inbound_of(said: Said, sender: Sender, *, id_: str, at: datetime) -> Inbound:
    """`id_` counts per sender, so the sender stands in front of it."""
    event = said.event
    if isinstance(event, TextEdited):
        event = replace(event, message=f"{sender.external_id}:{event.message}")
    return Inbound(
        channel=CHANNEL,
        provider_id=f"{sender.external_id}:{id_}",
        sender=sender,
        event=event,
        at=at,
    )


def clean(text: str) -> str:
    """Halves of signs, which JSON can hold and no store, become "?"; the rest stays as it came."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _event(line: Mapping[str, Any], action: str) -> InboundEvent:
    match action:
        case "text":
            return TextSent(_string(line, action))
        case "edit":
            return TextEdited(_string(line, action), _string(line, "of"))
        case "press":
            return ButtonPressed(_string(line, action))
        case "photo":
            caption = _string(line, "caption") if "caption" in line else ""
            return PhotoSent(_string(line, action), caption)
        case "file":
            path = _string(line, action)
            return FileSent(path, PurePath(path).name)
        case "other":
            return OtherSent(OtherKind(_string(line, action)))
        case "place":
            latitude, _, longitude = _string(line, action).partition(",")
            return PlaceSent(float(latitude), float(longitude))
        case "contact":
            name, _, phone = _string(line, action).rpartition(",")
            return ContactSent(name.strip(), phone.strip())
        case _:
            if line[action] is not True:
                raise ValueError(f"{action} is true or not there")
            return HAPPENED[action]


def _string(line: Mapping[str, Any], key: str) -> str:
    value = line.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} is no text")  # noqa: TRY004  # a bad line, whatever is wrong with it
    return clean(value)
