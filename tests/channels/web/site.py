"""The web chat on a real loopback port, over a real database; only the bot behind is a double."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar

from bot.channels.contract import Inbound
from bot.channels.links import Links
from bot.channels.web.client import WebChannel
from bot.channels.web.handed_out import HandedOut
from bot.channels.web.log import WebLog
from bot.channels.web.server import WebServer
from bot.channels.web.sessions import RealIdentity, SampleIdentity, SessionIdentity, sample_roles
from bot.channels.web.uploads import Uploads
from bot.channels.webhook import Hook
from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from bot.readers import VISITOR
from bot.texts import Texts
from models.database import Database
from models.received_files import ReceivedFiles

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
COMMUNE = "mau"
LIMIT = 200_000
PATIENCE = 10.0
PHOTO = b"\xff\xd8\xff\xe0" + b"photo" * 1000


@dataclass(slots=True)
class Bot:
    """Stands for the app: keeps what it was told, once per provider id, as the inbox does."""

    taken: list[Inbound] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)
    is_broken: bool = False

    async def receive(self, inbound: Inbound) -> bool:
        if self.is_broken:
            return False
        if inbound.provider_id not in {each.provider_id for each in self.taken}:
            self.taken.append(inbound)
        return True

    async def drain(self) -> None:
        """Nothing of this double waits."""

    async def on_visit(self, external_id: str) -> None:
        self.visits.append(external_id)


@dataclass(slots=True)
class Site:
    address: str
    bot: Bot
    log: WebLog
    channel: WebChannel
    clock: SetClock
    folder: Path
    files: ReceivedFiles

    @asynccontextmanager
    async def phone(self, **headers: str) -> AsyncIterator[Phone]:
        """A browser that has opened the page."""
        jar = CookieJar(unsafe=True)  # cookies of an address in figures too
        async with ClientSession(self.address, cookie_jar=jar, headers=headers) as session:
            phone = Phone(session)
            await phone.open()
            yield phone

    def uploads(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("*"))


@dataclass(slots=True)
class Phone:
    session: ClientSession
    talk: str = ""

    async def open(self) -> str:
        async with self.session.get("/") as response:
            page = await response.text()
        self.talk = page.partition('data-talk="')[2].partition('"')[0]
        return page

    async def say(self, client_id: str, text: str = "xin chào", **more: str) -> Answer:
        return await self.post("/messages", {"client_id": client_id, "text": text, **more})

    async def press(self, client_id: str, button: str, label: str = "") -> Answer:
        return await self.post(
            "/messages", {"client_id": client_id, "press": button, "label": label}
        )

    async def photo(self, client_id: str, data: bytes = PHOTO) -> Answer:
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "image/jpeg"}
        async with self.session.post(
            f"/photos?client_id={client_id}", data=data, headers=headers
        ) as response:
            return await _answer(response)

    async def file(
        self, client_id: str, data: bytes, name: str = "", mime: str = "application/octet-stream"
    ) -> Answer:
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": mime}
        query = {"client_id": client_id, "name": name}
        async with self.session.post("/files", params=query, data=data, headers=headers) as told:
            return await _answer(told)

    async def post(self, path: str, value: object, headers: dict[str, str] | None = None) -> Answer:
        given = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
        async with self.session.post(path, json=value, headers=given) as response:
            return await _answer(response)

    @asynccontextmanager
    async def listening(self, query: str = "", **headers: str) -> AsyncIterator[Events]:
        async with self.session.get(f"/events{query}", headers=headers) as response:
            yield Events(response)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    told: dict[str, Any]
    headers: dict[str, str]


@dataclass(slots=True)
class Events:
    response: ClientResponse

    async def next(self) -> tuple[str, dict[str, Any]]:
        """The next event's name ("message" where it has none) and its data with its id."""
        name, data, id_ = "message", "", ""
        async with asyncio.timeout(PATIENCE):
            while line := (await self.response.content.readline()).decode().rstrip("\n"):
                key, _, value = line.partition(": ")
                match key:
                    case "event":
                        name = value
                    case "data":
                        data = value
                    case _:
                        id_ = value
        told = json.loads(data) if data else {}
        return name, {**told, "id": id_} if isinstance(told, dict) else {}

    async def until(self, last: str = "ready") -> list[dict[str, Any]]:
        """The lines before the next event of that name."""
        lines = []
        while True:
            name, told = await self.next()
            if name == last:
                return lines
            lines.append(told)

    async def lines(self, count: int) -> list[dict[str, Any]]:
        return [(await self.next())[1] for _ in range(count)]


@asynccontextmanager
async def open_site(
    database: Database,
    folder: Path,
    *,
    is_sample: bool = False,
    trusts_proxy: bool = False,
    beat_seconds: float = 20.0,
    hooks: Sequence[Hook] = (),
    oa_token_age: Callable[[], Awaitable[float | None]] | None = None,
    links: Links | None = None,
) -> AsyncIterator[Site]:
    clock, bot, texts = SetClock(NOW), Bot(), Texts()
    hashes = database.vault
    files = ReceivedFiles(folder / "files", hashes.file_cipher)
    web_log = WebLog(database=database, commune_id=COMMUNE, clock=clock)
    uploads = Uploads(
        folder / "uploads", keyed_hash=hashes.browser_hash, cipher=hashes.file_cipher, limit=LIMIT
    )
    tokens = iter(f"{number:043}" for number in range(1, 1_000_000))
    server = WebServer(
        web_log=web_log,
        uploads=uploads,
        identity=_identity(database, is_sample=is_sample),
        receive=bot.receive,
        open_file=files.read,
        on_visit=bot.on_visit,
        drain=bot.drain,
        words=lambda text: texts.render(text, VISITOR),
        keyed_hash=hashes.keyed_hash,
        browser_hash=hashes.browser_hash,
        new_token=lambda: next(tokens),
        clock=clock,
        is_sample=is_sample,
        trusts_proxy=trusts_proxy,
        beat_seconds=beat_seconds,
        hooks=hooks,
        oa_token_age=oa_token_age,
        handed_out=_handed_out(database, links, files, clock) if links else None,
    )
    async with server.running("127.0.0.1", 0) as address:
        channel = WebChannel(web_log, uploads)
        yield Site(address, bot, web_log, channel, clock, folder / "uploads", files)


def _handed_out(
    database: Database, links: Links, files: ReceivedFiles, clock: SetClock
) -> HandedOut:
    return HandedOut(
        database=database,
        commune_id=COMMUNE,
        links=links,
        open_file=files.read,
        keyed_hash=database.vault.keyed_hash,
        ids=CountedIds(clock),
        clock=clock,
        on_commit=lambda: None,
    )


def _identity(database: Database, *, is_sample: bool) -> SessionIdentity:
    if not is_sample:
        return RealIdentity()
    vault = database.vault
    roles = sample_roles(
        member="0912000002",
        leader="0912000001",
        coordinator="0912001001",
        phone_hash=vault.phone_hash,
    )
    return SampleIdentity(roles, keyed_hash=vault.browser_hash)


def texts_of(lines: Sequence[dict[str, Any]]) -> list[str]:
    return [line["text"] for line in lines]


async def _answer(response: ClientResponse) -> Answer:
    told = await response.json() if response.content_type == "application/json" else {}
    return Answer(response.status, told, dict(response.headers))


LATER = timedelta(seconds=11)
