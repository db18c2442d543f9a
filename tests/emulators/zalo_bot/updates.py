"""The bodies of what the platform says to a bot, as zalo.md and live traffic have them; pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.emulators.zalo_bot.world import Chat, milliseconds

TEXT = "message.text.received"
IMAGE = "message.image.received"
STICKER = "message.sticker.received"
VOICE = "message.voice.received"
UNSUPPORTED = "message.unsupported.received"
ADDED = "bot.added_to_group"
"""An event without a `message`; its true name was not published."""


def update(event: str, message: dict[str, Any]) -> dict[str, Any]:
    return {"event_name": event, "message": message}


def message(
    id_: str, at: datetime, sender: tuple[str, str], chat: Chat, content: dict[str, Any]
) -> dict[str, Any]:
    """`sender` is id and name."""
    who, name = sender
    return {
        "message_id": id_,
        "date": milliseconds(at),
        "from": {"id": who, "display_name": name, "is_bot": False},
        "chat": {"id": chat.id, "chat_type": chat.kind},
        **content,
    }


def added(chat: Chat, at: datetime) -> dict[str, Any]:
    return {
        "event_name": ADDED,
        "chat": {"id": chat.id, "chat_type": chat.kind},
        "date": milliseconds(at),
    }


def photo_content(field: str, url: str, caption: str) -> dict[str, Any]:
    words = {"caption": caption} if caption else {}
    return {field: url, **words, "message_type": "CHAT_PHOTO"}


def sticker_content(sticker: str, url: str) -> dict[str, Any]:
    return {"sticker": sticker, "url": url, "message_type": "CHAT_STICKER"}


def voice_content(url: str) -> dict[str, Any]:
    return {"voice_url": url, "message_type": "CHAT_VOICE"}


def wrapped(body: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "result": body}
