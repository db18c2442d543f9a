"""The Zalo Bot Platform on loopback, for tests: its people are played from here, its bots talk to
it over HTTP.

    emulator = ZaloBotEmulator()
    emulator.add_bot("hp1", "123:abc")
    async with emulator.running() as url:      # TOSO_ZALO_BOT_API=url
        await emulator.say("hp1", "Hoa", "chào")
        answer = await emulator.wait_for("hp1", "Hoa")

What is not known of the real one is a rule (`rules.py`), never a guess that nobody sees.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.kernel.clock import SystemClock
from tests.emulators.page.page import page_routes
from tests.emulators.zalo_bot import updates
from tests.emulators.zalo_bot.api import Api
from tests.emulators.zalo_bot.control import Control
from tests.emulators.zalo_bot.desk import Desk
from tests.emulators.zalo_bot.faults import Fault, Faults, Kind, Script
from tests.emulators.zalo_bot.media import Media
from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.platform import Platform
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.ways import Ways
from tests.emulators.zalo_bot.world import PRIVATE, Account, Chat, Sent, made_id

HOST = "127.0.0.1"
LARGEST_BODY = 16 * 1024 * 1024
PATIENCE = 10.0


class ZaloBotEmulator:
    def __init__(
        self, rules: Rules | None = None, *, now: Callable[[], datetime] | None = None
    ) -> None:
        self.rules = rules or Rules()
        now = now or SystemClock().now
        self.media = Media(self.rules, now)
        self.platform = Platform(self.rules, now, self.media)
        self.url = ""

    def add_bot(
        self, name: str, token: str, *, display_name: str = "", can_join_groups: bool = False
    ) -> Account:
        account = Account(name, token, display_name or f"Bot {name}", can_join_groups)
        return self.platform.add(account)

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[str]:
        """Serves until the end of the block; gives the address of its API."""
        async with asyncio.TaskGroup() as group:
            server = self.platform.open_server(group)
            # A poll whose client is gone must not eat the next update.
            runner = web.AppRunner(
                self._door(), access_log=None, shutdown_timeout=0.1, handler_cancellation=True
            )
            await runner.setup()
            try:
                await web.TCPSite(runner, HOST, port).start()
                self.url = f"http://{HOST}:{runner.addresses[0][1]}"
                yield self.url
            finally:
                server.pusher.stop()
                await server.session.close()
                await runner.cleanup()

    # What people do

    async def say(
        self, bot: str, who: str, text: str, *, group: str = "", mentions: bool = False,
        replies: bool = False,
    ) -> Pending | None:  # fmt: skip
        """None in a group where it neither mentions the bot nor replies to it: never heard of."""
        place = self._place(bot, who, group)
        content = {"text": self._words(place, text, mentions=mentions)}
        return self._hear(place, who, updates.TEXT, content, replies=replies)

    async def photo(
        self, bot: str, who: str, data: bytes, caption: str = "", *, ending: str = "jpg",
        group: str = "", mentions: bool = False, replies: bool = False,
    ) -> Pending | None:  # fmt: skip
        place = self._place(bot, who, group)
        caption = self._words(place, caption, mentions=mentions)
        content = updates.photo_content(self.rules.photo_field, self._kept(data, ending), caption)
        return self._hear(place, who, updates.IMAGE, content, replies=replies)

    async def sticker(self, bot: str, who: str, sticker: str = "0a1b2c") -> Pending | None:
        content = updates.sticker_content(sticker, self._kept(b"RIFF", "webp"))
        return self._hear(self._place(bot, who), who, updates.STICKER, content)

    async def voice(self, bot: str, who: str, data: bytes = b"\xff\xf1\x60\x40") -> Pending | None:
        content = updates.voice_content(self._kept(data, "aac"))
        return self._hear(self._place(bot, who), who, updates.VOICE, content)

    async def unsupported(self, bot: str, who: str) -> Pending | None:
        """A file, a contact, a place, a bare link; or anything of a protected person."""
        return self._hear(self._place(bot, who), who, updates.UNSUPPORTED, {})

    async def raw(self, bot: str, who: str, body: dict[str, Any]) -> Pending:
        """Any body at all, as it stands."""
        account, chat = self._place(bot, who)
        return self.platform.hear(account, chat, self.platform.new_message(), body)

    async def join(self, bot: str, group: str) -> Pending:
        """A group takes the bot in. Raises ValueError where it cannot."""
        return self.platform.join(self.bot(bot), group)

    async def again(self, bot: str, message_id: str) -> Pending:
        return self.platform.again(self.bot(bot), message_id)

    def block(self, bot: str, who: str, *, is_blocked: bool = True) -> None:
        self.chat(bot, who).has_blocked = is_blocked

    # What was sent

    def sent(self, bot: str, chat: str) -> tuple[Sent, ...]:
        """In order; `chat` is a person, a group, or an id. Empty for whom nobody knows."""
        found = self.bot(bot).chat(chat)
        return tuple(found.sent) if found else ()

    async def wait_for(
        self, bot: str, chat: str, words: str = "", *, after: int = 0, patience: float = PATIENCE
    ) -> Sent:
        """The first thing sent behind number `after` that holds the words. Raises TimeoutError."""
        place, looked = self.chat(bot, chat), after
        try:
            async with asyncio.timeout(patience):
                while True:
                    for sent in place.sent[looked:]:
                        if words in sent.text:
                            return sent
                    looked = max(looked, len(place.sent))
                    await place.news(looked, patience)
        except TimeoutError:
            said = [sent.text for sent in place.sent[after:]]
            raise TimeoutError(f"{words!r} never came; there was {said}") from None

    # What goes wrong

    def fail(self, method: str, kind: Kind | Fault, *, times: int = 1, code: int = 0) -> None:
        """The next calls of a method (`*` for any) meet this fault."""
        if not isinstance(self.platform.faults, Script):
            raise TypeError("faults come from elsewhere")
        fault = kind if isinstance(kind, Fault) else Fault(kind, code)
        self.platform.faults.add(method, fault, times)

    def take_faults_from(self, faults: Faults) -> None:
        self.platform.faults = faults

    def take_ways_from(self, ways: Ways) -> None:
        self.platform.ways = ways

    # Who is who

    def bot(self, name: str) -> Account:
        return self.platform.accounts[name]

    def chat(self, bot: str, name: str) -> Chat:
        """Opened where it is not there yet: a person who has not written."""
        account = self.bot(bot)
        return account.chat(name) or self.platform.private(account, name)

    def _place(self, bot: str, who: str, group: str = "") -> tuple[Account, Chat]:
        account = self.bot(bot)
        if group:
            return account, account.chats[group]
        return account, self.platform.private(account, who)

    def _words(self, place: tuple[Account, Chat], words: str, *, mentions: bool) -> str:
        return f"@{place[0].display_name} {words}" if mentions else words

    def _hear(
        self,
        place: tuple[Account, Chat],
        who: str,
        event: str,
        content: dict[str, Any],
        *,
        replies: bool = False,
    ) -> Pending | None:
        account, chat = place
        words = content.get("text", content.get("caption", ""))
        if chat.kind != PRIVATE and not replies and f"@{account.display_name}" not in words:
            return None
        id_, sender = self.platform.new_message(), (made_id(account.token, PRIVATE, who), who)
        body = updates.message(id_, self.platform.now(), sender, chat, content)
        return self.platform.hear(account, chat, id_, updates.update(event, body))

    def _kept(self, data: bytes, ending: str) -> str:
        path = self.media.keep(data, ending, self.platform.new_message())
        return f"{self.url}{path}"

    def _door(self) -> web.Application:
        door = web.Application(client_max_size=LARGEST_BODY)
        api, control = Api(self.platform), Control(self)
        door.add_routes(
            [
                web.get("/bot{token}/{method}", api.answer),
                web.post("/bot{token}/{method}", api.answer),
                web.get("/media/{name}", self.media.give),
                *control.routes(),
                *page_routes(Desk(self)),
            ]
        )
        return door
