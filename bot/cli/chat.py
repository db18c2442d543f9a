"""`toso chat`: one person talks to the real app in a terminal, or through a pipe."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from bot.app import App, build
from bot.channels.contract import FileSent, InboundEvent, PhotoSent, Sender, TextSent
from bot.channels.terminal.capabilities import CHAT
from bot.channels.terminal.client import TerminalChannel
from bot.channels.terminal.inbound import Said, clean, inbound_of, sender_of
from bot.cli.arguments import Chat
from bot.cli.keyboard import Lines
from bot.cli.outside import FileKeeper
from bot.cli.parser import Words
from bot.cli.refusal import WRONG_LINE, Refusal
from bot.cli.screen import Screen
from bot.dialog.text import Text
from bot.kernel.clock import SystemClock
from bot.kernel.errors import traced
from bot.settings import Settings
from models.database import StoreError

LEAVE = "/thoat"
PHOTO, FILE = "/anh ", "/tep "
LEAST_WAIT = 0.05  # seconds: a due moment that has just passed must not spin the loop
RETRY = 5.0  # seconds

log = logging.getLogger("toso.cli")


def run_chat(command: Chat, settings: Settings, words: Words) -> int:
    """Until /thoat or the end of what is typed; every line before that is answered."""
    asyncio.run(_talk(command, settings.on(command.database), words))
    return 0


async def _talk(command: Chat, settings: Settings, words: Words) -> None:
    screen = Screen(others=words(Text("cli.chat.others")))
    channel = TerminalChannel(CHAT, screen.deliver)
    app = await build(settings, clock=SystemClock(), channels=[channel])
    try:
        screen.files = FileKeeper(None, app.files.read)
        sender = _sender(command.who, app)
        screen.account = sender.external_id
        screen.hint(words(Text("cli.chat.hint", who=command.who)), words(Text("cli.chat.how")))
        async with app.running():
            await _converse(app, sender, command.who, screen)
    finally:
        await app.close()


async def _converse(app: App, sender: Sender, who: str, screen: Screen) -> None:
    """What falls due while nobody types goes out in between."""
    lines = Lines(sys.stdin.fileno())
    while True:
        seconds = await _settle(app)
        screen.prompt()
        try:
            line = await lines.next(seconds)
        except TimeoutError:
            continue
        if line is None or line.strip() == LEAVE:
            return
        said = Said(who, _event(line))
        await app.receive(inbound_of(said, sender, id_=app.ids.new(), at=app.clock.now()))


async def _settle(app: App) -> float | None:
    """How long nothing falls due then. A store that fails now is tried again a little later."""
    try:
        await app.settle()
        due = await app.next_due()
    except StoreError as error:
        log.error("settling failed", extra={"fields": traced(error)})  # noqa: TRY400
        return RETRY
    return None if due is None else max((due - app.clock.now()).total_seconds(), LEAST_WAIT)


def _event(line: str) -> InboundEvent:
    words = clean(line.removesuffix("\r"))
    if words.startswith(PHOTO):
        return PhotoSent(str(_path(words.removeprefix(PHOTO))))
    if words.startswith(FILE):
        path = _path(words.removeprefix(FILE))
        return FileSent(str(path), path.name)
    return TextSent(words)


def _path(written: str) -> Path:
    """A file that is dragged into a terminal comes in quotes."""
    return Path(written.strip().strip("'\"")).expanduser().absolute()


def _sender(who: str, app: App) -> Sender:
    try:
        return sender_of(who, app.database.vault)
    except ValueError as error:
        raise Refusal(Text("cli.wrong.who", who=who), WRONG_LINE) from error
