"""The Zalo Bot Platform as the wire: webhooks that come late, twice or not at once, sends that fail
in every way, photos that do not come whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession

from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.faults import Fault, Kind
from tests.emulators.zalo_bot.media import MediaFault
from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.ways import Way
from tests.emulators.zalo_bot.world import Chat
from tests.whole.torture.faults import Answer, Faults, File
from tests.whole.torture.picture import picture

BOTS = tuple(f"hp{number}" for number in range(1, 13))
"""So many that no month is used up: people here say in minutes what others say in months."""

SECRET = "bi-mat-cua-chay-thu"
HUNG = 30.0
FAULTS = {
    Answer.BROKEN: Fault(Kind.HTML),
    Answer.THROTTLED: Fault(Kind.STATUS, 503),
    Answer.GARBAGE: Fault(Kind.GARBAGE),
    Answer.SILENT: Fault(Kind.HANG, seconds=HUNG),
    Answer.CUT: Fault(Kind.CUT),
    Answer.TAKEN_SILENT: Fault(Kind.HANG, seconds=HUNG, takes=True),
    Answer.TAKEN_GARBAGE: Fault(Kind.GARBAGE, takes=True),
    Answer.TAKEN_CUT: Fault(Kind.CUT, takes=True),
}
"""Its 429 means that the month is used up, so "later" is a 503 here."""

MEDIA = {File.BROKEN: MediaFault.BROKEN, File.CUT: MediaFault.CUT}


class ZaloBotLine:
    """`name` is what the product calls the account."""

    def __init__(self, emulator: ZaloBotEmulator, bot: str, who: str, photo: bytes) -> None:
        self._emulator = emulator
        self._bot = bot
        self._who = who
        self._photo = photo
        self.chat: Chat = emulator.chat(bot, who)
        self.name = f"{bot}/{self.chat.id}"
        self._said: list[Pending] = []

    @property
    def shown(self) -> Sequence[str]:
        return [sent.text for sent in self.chat.sent]

    @property
    def untaken(self) -> int:
        self._said = [said for said in self._said if not said.is_taken]
        return len(self._said)

    async def news(self, after: int, patience: float) -> bool:
        return await self.chat.news(after, patience)

    async def say(self, words: str) -> None:
        self._keep(await self._emulator.say(self._bot, self._who, words))

    async def photograph(self) -> None:
        self._keep(await self._emulator.photo(self._bot, self._who, self._photo))

    def _keep(self, said: Pending | None) -> None:
        if said is not None:
            self._said.append(said)


class ZaloBotWire:
    def __init__(self, seed: int) -> None:
        self.faults = Faults(seed, is_calm=True)
        self._doubtful: Counter[str] = Counter()
        self._answers: Counter[str] = Counter()
        self._lines: list[ZaloBotLine] = []
        self._photo = picture()
        rules = Rules(trusts_loopback=True, hook_tries=0, hook_retry=0.05, hook_longest=0.2)
        self.emulator = ZaloBotEmulator(rules)
        self._tokens = {name: f"{number}23456:{name}-abc" for number, name in enumerate(BOTS, 1)}
        for name, token in self._tokens.items():
            self.emulator.add_bot(name, token)
        self.emulator.take_faults_from(self)
        self.emulator.take_ways_from(self._way)
        self.emulator.media.fault = self._medium

    @property
    def settings(self) -> dict[str, str]:
        bots = ",".join(f"{name}={token}" for name, token in self._tokens.items())
        return {
            "TOSO_ZALO_BOT_TOKENS": bots,
            "TOSO_ZALO_BOT_SECRET": SECRET,
            "TOSO_ZALO_BOT_API": self.emulator.url,
            "TOSO_MEDIA_HOSTS": "127.0.0.1",
        }

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        async with self.emulator.running():
            yield

    async def connect(self, port: int) -> None:
        async with ClientSession() as session:
            for name, token in self._tokens.items():
                asked = {"url": f"http://127.0.0.1:{port}/zalo/bot/{name}", "secret_token": SECRET}
                async with session.post(
                    f"{self.emulator.url}/bot{token}/setWebhook", json=asked
                ) as response:
                    assert (await response.json())["ok"] is True

    def open_line(self, number: int) -> ZaloBotLine:
        bot = BOTS[number % len(BOTS)]
        line = ZaloBotLine(self.emulator, bot, f"người {number:03}", self._photo)
        self._lines.append(line)
        return line

    async def next_moment(self, kind: str) -> None:
        await self.emulator.platform.next_moment(kind)

    def calm(self) -> None:
        self.faults.is_calm = True

    def roughen(self) -> None:
        self.faults.is_calm = False

    def next(self, method: str, chat: str, asked: dict[str, Any]) -> Fault | None:
        """What befalls a call: sends alone."""
        if method != "sendMessage":
            return None
        answer = self.faults.answer(chat, str(asked.get("text", "")))
        self._answers[answer.name] += 1
        fault = FAULTS.get(answer)
        if fault is not None and fault.takes:
            self._doubtful[chat] += 1
        return fault

    def taken(self) -> Counter[str]:
        return Counter({line.name: len(line.chat.sent) for line in self._lines})

    def doubtful(self) -> Counter[str]:
        return Counter({line.name: self._doubtful[line.chat.id] for line in self._lines})

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        attempts = [
            attempt
            for account in self.emulator.platform.accounts.values()
            for attempt in account.attempts
        ]
        return dict(self._answers), dict(
            Counter(attempt.error or str(attempt.status) for attempt in attempts)
        )

    def lost(self) -> Collection[str]:
        return [each for bot in self.emulator.platform.accounts.values() for each in bot.lost]

    def _way(self, chat: str) -> Way:
        push = self.faults.push(chat)
        return Way(delay=push.delay, hangs_up=push.hangs_up, again=push.again)

    def _medium(self, name: str) -> MediaFault | None:
        fate = self.faults.file(name)
        self._answers[f"FILE_{fate.name}"] += 1
        return MediaFault.FALSE if fate is File.FALSE else MEDIA.get(fate)
