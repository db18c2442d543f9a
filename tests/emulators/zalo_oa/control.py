"""The emulator's own addresses, below `/_emulator/`: another process plays the people by them, sets
the rules and reads what was sent; the page for trying by hand uses the same.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.emulators.page.page import page_routes
from tests.emulators.zalo_oa.content import Content
from tests.emulators.zalo_oa.faults import Fault, Kind
from tests.emulators.zalo_oa.people import Line
from tests.emulators.zalo_oa.rules import change
from tests.emulators.zalo_oa.webhook import Delivery, Twist

if TYPE_CHECKING:
    from tests.emulators.zalo_oa.emulator import ZaloOaEmulator

Given = dict[str, Any]

WRONG = (ValueError, LookupError, TypeError)

OFFER = (
    ("follow", "Quan tâm", ""),
    ("say", "Gửi", "text"),
    ("send_photo", "Ảnh", "photo"),
    ("send_file", "Tệp", "file"),
    ("fill_form", "Điền phiếu", "phone"),
    ("send_voice", "Ghi âm", ""),
    ("send_sticker", "Nhãn dán", ""),
    ("answer_as_admin", "Cán bộ trả lời", "text"),
    ("unfollow", "Bỏ quan tâm", ""),
)
"""What the page offers: the act, its button, and what it needs."""
OPEN_ACTS = {
    *(act for act, _, _ in OFFER),
    *("send_place", "send_gif", "send_video", "send_link", "send_card", "tap", "press"),
    *("open_chat", "see", "say_in_group"),
}


class Control:
    def __init__(self, emulator: ZaloOaEmulator) -> None:
        self._emulator = emulator

    def routes(self) -> list[web.RouteDef]:
        return [
            *page_routes(self),
            web.get("/_emulator/talk", self._talk),
            web.get("/_emulator/sent", self._sent),
            web.get("/_emulator/uploaded/{user}/{number}", self._uploaded),
            web.post("/_emulator/act", _kindly(self._act)),
            web.post("/_emulator/tell", _kindly(self._tell)),
            web.post("/_emulator/users", _kindly(self._set_user)),
            web.get("/_emulator/rules", self._rules),
            web.post("/_emulator/rules", _kindly(self._change_rules)),
            web.post("/_emulator/faults", _kindly(self._add_fault)),
            web.post("/_emulator/clock", _kindly(self._move_clock)),
            web.post("/_emulator/tokens", _kindly(self._issue)),
            web.get("/_emulator/calls", self._calls),
        ]

    # What the page needs

    def offer(self) -> Given:
        acts = [{"act": act, "label": label, "needs": needs} for act, label, needs in OFFER]
        return {"name": f"Zalo OA «{self._emulator.rules.oa_name}»", "acts": acts}

    def talk(self, user: str) -> list[Given]:
        return [self._line(user, line) for line in self._emulator.user(user).lines]

    async def act(self, given: Given) -> Given:
        try:
            return await self._act(given)
        except WRONG as error:
            return {"error": f"{error}"}

    # What another process needs

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self.talk(request.query["user"]))

    async def _sent(self, request: web.Request) -> web.StreamResponse:
        """What was sent after message `after`, waited for at most `wait` seconds."""
        user = self._emulator.user(request.query["user"])
        after, wait = int(request.query.get("after", 0)), float(request.query.get("wait", 0))
        seen = sum(line.number <= after for line in user.ours())
        with contextlib.suppress(TimeoutError):
            await self._emulator.people.wait_for(user, seen + 1, seconds=wait)
        lines = [line for line in user.ours() if line.number > after]
        return web.json_response([self._line(user.id, line) for line in lines])

    async def _uploaded(self, request: web.Request) -> web.StreamResponse:
        """A picture or file of a talk that went by upload."""
        number = int(request.match_info["number"])
        for line in self._emulator.user(request.match_info["user"]).lines:
            if line.number == number and (data := line.file[1] if line.file else line.looked):
                return web.Response(body=data, content_type="application/octet-stream")
        raise web.HTTPNotFound

    async def _act(self, given: Given) -> Given:
        name = given.pop("act")
        if name not in OPEN_ACTS:
            raise ValueError(f"no such act: {name}")
        twist = given.pop("twist", {})
        if "shift" in twist:
            twist["shift"] = timedelta(seconds=twist["shift"])
        if "data" in given:
            given["data"] = base64.b64decode(given["data"])
        act: Callable[..., Awaitable[Delivery | str]] = getattr(self._emulator.acts, name)
        return _told(await act(**given, twist=Twist(**twist)))

    async def _tell(self, given: Given) -> Given:
        return _told(await self._emulator.acts.tell(given))

    async def _set_user(self, given: Given) -> Given:
        user = self._emulator.user(given["id"])
        for name in ("name", "phone", "refusal", "is_follower", "has_left"):
            if name in given:
                setattr(user, name, given[name])
        return {"id": user.id}

    async def _rules(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002  # one shape for all
        return web.json_response(asdict(self._emulator.rules))

    async def _change_rules(self, given: Given) -> Given:
        change(self._emulator.rules, given)
        return {}

    async def _add_fault(self, given: Given) -> Given:
        self._emulator.faults.add(Fault(Kind(given.pop("kind")), **given))
        return {}

    async def _move_clock(self, given: Given) -> Given:
        self._emulator.clock.move(timedelta(seconds=given["seconds"]))
        return {"now": self._emulator.clock.now().isoformat()}

    async def _issue(self, given: Given) -> Given:  # noqa: ARG002  # one shape for all
        pair = self._emulator.tokens.issue()
        return {"access_token": pair.access, "refresh_token": pair.refresh}

    async def _calls(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002  # one shape for all
        return web.json_response(self._emulator.calls)

    def _line(self, user: str, line: Line) -> Given:
        own = f"/_emulator/uploaded/{user}/{line.number}"
        return {
            "number": line.number,
            "id": line.message_id,
            "mine": not line.is_ours,
            "at": line.at.isoformat(),
            "text": line.text,
            "picture": _picture(line.content, own),
            "file": {"name": line.file[0], "url": own} if line.file else None,
            "buttons": [
                {"title": one.title, "kind": one.kind, "value": one.value} for one in line.buttons
            ],
            "form": asdict(line.content.form) if line.content.form else None,
            "cost": line.cost,
            "price": line.price,
        }


def _picture(content: Content, own: str) -> str:
    if content.picture is None:
        return ""
    return content.picture.url or own


def _told(what: Delivery | str) -> Given:
    if isinstance(what, str):
        return {"opens": what}
    return {"event": what.event, "statuses": what.statuses}


def _kindly(
    act: Callable[[Given], Awaitable[Given]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A JSON object in, one out; 400 and the words for what cannot be done."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            given = json.loads(await request.read() or b"{}")
            return web.json_response(await act(given))
        except WRONG as error:
            return web.json_response({"error": f"{error}"}, status=400)

    return answer
