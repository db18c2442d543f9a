"""`toso run --sample`: the web chat on the sample commune, for whoever wants to see it first."""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.app import App, build
from bot.channels.web.client import WebChannel
from bot.channels.web.log import WebLog
from bot.channels.web.server import WebServer
from bot.channels.web.sessions import SampleIdentity, sample_roles
from bot.channels.web.uploads import Uploads
from bot.cli.arguments import Run
from bot.cli.parser import Words
from bot.cli.refusal import FAULT, Refusal
from bot.dialog import caps
from bot.dialog.text import Text
from bot.kernel.clock import SystemClock
from bot.readers import VISITOR
from bot.settings import Settings
from jobs import web_retention
from jobs.repeating import repeat

LOOPBACK = "127.0.0.1"
"""The sample is shown on this machine alone, whatever is configured."""

SAMPLE_MEMBER, SAMPLE_LEADER, SAMPLE_COORDINATOR = "0912000002", "0912000001", "0912001001"


def run_web(command: Run, settings: Settings, words: Words) -> int:
    """Until it is stopped (Ctrl-C or SIGTERM); what is under way is finished first."""
    if not command.sample:
        raise Refusal(Text("cli.run.no_commune"), FAULT)
    asyncio.run(_serve(command, settings.on(command.database), words))
    return 0


async def _serve(command: Run, settings: Settings, words: Words) -> None:
    app = await build(settings, clock=SystemClock(), channels=[])
    try:
        uploads = _uploads(app, settings)
        server = _sample_server(app, uploads)
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        async with (
            server.running(LOOPBACK, command.port) as address,
            app.running(live=True),
            _sweeping(app, uploads),
        ):
            shown = words(Text("cli.run.address", address=address))
            sys.stdout.write(f"{shown}\n")
            sys.stdout.flush()
            await stopped.wait()
    finally:
        await app.close()


@asynccontextmanager
async def _sweeping(app: App, uploads: Uploads) -> AsyncIterator[None]:
    sweep = partial(
        web_retention.run,
        database=app.database,
        commune_id=app.commune_id,
        sweep_uploads=uploads.sweep,
        clock=app.clock,
    )
    failure: BaseException | None = None
    async with asyncio.TaskGroup() as group:
        job = repeat("web_retention", sweep, every=web_retention.SCHEDULE, clock=app.clock)
        sweeping = group.create_task(job)
        try:
            yield
        except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
            failure = error
        sweeping.cancel()
    if failure is not None:
        raise failure


def _uploads(app: App, settings: Settings) -> Uploads:
    vault = app.database.vault
    return Uploads(
        settings.files_folder.parent / "uploads",
        keyed_hash=vault.keyed_hash,
        cipher=vault.file_cipher,
        limit=caps.PHOTO_BYTES,
    )


def _sample_server(app: App, uploads: Uploads) -> WebServer:
    vault = app.database.vault
    web_log = WebLog(database=app.database, commune_id=app.commune_id, clock=app.clock)
    app.add_channel(WebChannel(web_log, uploads))
    roles = sample_roles(
        member=SAMPLE_MEMBER,
        leader=SAMPLE_LEADER,
        coordinator=SAMPLE_COORDINATOR,
        phone_hash=vault.phone_hash,
    )

    async def release(external_id: str) -> None:
        await app.release_held("web", external_id)

    return WebServer(
        web_log=web_log,
        uploads=uploads,
        identity=SampleIdentity(roles, keyed_hash=vault.keyed_hash),
        receive=app.receive,
        on_visit=release,
        words=lambda text: app.texts.render(text, VISITOR),
        keyed_hash=vault.keyed_hash,
        new_token=lambda: secrets.token_urlsafe(32),
        clock=app.clock,
        is_sample=True,
    )
