"""ZBS: a message by telephone number, from a template that Zalo has reviewed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.kernel.clock import local
from tests.emulators.clock import MovedClock, milliseconds
from tests.emulators.zalo_oa.content import Content
from tests.emulators.zalo_oa.errors import INVALID, ZaloError
from tests.emulators.zalo_oa.people import TEMPLATE, Line, People, User
from tests.emulators.zalo_oa.rules import Rules

PHONE = re.compile(r"\+?84[0-9]{9}")
MOST_TRACKING = 48
BAD_PHONE, BAD_TEMPLATE, BAD_DATA = -108, -109, -112
NOT_ADMIN, NIGHT, NO_MONEY, NO_QUOTA = -127, -133, -135, -144


@dataclass(slots=True)
class Zbs:
    """`templates` are the wanted names of each, `admins` the numbers that development reaches."""

    rules: Rules
    clock: MovedClock
    people: People
    templates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    admins: set[str] = field(default_factory=set)
    sent: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, body: object) -> dict[str, Any]:
        """What Zalo answers in `data`. Raises ZaloError."""
        if not isinstance(body, dict):
            raise ZaloError(INVALID, "body")
        phone = self._phone(body)
        data = self._data(body)
        tracking = body.get("tracking_id")
        if not isinstance(tracking, str) or not 1 <= len(tracking) <= MOST_TRACKING:
            raise ZaloError(INVALID, "tracking_id")
        if body.get("mode") == "development":
            if phone not in self.admins:
                raise ZaloError(NOT_ADMIN)
        else:
            self._charge()
        self.sent.append(body)
        number = next(self.people.numbers)
        now = self.clock.now()
        user = self.people.by_phone(phone) or User(phone)
        text = "\n".join(f"{name}: {value}" for name, value in data.items())
        line = Line(
            number=number,
            message_id=f"zbs{number:017x}",
            is_ours=True,
            at=now,
            content=Content(text),
            cost=TEMPLATE,
            price=self.rules.zbs_price,
            raw=body,
        )
        await self.people.add(user, line)
        quota = {"dailyQuota": str(self.rules.zbs_daily), "remainingQuota": str(self._left())}
        return {"msg_id": line.message_id, "sent_time": str(milliseconds(now)), "quota": quota}

    def _phone(self, body: dict[str, Any]) -> str:
        phone = body.get("phone")
        if not isinstance(phone, str) or not PHONE.fullmatch(phone):
            raise ZaloError(BAD_PHONE)
        return phone.removeprefix("+")

    def _data(self, body: dict[str, Any]) -> dict[str, Any]:
        wanted = self.templates.get(str(body.get("template_id")))
        if wanted is None:
            raise ZaloError(BAD_TEMPLATE)
        data = body.get("template_data")
        if not isinstance(data, dict) or set(data) != set(wanted) or not all(data.values()):
            raise ZaloError(BAD_DATA)
        return data

    def _charge(self) -> None:
        hour = local(self.clock.now()).hour
        if hour >= self.rules.zbs_night_starts or hour < self.rules.zbs_night_ends:
            raise ZaloError(NIGHT)
        if self._left() <= 0:
            raise ZaloError(NO_QUOTA)
        if self.rules.zbs_balance < self.rules.zbs_price:
            raise ZaloError(NO_MONEY)
        self.rules.zbs_balance -= self.rules.zbs_price

    def _left(self) -> int:
        today = local(self.clock.now()).date()
        used = sum(
            1
            for one in self.people_lines()
            if one.cost == TEMPLATE and local(one.at).date() == today
        )
        return self.rules.zbs_daily - used

    def people_lines(self) -> list[Line]:
        return [line for user in self.people.users.values() for line in user.lines]
