"""aiogram-dialog in memory: a dialog of three windows, four updates each, nothing kept.

One person after the other: nothing in it waits, so that more of them at once would not be quicker.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from aiogram import Dispatcher
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.test_tools import BotClient, MockMessageManager
from aiogram_dialog.test_tools.keyboard import InlineButtonTextLocator
from aiogram_dialog.test_tools.memory_storage import JsonMemoryStorage
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Back, Button, Cancel, Next
from aiogram_dialog.widgets.text import Const

from tests.bench.readings import Reading, Stopwatch, waits

DIALOGS = 500
WARMING = 20


class Report(StatesGroup):
    people = State()
    vneid = State()
    review = State()


@dataclass(slots=True)
class Peer:
    """`reports` counts what was confirmed; `waited` are the seconds of every update."""

    reports: int = 0
    waited: list[float] = field(default_factory=list)
    manager: MockMessageManager = field(default_factory=MockMessageManager)
    dispatcher: Dispatcher = field(default_factory=lambda: Dispatcher(storage=JsonMemoryStorage()))

    def prepare(self) -> None:
        async def start(_message: Message, dialog_manager: DialogManager) -> None:
            await dialog_manager.start(Report.people, mode=StartMode.RESET_STACK)

        async def confirm(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
            self.reports += 1
            await manager.done()

        self.dispatcher.message.register(start, CommandStart())
        self.dispatcher.include_router(
            Dialog(
                Window(
                    Const("Có bao nhiêu người?"),
                    TextInput(id="people", type_factory=int, on_success=Next()),
                    Cancel(Const("Hủy")),
                    state=Report.people,
                ),
                Window(
                    Const("Cài VNeID cho bao nhiêu người?"),
                    TextInput(id="vneid", type_factory=int, on_success=Next()),
                    Back(Const("Lùi")),
                    state=Report.vneid,
                ),
                Window(
                    Const("Gửi đi chứ ạ?"),
                    Button(Const("Gửi"), id="send", on_click=confirm),
                    Back(Const("Lùi")),
                    state=Report.review,
                ),
            )
        )
        setup_dialogs(self.dispatcher, message_manager=self.manager)

    async def walk(self, person: int) -> None:
        self.manager.reset_history()
        client = BotClient(self.dispatcher, user_id=person, chat_id=person)
        for words in ("/start", "12", "5"):
            started = time.perf_counter()
            await client.send(words)
            self.waited.append(time.perf_counter() - started)
        started = time.perf_counter()
        await client.click(self.manager.last_message(), InlineButtonTextLocator("Gửi"))
        self.waited.append(time.perf_counter() - started)


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    peer = Peer()
    peer.prepare()
    for person in range(1, WARMING + 1):
        await peer.walk(person)
    peer.waited.clear()
    watch = Stopwatch()
    for person in range(WARMING + 1, WARMING + DIALOGS + 1):
        await peer.walk(person)
    rates = watch.rates("updates", len(peer.waited))
    if peer.reports != WARMING + DIALOGS:
        raise RuntimeError(f"{peer.reports} reports instead of {WARMING + DIALOGS}")
    return (
        *rates,
        *waits("update", peer.waited),
    )
