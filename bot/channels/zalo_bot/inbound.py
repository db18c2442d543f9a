"""What the Zalo Bot Platform hands over, as words of the contract. Pure.

Shapes: https://docs.zaloplatforms.com/docs/BOT (read 2026-11-22), and live traffic, which differs:
bodies come flat, a picture is `photo_url`, some events have no `message`. So nothing is believed to
be there, and what is not understood is named for the log, without a word of anybody's.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from bot.channels.contract import (
    Inbound,
    InboundEvent,
    OtherKind,
    OtherSent,
    PhotoSent,
    Sender,
    TextSent,
    VoiceSent,
)

CHANNEL = "zalo_bot"
PRIVATE, GROUP = "PRIVATE", "GROUP"
ID = re.compile(r"[!-~]{1,128}")
"""They are 20 hex digits; whatever else a key can hold is taken too."""
EVENT = re.compile(r"[a-z_.]{1,60}")
ADDRESS = re.compile(r"https?://\S{1,2000}")
TEXT_LENGTH = 20_000
"""Longer than any dialog reads (bot.dialog.caps), so that the dialog gives the kind answer."""
NAME_LENGTH = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime(2025, 1, 1, tzinfo=UTC)
"""No bot is older: a `date` before is none, or not in milliseconds."""

TEXT, IMAGE = "message.text.received", "message.image.received"
OTHERS: Mapping[str, InboundEvent] = {
    "message.sticker.received": OtherSent(OtherKind.STICKER),
    "message.link.received": OtherSent(OtherKind.LINK),
    "message.voice.received": VoiceSent(),
    # Files, contacts, places, and whatever a protected person sends: nothing of it is told.
    "message.unsupported.received": OtherSent(OtherKind.UNSUPPORTED),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """`group` is the group in which it was said, as an external id; empty where it was said to the
    bot alone. The sender is the person's own account either way: who is answered is answered alone.
    """

    inbound: Inbound
    group: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing is to be done; `reason` and `event` are for the log."""

    reason: str
    event: str = ""


Parsed: TypeAlias = Heard | Ignored


def updates_in(body: object) -> tuple[object, ...]:
    """The updates of a body: flat, in the envelope that the documents show, or several in it."""
    if isinstance(body, dict) and "result" in body and "event_name" not in body:
        body = body["result"]
    return tuple(body) if isinstance(body, list) else (body,)


def parse_update(update: object, *, bot: str, now: datetime) -> Parsed:
    """`bot` is the operator's name for the bot that got it. Never raises, whatever came."""
    if not isinstance(update, dict):
        return Ignored("no object")
    event = update.get("event_name")
    if not isinstance(event, str) or not EVENT.fullmatch(event):
        return Ignored("no event")
    message = update.get("message")
    if not isinstance(message, dict):
        return Ignored("no message", event)
    sender, chat = _object(message, "from"), _object(message, "chat")
    if sender.get("is_bot") is True:
        return Ignored("of a bot", event)
    who, where = _id(sender.get("id")), _id(chat.get("id"))
    kind = chat.get("chat_type") or (PRIVATE if where in ("", who) else GROUP)
    if kind not in (PRIVATE, GROUP):
        return Ignored("an unknown kind of chat", event)
    # Alone with the bot, chat and person have one id; it is the chat that can be written to.
    own = who if kind == GROUP else where or who
    if not own or (kind == GROUP and not where):
        return Ignored("nobody", event)
    happened = _event(event, message)
    if happened is None:
        return Ignored("an unknown event", event)
    if kind == GROUP and not isinstance(happened, TextSent | PhotoSent):
        return Ignored("no words in a group", event)
    date = message.get("date")
    told = date if isinstance(date, int | str) else None
    named = _id(message.get("message_id")) or _digest(event, own, where, told, happened)
    inbound = Inbound(
        channel=CHANNEL,
        provider_id=f"{bot}/{named}",
        sender=Sender(
            f"{bot}/{own}", name=_text(sender.get("display_name"))[:NAME_LENGTH], is_resident=True
        ),
        event=happened,
        at=_moment(date, now),
    )
    return Heard(inbound, f"{bot}/{where}" if kind == GROUP else "")


def without_mention(inbound: Inbound, names: Iterable[str]) -> Inbound:
    """What was said to the bot in a group, without its own name in front of it or within."""
    called = sorted((re.escape(_text(name)) for name in names if name.strip()), key=len)
    if not called:
        return inbound
    mention = re.compile(rf"@(?:{'|'.join(reversed(called))})(?!\w) *", re.IGNORECASE)
    match inbound.event:
        case TextSent(text):
            return replace(inbound, event=TextSent(mention.sub("", text).strip()))
        case PhotoSent(source, caption):
            return replace(inbound, event=PhotoSent(source, mention.sub("", caption).strip()))
        case _:
            return inbound


def _event(name: str, message: Mapping[str, Any]) -> InboundEvent | None:
    """Who sent something that cannot be read has sent something all the same, and is told so."""
    unreadable = OtherSent(OtherKind.UNSUPPORTED)
    if name == TEXT:
        text = _text(message.get("text"))[:TEXT_LENGTH]
        return TextSent(text) if text.strip() else unreadable
    if name == IMAGE:
        source = _address(message.get("photo_url")) or _address(message.get("photo"))
        caption = _text(message.get("caption"))[:TEXT_LENGTH]
        return PhotoSent(source, caption) if source else unreadable
    return OTHERS.get(name)


def _object(among: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = among.get(key)
    return value if isinstance(value, dict) else {}


def _id(value: object) -> str:
    """Empty for what names nobody. Numbers have been seen where the documents say text."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**30 else ""  # longer than any id
    return value if isinstance(value, str) and ID.fullmatch(value) else ""


def _text(value: object) -> str:
    """As everybody else writes it: letters in one piece, and no half of a sign, which no store
    takes.
    """
    if not isinstance(value, str):
        return ""
    return unicodedata.normalize("NFC", value.encode("utf-8", "replace").decode("utf-8"))


def _address(value: object) -> str:
    """Empty for what is none, or holds half of a sign, which no store takes."""
    if not isinstance(value, str) or not value.isprintable():
        return ""
    return value if ADDRESS.fullmatch(value) else ""


def _moment(value: object, now: datetime) -> datetime:
    """`date` is in milliseconds; what cannot be when it was said is when it came."""
    if isinstance(value, str) and value.isdecimal():
        value = int(value[:20])
    if not isinstance(value, int) or isinstance(value, bool):
        return now
    try:
        at = EPOCH + timedelta(milliseconds=value)
    except OverflowError:
        return now
    return at if EARLIEST <= at <= now else now


def _digest(*said: object) -> str:
    """Names a message that has no id: the same once more is the same message."""
    return f"body:{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"
