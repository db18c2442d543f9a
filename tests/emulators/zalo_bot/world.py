"""What the platform knows: bots, the chats of each, and all that was sent into them."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.kernel.clock import local

PRIVATE, GROUP = "PRIVATE", "GROUP"


def made_id(*words: object) -> str:
    """20 hex digits, as ids of people, chats and messages look; the same words give the same."""
    return hashlib.sha256("/".join(map(str, words)).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that a bot sent and the platform took. `number` counts within the chat, from 1.

    `is_black` is a photo that shows black, `is_undelivered` what was taken and shown to nobody.
    """

    number: int
    method: str
    message_id: str
    at: datetime
    text: str = ""
    photo: str = ""
    picture: bytes = field(default=b"", repr=False)
    sticker: str = ""
    voice: str = ""
    is_black: bool = False
    is_undelivered: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Chat:
    """`name` is what the tester calls it. Unless it `is_admitted`, nobody hears or reaches it."""

    id: str
    name: str
    kind: str = PRIVATE
    is_admitted: bool = True
    has_blocked: bool = False
    has_written: bool = False
    sent: list[Sent] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def news(self, after: int, patience: float) -> bool:
        """Whether something newer than message `after` was sent within so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while len(self.sent) <= after:
                    self.changed.clear()
                    await self.changed.wait()
        return len(self.sent) > after


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret: str
    updated_at: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One push of an update to the webhook: its HTTP status, or why there was none."""

    message_id: str
    at: datetime
    status: int
    error: str = ""


@dataclass(slots=True)
class Account:
    """One bot."""

    name: str
    token: str
    display_name: str
    can_join_groups: bool = False
    id: str = ""
    webhook: Webhook | None = None
    chats: dict[str, Chat] = field(default_factory=dict)
    """By what the tester calls them."""
    attempts: list[Attempt] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Ids of messages that were given up, or that nobody was there to take."""
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Messages by (`2026-11`, `in` or `out`)."""
    _ids: dict[str, Chat] = field(default_factory=dict)

    def chat(self, name_or_id: str) -> Chat | None:
        return self.chats.get(name_or_id) or self._ids.get(name_or_id)

    def open_chat(self, name: str, kind: str, *, is_admitted: bool) -> Chat:
        chat = Chat(made_id(self.token, kind, name), name, kind, is_admitted=is_admitted)
        self.chats[name] = self._ids[chat.id] = chat
        return chat

    def count(self, kind: str) -> int:
        """Chats of this kind that it may talk with."""
        return sum(chat.kind == kind and chat.is_admitted for chat in self.chats.values())

    def note(self, at: datetime, direction: str) -> None:
        self.months[month_of(at), direction] += 1

    def used(self, at: datetime, *, with_inbound: bool) -> int:
        month = month_of(at)
        return self.months[month, "out"] + (self.months[month, "in"] if with_inbound else 0)


def month_of(at: datetime) -> str:
    return f"{local(at):%Y-%m}"


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
