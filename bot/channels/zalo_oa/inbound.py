"""What Zalo hands over, as words of the contract. Pure, and never in doubt: whatever the body is,
what comes out is what a person did, or nothing with the reason.

Events: https://docs.zaloplatforms.com/docs/OA, "Webhook" (read 2026-11-22). What a person sent and
we cannot use is heard as `OtherSent`, so that they get an answer: silence looks like a dead bot.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    TextSent,
    VoiceSent,
)
from bot.channels.zalo_oa.signature import moment_of

CHANNEL = "zalo_oa"
PRESSED = "#cmd:"
"""Before the id of a button in its payload: a tap comes back as a text that begins with it."""

ID = re.compile(r"[^\s\x00-\x1f]{1,64}")
ADDRESS = re.compile(r"\S+://\S+|www\.\S+", re.IGNORECASE)
PICTURE = re.compile(r"\.(jpe?g|png|webp)$|^image/", re.IGNORECASE)
NAME_LENGTH = 200
TEXT_LENGTH = 20_000
"""Longer than any dialog reads (bot.dialog.caps), so that the dialog gives the kind answer."""

URL_LENGTH = 2_000
ATTACHMENTS = 50
"""Of one message, and each is decided by itself while Zalo waits: many more than a report takes."""

UNSUPPORTED = OtherSent(OtherKind.UNSUPPORTED)
MOST_LATITUDE, MOST_LONGITUDE = 90.0, 180.0

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """`reason` says why nothing was heard; it may go into a log."""

    inbounds: tuple[Inbound, ...] = ()
    reason: str = ""


def parse_event(body: object, *, mac: str, now: datetime) -> Heard:
    """`mac` is the body's mark: it names what has no id of its own, and is the same when the same
    comes again.
    """
    given = _mapping(body)
    name = _text(given.get("event_name"))
    if "group" in name:
        return Heard(reason="group")
    if name.startswith("oa_send_"):
        return _of_office(given, mac, now)
    if name.startswith("anonymous_") or name in INFORMATIONAL:
        return Heard(reason="informational")
    read = EVENTS.get(name)
    if read is None:
        return Heard(reason="unknown")
    return _heard(given, _user(given), read(given), mac, now)


def _of_office(given: Given, mac: str, now: datetime) -> Heard:
    """With an `admin_id` somebody answered by hand; without, it is the echo of our own words."""
    if not (_id(given.get("admin_id")) or _id(_mapping(given.get("sender")).get("admin_id"))):
        return Heard(reason="echo")
    return _heard(given, _id(_mapping(given.get("recipient")).get("id")), [TakenOver()], mac, now)


def _heard(given: Given, user: str, events: list[InboundEvent], mac: str, now: datetime) -> Heard:
    if not user:
        return Heard(reason="nobody")
    id_ = _id(_mapping(given.get("message")).get("msg_id")) or f"mac:{mac}"
    at = min(moment_of(given.get("timestamp")) or now, now)
    return Heard(
        tuple(
            Inbound(
                channel=CHANNEL,
                provider_id=id_ if place == 1 else f"{id_}#{place}",
                sender=Sender(user, is_resident=True),
                event=event,
                at=at,
            )
            for place, event in enumerate(events, start=1)
        )
    )


def _user(given: Given) -> str:
    """Follows name a follower, taps on "chat now" a user, all else a sender."""
    return (
        _id(_mapping(given.get("sender")).get("id"))
        or _id(_mapping(given.get("follower")).get("id"))
        or _id(given.get("user_id"))
    )


def _words(given: Given) -> list[InboundEvent]:
    text = _message_text(given)
    if text.strip().startswith(PRESSED):
        return [ButtonPressed(text.strip().removeprefix(PRESSED).strip())]
    return [TextSent(text)] if text.strip() else [UNSUPPORTED]


def _link(given: Given) -> list[InboundEvent]:
    """Words beside the address are what the person has to say."""
    text = _message_text(given)
    return [TextSent(text)] if ADDRESS.sub("", text).strip() else [OtherSent(OtherKind.LINK)]


def _images(given: Given) -> list[InboundEvent]:
    """The words sent along belong to the first picture."""
    sources = [_url(one.get("url")) or _url(one.get("thumbnail")) for one in _payloads(given)]
    found = [source for source in sources if source]
    caption = _message_text(given)
    return [
        PhotoSent(source, caption if place == 0 else "") for place, source in enumerate(found)
    ] or [UNSUPPORTED]


def _files(given: Given) -> list[InboundEvent]:
    return [_file(one) for one in _payloads(given) if _url(one.get("url"))] or [UNSUPPORTED]


def _file(payload: Given) -> InboundEvent:
    """A picture that was sent as a file, to keep its quality, is a picture all the same."""
    source, name = _url(payload.get("url")), _clean(payload.get("name"))[:NAME_LENGTH]
    if PICTURE.search(name) or PICTURE.search(_text(payload.get("type"))):
        return PhotoSent(source)
    return FileSent(source, name)


def _place(given: Given) -> list[InboundEvent]:
    for payload in _payloads(given):
        where = _mapping(payload.get("coordinates"))
        latitude, longitude = _degrees(where.get("latitude")), _degrees(where.get("longitude"))
        if abs(latitude) <= MOST_LATITUDE and abs(longitude) <= MOST_LONGITUDE:
            return [PlaceSent(latitude, longitude)]
    return [UNSUPPORTED]


def _contact(given: Given) -> list[InboundEvent]:
    info = _mapping(given.get("info"))
    phone = info.get("phone")
    number = str(phone) if isinstance(phone, int) else _clean(phone)
    return [ContactSent(_clean(info.get("name"))[:NAME_LENGTH], number[:NAME_LENGTH].strip())]


def _always(event: InboundEvent) -> Callable[[Given], list[InboundEvent]]:
    return lambda _given: [event]


EVENTS: Mapping[str, Callable[[Given], list[InboundEvent]]] = {
    "user_send_text": _words,
    "user_send_link": _link,
    "user_send_image": _images,
    "user_send_file": _files,
    "user_send_location": _place,
    "user_send_sticker": _always(OtherSent(OtherKind.STICKER)),
    "user_send_gif": _always(OtherSent(OtherKind.STICKER)),
    "user_send_audio": _always(VoiceSent()),
    "user_send_video": _always(OtherSent(OtherKind.VIDEO)),
    "user_send_business_card": _always(OtherSent(OtherKind.CARD)),
    "user_submit_info": _contact,
    "user_click_chatnow": _always(Arrived()),
    "follow": _always(Arrived()),
    "unfollow": _always(Departed()),
}

INFORMATIONAL = frozenset(
    {
        "user_seen_message",
        "user_received_message",
        "user_reacted_message",
        "oa_reacted_message",
        "add_user_to_tag",
        "remove_user_from_tag",
    }
)


def _message_text(given: Given) -> str:
    return _clean(_mapping(given.get("message")).get("text"))[:TEXT_LENGTH]


def _payloads(given: Given) -> Iterable[Given]:
    attachments = _mapping(given.get("message")).get("attachments")
    if not isinstance(attachments, list):
        return []
    return [_mapping(_mapping(one).get("payload")) for one in attachments[:ATTACHMENTS]]


def _mapping(value: object) -> Given:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _url(value: object) -> str:
    """Empty for what is longer than an address, or holds what no store takes."""
    written = _text(value)
    return written if len(written) <= URL_LENGTH and written.isprintable() else ""


def _clean(value: object) -> str:
    """Composed letters; halves of signs, which JSON can hold and no store, become "?"."""
    text = value if isinstance(value, str) else ""
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def _id(value: object) -> str:
    """Ids are strings by the documents, and numbers now and then; "" for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    written = _clean(str(value)) if isinstance(value, str) else str(value)
    return written if ID.fullmatch(written) and written != "0" else ""


def _degrees(value: object) -> float:
    """Infinity for what is no number: it lies beyond every bound."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return math.inf
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return math.inf
    return number if math.isfinite(number) else math.inf
