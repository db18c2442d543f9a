"""The durable log of all web talks, and who waits for its next line.

Laws: a line is on disk before any page hears of it; lines that arrive together share one commit
(`models.writer`), so that a whole commune may talk at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.channels.contract import Part
from bot.channels.web.inbound import Said
from bot.channels.web.outbound import words_of_part, words_of_said
from bot.kernel.clock import Clock
from models.database import Connection, Database
from models.web_log import (
    OURS,
    Line,
    NewLine,
    add_lines,
    find_line,
    find_role,
    is_seen,
    keep_session,
    lines_after,
    lines_before,
)
from models.writer import Writer

MOST_STREAMS = 8
"""Open pages of one talk. A further one takes the place of the oldest."""


MOST_WAITING = 100
"""Lines handed to a slow page; beyond it the page reads them from the store."""
MOST_ROLES = 10_000


class Listener:
    """One open page. `news` is set when there is something new; `is_over` asks it to end."""

    __slots__ = ("_waiting", "is_over", "is_stale", "news")

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.is_over = False
        self.is_stale = False
        self._waiting: deque[Line] = deque(maxlen=MOST_WAITING)

    def tell(self, line: Line) -> None:
        self._waiting.append(line)
        self.news.set()

    def take(self, last: int) -> tuple[Line, ...] | None:
        """What came after line `last`; None where something in between is only in the store."""
        self.news.clear()
        fresh = sorted((line for line in self._waiting if line.seq > last), key=_number)
        self._waiting.clear()
        whole = [line.seq for line in fresh] == list(range(last + 1, last + 1 + len(fresh)))
        return tuple(fresh) if whole else None

    def end(self, *, is_stale: bool = False) -> None:
        self.is_over = True
        self.is_stale = is_stale
        self.news.set()


class WebLog:
    """`run` must be at work for lines to be taken: it is the one writer of this table."""

    def __init__(self, *, database: Database, commune_id: str, clock: Clock) -> None:
        self._database = database
        self._commune = commune_id
        self._clock = clock
        self._writer: Writer[NewLine, int] = Writer(database, self._write)
        self._listeners: dict[str, list[Listener]] = {}
        self._roles: dict[str, str] = {}  # each request asks; only this process writes them

    async def run(self) -> None:
        await self._writer.run()

    async def say(self, external_id: str, part: Part) -> int:
        """Our words, once per letter: the number of the line, which open pages hear of at once."""
        name = f"{OURS}{part.letter}" if part.letter else None
        return await self._add(
            NewLine(external_id, False, words_of_part(part), self._clock.now(), name)  # noqa: FBT003
        )

    async def hear(self, external_id: str, said: Said) -> None:
        """The person's own words, once per client id."""
        words = words_of_said(said)
        if words:
            await self._add(
                NewLine(external_id, True, words, self._clock.now(), said.client_id)  # noqa: FBT003
            )

    async def after(self, external_id: str, seq: int, most: int) -> tuple[Line, ...]:
        async with self._database.read() as connection:
            return await lines_after(connection, self._commune, external_id, seq=seq, most=most)

    async def before(self, external_id: str, seq: int | None, most: int) -> tuple[Line, ...]:
        async with self._database.read() as connection:
            return await lines_before(connection, self._commune, external_id, seq=seq, most=most)

    async def find(self, external_id: str, seq: int) -> Line | None:
        async with self._database.read() as connection:
            return await find_line(connection, self._commune, external_id, seq)

    async def role(self, session_key: str) -> str:
        """Empty for a session that never chose one."""
        if session_key not in self._roles:
            async with self._database.read() as connection:
                found = await find_role(connection, self._commune, session_key)
            if len(self._roles) >= MOST_ROLES:
                self._roles.clear()
            self._roles.setdefault(session_key, found or "")
        return self._roles[session_key]

    async def check(self) -> None:
        """Raises StoreError where the store cannot be read."""
        await self.before("", None, 1)

    async def visit(self, session_key: str) -> None:
        now = self._clock.now()
        async with self._database.read() as connection:
            if await is_seen(connection, self._commune, session_key, now):
                return
        async with self._database.write() as connection:
            await keep_session(connection, self._commune, session_key, now=now)

    async def choose_role(self, session_key: str, role: str) -> None:
        async with self._database.write() as connection:
            await keep_session(
                connection, self._commune, session_key, now=self._clock.now(), role=role
            )
        self._roles[session_key] = role

    @contextmanager
    def listening(self, external_id: str) -> Iterator[Listener]:
        listeners = self._listeners.setdefault(external_id, [])
        if len(listeners) >= MOST_STREAMS:
            listeners[0].end()
        listener = Listener()
        listeners.append(listener)
        try:
            yield listener
        finally:
            listeners.remove(listener)
            if not listeners and self._listeners.get(external_id) is listeners:
                del self._listeners[external_id]

    def end_pages(self, external_id: str | None = None) -> None:
        """Ask the pages of one talk to load anew, or all pages to let go."""
        if external_id is not None:
            for listener in self._listeners.get(external_id, ()):
                listener.end(is_stale=True)
            return
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.end()

    async def _add(self, line: NewLine) -> int:
        """A line that was there already is told under its old number, which pages know."""
        number = await self._writer.submit(line)
        told = Line(number, line.is_mine, line.words, line.at, line.client_id)
        for listener in self._listeners.get(line.external_id, ()):
            listener.tell(told)
        return number

    async def _write(self, connection: Connection, lines: Sequence[NewLine]) -> tuple[int, ...]:
        return await add_lines(connection, self._commune, lines)


def _number(line: Line) -> int:
    return line.seq
