"""The same over HTTP under `/_emulator/`, so that another process can play the people and read what
was sent. Bots and chats are named as in the emulator itself.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.emulators.zalo_bot.faults import Fault, Kind
from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.world import Account, Sent, month_of

if TYPE_CHECKING:  # the emulator serves this door
    from tests.emulators.zalo_bot.emulator import ZaloBotEmulator

DEEDS = ("say", "photo", "sticker", "voice", "unsupported", "raw", "join", "again")
"""The methods of the emulator by which people act, called by their names."""

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Control:
    def __init__(self, emulator: ZaloBotEmulator) -> None:
        self._emulator = emulator

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/_emulator/", self._state),
            web.post("/_emulator/bots", _kind(self._bot)),
            web.post("/_emulator/rules", _kind(self._rules)),
            web.post("/_emulator/faults", _kind(self._fault)),
            web.post("/_emulator/acts", _kind(self._act)),
            web.get("/_emulator/sent", _kind(self._sent)),
        ]

    async def _state(self, _: web.Request) -> web.Response:
        platform = self._emulator.platform
        at = platform.now()
        return web.json_response(
            {name: _account(account, month_of(at)) for name, account in platform.accounts.items()}
        )

    async def _bot(self, request: web.Request) -> web.Response:
        """`{"name", "token", "display_name"?, "can_join_groups"?}`"""
        account = self._emulator.add_bot(**await request.json())
        return web.json_response({"id": account.id})

    async def _rules(self, request: web.Request) -> web.Response:
        """Any of the rules, by name."""
        self._emulator.rules.change(await request.json())
        return web.json_response({})

    async def _fault(self, request: web.Request) -> web.Response:
        """`{"method", "kind", "code"?, "words"?, "seconds"?, "takes"?, "times"?}`"""
        asked = await request.json()
        method, times = asked.pop("method"), asked.pop("times", 1)
        fault = Fault(Kind(asked.pop("kind")), **asked)
        self._emulator.fail(method, fault, times=times)
        return web.json_response({})

    async def _act(self, request: web.Request) -> web.Response:
        """`{"bot", "who", "kind", …, "wait"?}`: with `wait`, answers once the bot has it, or so
        many seconds have passed. `kind` is one of DEEDS or `block`; `data` is base64.
        """
        asked = await request.json()
        wait = float(asked.pop("wait", 0))
        pending = await self._done(asked.pop("kind"), asked)
        if pending is not None and wait:
            with suppress(TimeoutError):
                await pending.settled(wait)
        told = {"message_id": pending.message_id, "taken": pending.is_taken} if pending else {}
        return web.json_response(told)

    async def _done(self, kind: str, asked: dict[str, Any]) -> Pending | None:
        if "data" in asked:
            asked["data"] = base64.b64decode(asked["data"])
        if kind == "block":
            self._emulator.block(**asked)
            return None
        if kind not in DEEDS:
            raise ValueError(f"nobody can {kind}")
        pending: Pending | None = await getattr(self._emulator, kind)(**asked)
        return pending

    async def _sent(self, request: web.Request) -> web.Response:
        """`?bot=&chat=&after=&wait=`: what was sent behind number `after`, waiting so many seconds
        for the first of it.
        """
        asked = request.query
        chat = self._emulator.chat(asked["bot"], asked["chat"])
        after = int(asked.get("after", 0))
        await chat.news(after, float(asked.get("wait", 0)))
        return web.json_response([_shown(sent) for sent in chat.sent[after:]])


def _kind(handler: Handler) -> Handler:
    """What was asked wrongly is answered 400 with the reason."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except (KeyError, TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return answer


def _account(account: Account, month: str) -> dict[str, Any]:
    return {
        "id": account.id,
        "display_name": account.display_name,
        "can_join_groups": account.can_join_groups,
        "webhook": account.webhook.url if account.webhook else "",
        "in": account.months[month, "in"],
        "out": account.months[month, "out"],
        "lost": len(account.lost),
        "chats": {
            chat.name: {
                "id": chat.id, "kind": chat.kind, "admitted": chat.is_admitted,
                "blocked": chat.has_blocked, "sent": len(chat.sent),
            }
            for chat in account.chats.values()
        },
    }  # fmt: skip


def _shown(sent: Sent) -> dict[str, Any]:
    return {
        "number": sent.number, "method": sent.method, "message_id": sent.message_id,
        "at": sent.at.isoformat(), "text": sent.text, "photo": sent.photo,
        "sticker": sent.sticker, "voice": sent.voice, "black": sent.is_black,
        "undelivered": sent.is_undelivered, "more": dict(sent.more),
    }  # fmt: skip
