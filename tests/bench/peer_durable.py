"""The naive durable bot: aiogram's FSM kept in SQLite row by row, 50 people in flight.

A session for every access, the driver's own transactions, synchronous=FULL.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.methods import TelegramMethod
from aiogram.types import Message
from sqlalchemy import event, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.bench.readings import Reading, Stopwatch, disk_folder, waits

IN_FLIGHT = 50
REPORTS = 150
WORDS = ("/report", "12", "5", "nhà văn hóa")
MOMENT = 1_760_000_000
TOKEN = "123456:BENCH"  # of nobody: the session below never leaves the process


class Base(DeclarativeBase):
    pass


class Kept(Base):
    __tablename__ = "fsm"

    key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[str] = mapped_column(default="{}")


class Report(Base):
    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    people: Mapped[str]
    vneid: Mapped[str]
    place: Mapped[str]


class Asked(StatesGroup):
    people = State()
    vneid = State()
    place = State()


class RowStorage(BaseStorage):
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._put(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        async with self._sessions() as session:
            return await session.scalar(select(Kept.state).where(Kept.key == _name(key)))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._put(key, data=json.dumps(dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        async with self._sessions() as session:
            found = await session.scalar(select(Kept.data).where(Kept.key == _name(key)))
        return json.loads(found or "{}")

    async def close(self) -> None:
        pass

    async def _put(self, key: StorageKey, **columns: str | None) -> None:
        row = insert(Kept).values(key=_name(key), **{"data": "{}", **columns})
        async with self._sessions.begin() as session:
            await session.execute(
                row.on_conflict_do_update(index_elements=["key"], set_=columns),
            )


class NullSession(BaseSession):
    """Telegram that takes everything: what goes out is written as a form, the answer is read."""

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: object, **__: object) -> Iterator[bytes]:
        yield b""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109  # aiogram's own signature
    ) -> Any:  # noqa: ANN401  # aiogram's own
        sent = method.model_dump(warnings=False)
        for value in sent.values():
            self.prepare_value(value, bot=bot, files={})
        chat = {"id": sent["chat_id"], "type": "private", "first_name": "Mẫu"}
        message = {"message_id": 1, "date": MOMENT, "chat": chat, "text": sent["text"]}
        body = json.dumps({"ok": True, "result": message})
        return self.check_response(bot, method, 200, body).result


@dataclass(slots=True)
class Peer:
    dispatcher: Dispatcher
    bot: Bot
    waited: list[float] = field(default_factory=list)
    updates: int = 0

    async def walk(self, people: Iterator[int]) -> None:
        for person in people:
            for words in WORDS:
                self.updates += 1
                started = time.perf_counter()
                await self.dispatcher.feed_raw_update(
                    self.bot, _update(self.updates, person, words)
                )
                self.waited.append(time.perf_counter() - started)


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    with disk_folder() as folder:
        engine = _engine(folder / "peer.db")
        try:
            return await _run(engine)
        finally:
            await engine.dispose()


async def _run(engine: AsyncEngine) -> tuple[Reading, ...]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    peer = Peer(_dispatcher(sessions), Bot(TOKEN, session=NullSession()))
    people = iter(range(1, REPORTS + 1))
    watch = Stopwatch()
    async with asyncio.TaskGroup() as group:
        for _ in range(IN_FLIGHT):
            group.create_task(peer.walk(people))
    rates = watch.rates("updates", len(peer.waited))
    async with sessions() as session:
        kept = await session.scalar(select(func.count()).select_from(Report))
    if kept != REPORTS:
        raise RuntimeError(f"{kept} reports instead of {REPORTS}")
    return (
        *rates,
        *waits("update", peer.waited),
    )


def _dispatcher(sessions: async_sessionmaker[AsyncSession]) -> Dispatcher:
    dispatcher = Dispatcher(storage=RowStorage(sessions), events_isolation=SimpleEventIsolation())

    @dispatcher.message(Command("report"))
    async def _begin(message: Message, state: FSMContext) -> None:
        await state.set_state(Asked.people)
        await message.answer("Có bao nhiêu người?")

    @dispatcher.message(Asked.people)
    async def _people(message: Message, state: FSMContext) -> None:
        await state.update_data(people=message.text)
        await state.set_state(Asked.vneid)
        await message.answer("Cài VNeID cho bao nhiêu người?")

    @dispatcher.message(Asked.vneid)
    async def _vneid(message: Message, state: FSMContext) -> None:
        await state.update_data(vneid=message.text)
        await state.set_state(Asked.place)
        await message.answer("Ở đâu?")

    @dispatcher.message(Asked.place)
    async def _place(message: Message, state: FSMContext) -> None:
        said = await state.get_data()
        async with sessions.begin() as session:
            session.add(Report(person=message.chat.id, place=message.text, **said))
        await state.clear()
        await message.answer("Đã ghi.")

    return dispatcher


def _engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}", pool_size=5, max_overflow=0, pool_timeout=60
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _pragmas(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.close()

    return engine


def _name(key: StorageKey) -> str:
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.destiny}"


def _update(number: int, person: int, words: str) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "Mẫu", "language_code": "vi"}
    chat = {"id": person, "type": "private", "first_name": "Mẫu"}
    message = {"message_id": number, "date": MOMENT, "chat": chat, "from": user, "text": words}
    if words.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
    return {"update_id": number, "message": message}
