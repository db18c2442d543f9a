"""The Official Account of Zalo as the wire: people tap what has a button and type the rest; events
come late, twice or not at once, sends fail in every way, photos do not come whole.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import ClientSession

from tests.emulators.zalo_bot.ways import Way
from tests.emulators.zalo_oa.content import OaButton
from tests.emulators.zalo_oa.emulator import LOOPBACK, ZaloOaEmulator
from tests.emulators.zalo_oa.faults import Fault, Kind
from tests.emulators.zalo_oa.files import MediumFault
from tests.emulators.zalo_oa.people import Line
from tests.emulators.zalo_oa.rules import Rules
from tests.whole.torture.faults import Answer, Faults, File
from tests.whole.torture.picture import picture
from tests.whole.torture.typed.pages import OPTION

FIRST_USER = 1_000_000_000_000_000_000
SEND_PATH = "/v3.0/oa/message/cs"
CONSENT = re.compile(r"http://127\.0\.0\.1:\d+/v4/oa/permission\S+")
PROGRAM = (sys.executable, "-m", "bot")
PATIENCE = 60.0
HUNG = 30.0
UNLIMITED = 1_000_000
TYPED = 0.3
"""How often somebody types the word of a button that they could tap."""

MEDIA = {File.BROKEN: MediumFault.BROKEN, File.CUT: MediumFault.CUT, File.FALSE: MediumFault.FALSE}
CHOICES = ("=", "+", "-", "@", "yes", "no")
WORDS = {"xem lại luôn": "xem lại", "hỏi từng bước": "từng bước"}


class ZaloOaLine:
    """A button is read as a number before its label, or as a word that may be typed."""

    def __init__(self, emulator: ZaloOaEmulator, number: int, photo: bytes, seed: int) -> None:
        self.name = str(FIRST_USER + number)
        self._emulator = emulator
        self._photo = photo
        self._chance = random.Random(f"{seed}/taps/{number}")  # noqa: S311
        self._user = emulator.user(self.name)

    @property
    def lines(self) -> Sequence[Line]:
        """Zalo's own form stands beside a message and is none."""
        return [line for line in self._user.ours() if line.content.form is None]

    @property
    def shown(self) -> Sequence[str]:
        return [_read(line) for line in self.lines]

    @property
    def untaken(self) -> int:
        return self._emulator.webhook.untaken(self.name)

    async def news(self, after: int, patience: float) -> bool:
        people = self._emulator.people
        with suppress(TimeoutError):
            async with asyncio.timeout(patience), people.news:
                await people.news.wait_for(lambda: len(self.lines) > after)
        return len(self.lines) > after

    async def say(self, words: str) -> None:
        button = self._button(words)
        acts = self._emulator.acts
        if button is not None and (words.isdecimal() or self._chance.random() > TYPED):
            await acts.press(self.name, button.value)
        else:
            await acts.say(self.name, words)

    async def photograph(self) -> None:
        await self._emulator.acts.send_photo(self.name, self._photo)

    def _button(self, words: str) -> OaButton | None:
        """What they would tap on the message that lies before them."""
        if not self.lines:
            return None
        newest = self.lines[-1]
        options = _options(newest)
        by_word = {_word(button): button for button in newest.buttons}
        by_number = {str(number): button for number, button in enumerate(options, start=1)}
        return by_number.get(words) or by_word.get(words.casefold())


