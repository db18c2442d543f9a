"""A messaging vendor on loopback: it shows people what it was sent, and pushes what they do to the
product until the product says that it has it.

It survives the product's kills, and never tells the product that it has a letter already.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web

from tests.whole.torture.faults import Answer, Faults, File

HOST = "127.0.0.1"
RETRY = 0.1
"""Seconds until an update that was not taken is pushed again; vendors begin with one."""

LONG = 60.0
RETRY_AFTER = 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it lies before a person. `number` counts within the chat, from 1."""

    number: int
    letter: str
    text: str
    buttons: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Chat:
    """What one person was shown, and what of theirs the product does not have yet."""

    id: str
    phone: str
    shown: list[Shown] = field(default_factory=list)
    talk: list[str] = field(default_factory=list)
    waiting: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    count: int = 0
    untaken: int = 0

    async def news(self, after: int, patience: float) -> bool:
        """Whether something newer than message `after` is shown within so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while len(self.shown) <= after:
                    self.changed.clear()
                    await self.changed.wait()
        return len(self.shown) > after


@dataclass(frozen=True, slots=True)
class Taken:
    """One letter that the provider took, in which life of the product, and how it answered."""

    letter: str
    life: int
    answer: Answer


class Provider:
    def __init__(self, faults: Faults, now: Callable[[], datetime], photo: bytes) -> None:
        self.faults = faults
        self.chats: dict[str, Chat] = {}
        self.taken: list[Taken] = []
        self.answers: Counter[str] = Counter()
        self.pushes: Counter[str] = Counter()
        self.life = 0
        self._now = now
        self._photo = photo
        self._moments: dict[str, list[asyncio.Future[None]]] = {}
        self._hook = ""

    def open_chat(self, id_: str, phone: str) -> Chat:
        self.chats[id_] = Chat(id_, phone)
        return self.chats[id_]

    def say(self, chat: Chat, **event: str) -> None:
        """What a person does: it stands in line behind what they did before."""
        chat.count += 1
        chat.untaken += 1
        update = {"id": chat.count, "chat": chat.id, "phone": chat.phone}
        at = self._now()
        chat.waiting.put_nowait({**update, **event, "at": at.isoformat()})
        chat.talk.append(f"{at:%M:%S.%f} {self.life} says {chat.count}: {event}")
        self._happens("said")

    async def next_moment(self, kind: str) -> None:
        """Until the next "said", "pushed" or "sent"."""
        waiting = asyncio.get_running_loop().create_future()
        self._moments.setdefault(kind, []).append(waiting)
        await waiting

    def _happens(self, kind: str) -> None:
        for waiting in self._moments.pop(kind, []):
            if not waiting.done():
                waiting.set_result(None)

    # What the product sends

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        app = web.Application()
        app.add_routes([web.post("/send", self._take), web.get("/file/{name}", self._give)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, HOST, 0).start()
        try:
            yield f"http://{HOST}:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        said = await request.json()
        answer = self.faults.answer(said["chat"], said["letter"])
        self.answers[answer.name] += 1
        if answer.takes:
            self._show(said, answer)
        self._happens("sent")
        match answer:
            case Answer.OK:
                return web.json_response({"ok": True, "id": f"m{len(self.taken)}"})
            case Answer.THROTTLED:
                return web.json_response({"retry_after": RETRY_AFTER}, status=429)
            case Answer.BROKEN:
                return web.Response(status=500)
            case Answer.GARBAGE | Answer.TAKEN_GARBAGE:
                return web.Response(text="<html>bad gateway")
            case Answer.SILENT | Answer.TAKEN_SILENT:
                await asyncio.sleep(LONG)
                return web.Response(status=500)
            case Answer.CUT | Answer.TAKEN_CUT:
                return _hang_up(request)

    def _show(self, said: dict[str, Any], answer: Answer) -> None:
        chat = self.chats[said["chat"]]
        self.taken.append(Taken(said["letter"], self.life, answer))
        buttons = tuple((id_, label) for id_, label in said["buttons"])
        chat.shown.append(Shown(len(chat.shown) + 1, said["letter"], said["text"], buttons))
        chat.talk.append(f"{self._now():%M:%S.%f} {self.life} reads {said}")
        chat.changed.set()

    async def _give(self, request: web.Request) -> web.StreamResponse:
        """A photo, or what pretends to be one, or half of one."""
        fate = self.faults.file(request.match_info["name"])
        self.answers[f"FILE_{fate.name}"] += 1
        match fate:
            case File.OK:
                return web.Response(body=self._photo, content_type="image/jpeg")
            case File.BROKEN:
                return web.Response(status=500)
            case File.FALSE:
                return web.Response(body=b"<html>no picture</html>")
            case File.CUT:
                response = web.StreamResponse()
                response.content_length = len(self._photo)
                await response.prepare(request)
                await response.write(self._photo[: len(self._photo) // 2])
                return _hang_up(request)

    # What people say

    @asynccontextmanager
    async def pushing(self, hook: str) -> AsyncIterator[None]:
        self._hook = hook
        connector = TCPConnector(limit=0, force_close=True)
        async with ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
            pushers = [
                group.create_task(self._push_all(chat, session, group))
                for chat in self.chats.values()
            ]
            try:
                yield
            finally:
                for pusher in pushers:
                    pusher.cancel()

    async def _push_all(self, chat: Chat, session: ClientSession, group: asyncio.TaskGroup) -> None:
        """One's own updates in order, each until it was taken."""
        while True:
            update = await chat.waiting.get()
            plan = self.faults.push(chat.id)
            await asyncio.sleep(plan.delay)
            if plan.hangs_up:
                await self._push(session, update, patience=0.005)
            while not await self._push(session, update, patience=LONG):  # noqa: ASYNC110  # a vendor's way
                await asyncio.sleep(RETRY)
            chat.untaken -= 1
            chat.talk.append(f"{self._now():%M:%S.%f} {self.life} taken {update['id']}")
            if plan.again is not None:
                group.create_task(self._push_again(session, update, plan.again))

    async def _push_again(
        self, session: ClientSession, update: dict[str, Any], delay: float
    ) -> None:
        await asyncio.sleep(delay)
        self.pushes["again"] += 1
        await self._push(session, update, patience=LONG)

    async def _push(self, session: ClientSession, update: dict[str, Any], patience: float) -> bool:
        self._happens("pushed")
        body = json.dumps(update).encode()
        try:
            async with session.post(
                self._hook, data=body, timeout=ClientTimeout(total=patience)
            ) as response:
                self.pushes[str(response.status)] += 1
                return response.status == 200
        except (ClientError, OSError, TimeoutError) as error:
            self.pushes[type(error).__name__] += 1
            return False


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
