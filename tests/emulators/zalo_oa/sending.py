"""A message from the application to a person: may it go, what does it cost, and then it stands in
the talk.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.emulators.clock import MovedClock, milliseconds
from tests.emulators.zalo_oa.content import Content, read_content
from tests.emulators.zalo_oa.errors import (
    INVALID,
    NOT_FOLLOWING,
    OLD_API,
    QUOTA,
    RATE,
    WRONG_OA_TYPE,
    ZaloError,
)
from tests.emulators.zalo_oa.files import Uploads
from tests.emulators.zalo_oa.people import FREE, PAID, PLAN, Line, People, User
from tests.emulators.zalo_oa.rules import Rules

STATE_AGENCY = 4
MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Rate:
    """Calls of the last minute, as X-RateLimit counts them."""

    rules: Rules
    clock: MovedClock
    calls: deque[datetime] = field(default_factory=deque)

    def count(self) -> int:
        """How many calls are left after this one. Raises ZaloError where none was."""
        now = self.clock.now()
        while self.calls and now - self.calls[0] >= MINUTE:
            self.calls.popleft()
        if len(self.calls) >= self.rules.requests_a_minute:
            raise ZaloError(RATE)
        self.calls.append(now)
        return self.rules.requests_a_minute - len(self.calls)


@dataclass(slots=True)
class Sending:
    """`look` gets the bytes at an address, None where there are none to be had; `echo` hears of
    each line.
    """

    rules: Rules
    clock: MovedClock
    people: People
    uploads: Uploads
    look: Callable[[str], Awaitable[bytes | None]]
    echo: Callable[[User, Line], Awaitable[None]]

    async def send(self, body: object, *, version: int) -> dict[str, Any]:
        """What Zalo answers in `data`. Raises ZaloError."""
        is_state = self.rules.oa_type == STATE_AGENCY
        if version == 2 and not is_state:
            raise ZaloError(OLD_API)
        if version == 3 and is_state:
            raise ZaloError(WRONG_OA_TYPE)
        if not isinstance(body, dict):
            raise ZaloError(INVALID, "body")
        user = self._recipient(body.get("recipient"))
        content = read_content(body.get("message"))
        looked, file = await self._attached(content)
        cost = self._charge(user)
        line = Line(
            number=(number := next(self.people.numbers)),
            message_id=f"oa{number:018x}",
            is_ours=True,
            at=self.clock.now(),
            content=content,
            cost=cost,
            price=self.rules.message_price if cost == PAID else 0,
            looked=looked,
            file=file,
            raw=body,
        )
        await self.people.add(user, line)
        await self.echo(user, line)
        return {
            "message_id": line.message_id,
            "user_id": user.id,
            "sent_time": str(milliseconds(line.at)),
            "quota": self.quota(user),
        }

    def quota(self, user: User) -> dict[str, Any]:
        cost = self._cost(user)
        if cost == FREE:
            return {"quota_type": "reply", "remain": "unlimited", "total": "unlimited"}
        left = self.rules.plan_messages if cost == PLAN else self.rules.paid_messages
        return {"quota_type": "sub_quota", "remain": str(left), "owner_id": self.rules.oa_id}

    def _recipient(self, given: object) -> User:
        id_ = given.get("user_id") if isinstance(given, dict) else None
        user = self.people.users.get(id_) if isinstance(id_, str) else None
        if user is None:
            raise ZaloError(INVALID, "user_id")
        if user.refusal:
            raise ZaloError(user.refusal)
        if user.has_left:
            raise ZaloError(NOT_FOLLOWING)
        return user

    def _cost(self, user: User) -> str:
        now, last = self.clock.now(), user.last_interaction
        if last is None or now - last > timedelta(hours=self.rules.window_hours):
            return ""
        if now - last <= timedelta(hours=self.rules.free_hours):
            return FREE
        return PLAN if self.rules.plan_messages > 0 else PAID

    def _charge(self, user: User) -> str:
        cost = self._cost(user)
        if not cost:
            raise ZaloError(self.rules.late_code)
        if cost == PLAN:
            self.rules.plan_messages -= 1
        if cost == PAID:
            if self.rules.paid_messages <= 0:
                raise ZaloError(QUOTA)
            self.rules.paid_messages -= 1
        return cost

    async def _attached(self, content: Content) -> tuple[bytes | None, tuple[str, bytes] | None]:
        if content.file_token:
            upload = self.uploads.get(content.file_token, "file")
            return None, (upload.name, upload.data)
        picture = content.picture
        if picture is None:
            return None, None
        if picture.attachment:
            return self.uploads.get(picture.attachment, picture.kind).data, None
        return (await self.look(picture.url) if self.rules.looks_at_pictures else None), None