class ZaloOaWire:
    """`database` is that of the commune: its account's administrator consents once it is there."""

    def __init__(self, seed: int, database: Path) -> None:
        self.faults = Faults(seed, is_calm=True)
        self._seed = seed
        self._database = database
        self._doubtful: Counter[str] = Counter()
        self._answers: Counter[str] = Counter()
        self._lines: list[ZaloOaLine] = []
        self._photo = picture()
        self._base = ""
        rules = Rules(
            requests_a_minute=UNLIMITED,
            retry_pace=0.005,
            gives_up=False,
            keeps_order=True,
            waits=False,
            answer_seconds=PATIENCE,
        )
        self.emulator = ZaloOaEmulator(rules)
        self.emulator.faults.source = self
        self.emulator.webhook.ways = self._way
        self.emulator.media.fault = self._medium

    @property
    def settings(self) -> dict[str, str]:
        rules = self.emulator.rules
        return {
            "TOSO_PUBLIC_URL": "https://to.example",
            "TOSO_MEDIA_HOSTS": LOOPBACK,
            "TOSO_ZALO_OA_APP_ID": rules.app_id,
            "TOSO_ZALO_OA_APP_SECRET": rules.app_secret,
            "TOSO_ZALO_OA_SECRET": rules.oa_secret,
            "TOSO_ZALO_OA_API": self._base,
            "TOSO_ZALO_OAUTH": self._base,
            "TOSO_ZALO_ZBS_API": self._base,
        }

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        async with self.emulator.running() as self._base:
            yield

    async def connect(self, port: int) -> None:
        self.emulator.rules.webhook = f"http://{LOOPBACK}:{port}/zalo/oa"
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("TOSO_")
        }
        process = await asyncio.create_subprocess_exec(
            *(*PROGRAM, "zalo", "oa-login", "--db", str(self._database)),
            stdin=PIPE,
            stdout=PIPE,
            env=inherited | self.settings,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE), ClientSession() as http:
            said = ""
            while not (asked := CONSENT.search(said)):
                said += (await process.stdout.readline()).decode()
            async with http.post(asked[0], allow_redirects=False) as answer:
                process.stdin.write(f"{answer.headers['Location']}\n".encode())
            await process.communicate()
        if process.returncode:
            raise RuntimeError(f"oa-login ended with {process.returncode}")

    def open_line(self, number: int) -> ZaloOaLine:
        line = ZaloOaLine(self.emulator, number, self._photo, self._seed)
        self._lines.append(line)
        return line

    async def next_moment(self, kind: str) -> None:
        await self.emulator.moments.next(kind)

    def calm(self) -> None:
        self.faults.is_calm = True

    def roughen(self) -> None:
        self.faults.is_calm = False

    def befall(self, path: str, asked: object) -> Fault | None:
        """What befalls a call: sends alone."""
        if path != SEND_PATH or not isinstance(asked, dict):
            return None
        user, message = asked["recipient"]["user_id"], asked["message"]
        answer = self.faults.answer(user, str(message.get("text", "")))
        self._answers[answer.name] += 1
        fault = _fault(answer)
        if fault is not None and fault.takes:
            self._doubtful[user] += 1
        return fault

    def taken(self) -> Counter[str]:
        return Counter({line.name: len(line.lines) for line in self._lines})

    def doubtful(self) -> Counter[str]:
        return Counter({line.name: self._doubtful[line.name] for line in self._lines})

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        statuses = Counter(
            str(status) for each in self.emulator.webhook.told for status in each.statuses
        )
        return dict(self._answers), dict(statuses)

    def lost(self) -> Collection[str]:
        told = self.emulator.webhook.told
        return [each.event for each in told if each.ended.is_set() and not each.is_taken]

    def _way(self, user: str) -> Way:
        push = self.faults.push(user)
        return Way(delay=push.delay, hangs_up=push.hangs_up, again=push.again)

    def _medium(self, token: str) -> MediumFault | None:
        fate = self.faults.file(token)
        self._answers[f"FILE_{fate.name}"] += 1
        return MEDIA.get(fate)


def _fault(answer: Answer) -> Fault | None:
    """Its "later" rests for a minute, which would be what a run measures: here it is a 503."""
    match answer:
        case Answer.OK:
            return None
        case Answer.BROKEN:
            return Fault(Kind.HTML, status=502)
        case Answer.THROTTLED:
            return Fault(Kind.STATUS, status=503)
        case Answer.GARBAGE | Answer.TAKEN_GARBAGE:
            return Fault(Kind.HTML, status=200, takes=answer.takes)
        case Answer.SILENT | Answer.TAKEN_SILENT:
            return Fault(Kind.HANG, seconds=HUNG, takes=answer.takes)
        case Answer.CUT | Answer.TAKEN_CUT:
            return Fault(Kind.CUT, takes=answer.takes)


def _read(line: Line) -> str:
    """A message as somebody reads it out who cannot see its buttons."""
    options = [f"{number}. {one.title}" for number, one in enumerate(_options(line), start=1)]
    ways = [f"*{_word(one)}*" for one in line.buttons if not _is_choice(one)]
    typed = [f"Bác có thể gõ: {', '.join(ways)}"] if ways else []
    return "\n".join((line.text, *options, *typed))


def _options(line: Line) -> list[OaButton]:
    """None where the text has the list already, with numbers of its own."""
    if any(OPTION.fullmatch(each) for each in line.text.splitlines()):
        return []
    return [button for button in line.buttons if _is_choice(button)]


def _is_choice(button: OaButton) -> bool:
    """`#cmd:dialog.version.code`: the codes of ways out are words."""
    return button.value.split(".", 2)[-1].startswith(CHOICES)


def _word(button: OaButton) -> str:
    word = button.title.casefold()
    return WORDS.get(word, word)
