"""Every channel of the product beside a real app on a real commune, one after the other."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.app import App, build
from bot.channels.terminal.capabilities import BUTTONS, PLAIN
from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from bot.served import WhenEmpty
from bot.settings import Settings
from tests.channels.conformance.stand import NOW, FarEnd, Stand
from tests.channels.conformance.terminal import open_terminal
from tests.channels.conformance.web import open_web
from tests.channels.conformance.zalo_bot import open_zalo_bot
from tests.channels.conformance.zalo_oa import open_zalo_oa
from tests.cli.communes import lay_real_commune

PUBLIC = "https://to.example.vn"

Opened = AbstractAsyncContextManager[FarEnd]
CHANNELS: dict[str, Callable[[App, SetClock, Path], Opened]] = {
    "terminal": lambda app, clock, _: open_terminal(app, clock, BUTTONS),
    "plain terminal": lambda app, clock, _: open_terminal(app, clock, PLAIN),
    "web": open_web,
    "zalo_bot": lambda app, clock, _: open_zalo_bot(app, clock),
    "zalo_oa": lambda app, clock, _: open_zalo_oa(app, clock),
}

Opener = Callable[[], AbstractAsyncContextManager[Stand]]


@pytest.fixture(scope="session")
def commune_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    asyncio.run(lay_real_commune(folder / "toso.db"))
    return folder


@pytest.fixture
def opened(commune_folder: Path, tmp_path: Path) -> Callable[[str], Opener]:
    """By a channel's name, what opens a stand of it."""

    @asynccontextmanager
    async def open_stand(name: str) -> AsyncIterator[Stand]:
        folder = tmp_path / "real"
        shutil.copytree(commune_folder, folder)
        clock = SetClock(NOW)
        app = await build(
            Settings(database=str(folder / "toso.db"), public_url=PUBLIC),
            clock=clock,
            channels=[],
            ids=CountedIds(clock),
            when_empty=WhenEmpty.REFUSE,
        )
        try:
            async with CHANNELS[name](app, clock, folder / "uploads") as far, app.running():
                stand = Stand(name, app, clock, far)
                await stand.news()
                yield stand
        finally:
            await app.close()

    return lambda name: partial(open_stand, name)


@pytest.fixture(params=list(CHANNELS))
def open_it(request: pytest.FixtureRequest, opened: Callable[[str], Opener]) -> Opener:
    return opened(request.param)
