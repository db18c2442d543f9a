"""`toso chat`: one person talks to the real app in a terminal, or through a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from bot.app import App, build
from bot.channels.contract import Part, PhotoSent, Sender, TextSent
from bot.channels.terminal.capabilities import PLAIN
from bot.channels.terminal.client import TerminalChannel
from bot.channels.terminal.inbound import Said, clean, inbound_of, sender_of
from bot.channels.terminal.outbound import printed
from bot.cli.arguments import Chat
from bot.cli.keyboard import Lines
from bot.cli.parser import Words
from bot.cli.refusal import WRONG_LINE, Refusal
from bot.dialog.text import Text
from bot.kernel.clock import SystemClock
from bot.settings import Settings

LEAVE = "/thoat"
PHOTO = "/anh"
PROMPT = "> "

Show: TypeAlias = Callable[[list[str]], None]


def run_chat(command: Chat, settings: Settings, words: Words) -> int:
    """Until /thoat or the end of what is typed. Everything typed before that is answered."""
    return asyncio.run(_talk(command, settings.on(command.database), words))


async def _talk(command: Chat, settings: Settings, words: Words) -> int:
    screen = Screen(is_live=sys.stdout.isatty())
    app = await build(
        settings, clock=SystemClock(), channels=[TerminalChannel(PLAIN, screen.deliver)]
    )
    try:
        sender = _sender(command.who, app)
        screen.account = sender.external_id
        screen.say([words(Text("cli.chat.hint")), words(Text("cli.chat.how"))])
        async with app.running():
            await _converse(app, sender, command.who, screen)
    finally:
        await app.close()
    return 0


async def _converse(app: App, sender: Sender, who: str, screen: Screen) -> None:
    lines = Lines()
    await app.settle()
    screen.prompt()
    while True:
        due = await app.next_due()
        wait = None if due is None else max((due - app.clock.now()).total_seconds(), LEAST_WAIT)
        line = await lines.next(wait)
        if line is None or line.strip() == LEAVE:
            return
        if line is not lines.NOTHING:
            said = _said(who, line)
            await app.receive(inbound_of(said, sender, id_=app.ids.new(), at=app.clock.now()))
        await app.settle()
        screen.prompt()
