"""Who talks to the Official Account, and all that stands in each talk, in order."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.emulators.zalo_oa.content import Content, OaButton

FREE, PLAN, PAID, TEMPLATE = "free", "plan", "paid", "template"


@dataclass(frozen=True, slots=True)
class Line:
    """One message in a talk. `cost` says what it was drawn from, `price` what it cost in đồng.

    `looked` are the bytes of the picture at an address as Zalo got them; None: it got none.
    """

    number: int
    message_id: str
    is_ours: bool  # the account's own, not the person's
    at: datetime
    content: Content
    cost: str = FREE
    price: int = 0
    looked: bytes | None = None
    file: tuple[str, bytes] | None = None
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def buttons(self) -> tuple[OaButton, ...]:
        return self.content.buttons


@dataclass(slots=True)
class User:
    """`refusal` is the code that every message to this person gets, 0 for none."""

    id: str
    name: str = ""
    phone: str = ""
    is_follower: bool = False
    has_left: bool = False
    last_interaction: datetime | None = None
    refusal: int = 0
    lines: list[Line] = field(default_factory=list)

    def ours(self) -> list[Line]:
        """What was sent to this person."""
        return [line for line in self.lines if line.is_ours]

    def last(self) -> Line:
        return self.ours()[-1]

    def button(self, title: str) -> OaButton:
        """The newest button of that title in the talk. Raises LookupError."""
        for line in reversed(self.ours()):
            for button in line.buttons:
                if button.title == title:
                    return button
        raise LookupError(f"no button {title!r} was sent to {self.id}")


@dataclass(slots=True)
class People:
    users: dict[str, User] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def user(self, id_: str) -> User:
        """As Zalo knows them from now on, at least."""
        return self.users.setdefault(id_, User(id_, name=f"Người {id_[-4:]}"))

    def by_phone(self, phone: str) -> User | None:
        return next((one for one in self.users.values() if one.phone == phone), None)

    async def add(self, user: User, line: Line) -> None:
        user.lines.append(line)
        async with self.news:
            self.news.notify_all()

    async def wait_for(self, user: User, count: int, *, seconds: float = 10) -> list[Line]:
        """What was sent to `user`, once that is `count` messages. Raises TimeoutError."""
        async with asyncio.timeout(seconds), self.news:
            await self.news.wait_for(lambda: len(user.ours()) >= count)
        return user.ours()
