"""`toso run`: the web chat of the commune, or with `--sample` of the made-up one with its half
year, for whoever wants to see it first.
"""

from __future__ import annotations

import asyncio
import errno
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial

from bot.app import App, build
from bot.channels.web.client import WebChannel
from bot.channels.web.handed_out import HandedOut
from bot.channels.web.log import WebLog
from bot.channels.web.server import WebServer
from bot.channels.web.sessions import RealIdentity, SampleIdentity, SessionIdentity, sample_roles
from bot.channels.web.uploads import Uploads
from bot.cli.parser import Words
from bot.cli.refusal import Refusal
from bot.cli.run_arguments import DEFAULT_PORT, MOST_PORT, SAMPLE_DATABASE, Run
from bot.connecting import Connected, beside, connected
from bot.dialog import caps
from bot.dialog.text import Text
from bot.kernel.clock import SystemClock
from bot.kernel.errors import TosoError
from bot.readers import VISITOR
from bot.served import WhenEmpty
from bot.settings import Settings
from jobs import documents, errands, purge, quotas, retention, web_retention
from jobs.repeating import repeat

SAMPLE_MEMBER, SAMPLE_LEADER, SAMPLE_COORDINATOR = "0912000002", "0912000001", "0912001001"

NOTHING_THERE = {"store.missing", "commune.none"}


def run_web(command: Run, settings: Settings, words: Words) -> int:
    """Until it is stopped (Ctrl-C or SIGTERM); what is under way is finished first."""
    asyncio.run(_serve(command, _on_its_store(command, settings), words))
    return 0


def _on_its_store(command: Run, settings: Settings) -> Settings:
    """Which commune is served is a setting of the real one; the sample is alone in its store."""
    if command.sample:
        return replace(settings.on(command.database or SAMPLE_DATABASE), commune="")
    return settings if command.database is None else settings.on(command.database)


async def _serve(command: Run, settings: Settings, words: Words) -> None:
    app = await _build(command, settings)
    try:
        uploads = _uploads(app, settings)
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        async with connected(app, settings) as others:
            if others.templates is not None:
                app.delivery.use_templates(others.templates)
            server = _server(app, uploads, others, trusts_proxy=command.behind_proxy)
            async with (
                app.running(live=True),
                _opened(server, command) as address,
                _jobs(app, settings, uploads),
                beside(others.loops),
            ):
                hint = Text("cli.run.sample_hint") if app.is_sample else Text("cli.run.hint")
                for text in (Text("cli.run.address", address=address), hint):
                    sys.stdout.write(f"{words(text)}\n")
                sys.stdout.flush()
                await stopped.wait()
    finally:
        await app.close()


async def _build(command: Run, settings: Settings) -> App:
    """Raises Refusal for a store of the other kind: the sample's switch would open real people's
    talks, and a made-up commune must not pass for one.
    """
    when_empty = WhenEmpty.LAY_SAMPLE_WITH_HISTORY if command.sample else WhenEmpty.REFUSE
    try:
        app = await build(settings, clock=SystemClock(), channels=[], when_empty=when_empty)
    except TosoError as error:
        if error.notice in NOTHING_THERE:
            raise Refusal(Text("commune.none")) from error
        raise
    if app.is_sample is not command.sample:
        await app.close()
        raise Refusal(Text("cli.run.is_sample") if app.is_sample else Text("cli.run.is_no_sample"))
    return app


@asynccontextmanager
async def _opened(server: WebServer, command: Run) -> AsyncIterator[str]:
    """Raises Refusal where the address cannot be had."""
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(server.running(command.host, command.port))
        except OSError as error:
            raise Refusal(_not_opened(error, command)) from error
        yield address


def _not_opened(error: OSError, command: Run) -> Text:
    port = str(command.port)
    if error.errno == errno.EADDRINUSE:
        other = command.port + 1 if command.port < MOST_PORT else DEFAULT_PORT
        if command.sample:
            return Text("cli.run.sample_port_taken", port=port, other=str(other))
        return Text("cli.run.port_taken", port=port, other=str(other))
    return Text("cli.run.not_opened", host=command.host, port=port)


@asynccontextmanager
async def _jobs(app: App, settings: Settings, uploads: Uploads) -> AsyncIterator[None]:
    """What time starts, beside the server; a job that fails stops nothing."""
    sweep = partial(
        web_retention.run,
        database=app.database,
        commune_id=app.commune_id,
        sweep_uploads=uploads.sweep,
        clock=app.clock,
    )
    empty = partial(purge.run, database=app.database, commune_id=app.commune_id, clock=app.clock)
    forget = partial(
        retention.run,
        database=app.database,
        commune_id=app.commune_id,
        files=settings.files_folder,
        clock=app.clock,
    )
    clear = partial(
        documents.run,
        database=app.database,
        commune_id=app.commune_id,
        remove=app.files.remove,
    )
    tidy = partial(
        errands.run,
        database=app.database,
        commune_id=app.commune_id,
        clock=app.clock,
        remove=app.files.remove,
    )
    watch = partial(
        quotas.run,
        database=app.database,
        commune_id=app.commune_id,
        channels=app.channels,
        ids=app.ids,
        clock=app.clock,
    )
    failure: BaseException | None = None
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(repeat(name, job, every=every, clock=app.clock))
            for name, job, every in (
                ("web_retention", sweep, web_retention.SCHEDULE),
                ("purge", empty, purge.SCHEDULE),
                ("retention", forget, retention.SCHEDULE),
                ("documents", clear, documents.SCHEDULE),
                ("errands", tidy, errands.SCHEDULE),
                ("quotas", watch, quotas.SCHEDULE),
            )
        ]
        try:
            yield
        except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
            failure = error
        for task in running:
            task.cancel()
    if failure is not None:
        raise failure


def _uploads(app: App, settings: Settings) -> Uploads:
    vault = app.database.vault
    return Uploads(
        settings.uploads_folder,
        keyed_hash=vault.browser_hash,
        cipher=vault.file_cipher,
        limit=caps.PHOTO_BYTES,
    )


def _server(app: App, uploads: Uploads, others: Connected, *, trusts_proxy: bool) -> WebServer:
    vault = app.database.vault
    web_log = WebLog(database=app.database, commune_id=app.commune_id, clock=app.clock)
    app.add_channel(WebChannel(web_log, uploads))

    async def release(external_id: str) -> None:
        await app.release_held("web", external_id)

    return WebServer(
        web_log=web_log,
        uploads=uploads,
        identity=_identity(app),
        receive=app.receive,
        open_file=app.files.read,
        on_visit=release,
        drain=app.drain,
        words=lambda text: app.texts.render(text, VISITOR),
        keyed_hash=vault.keyed_hash,
        browser_hash=vault.browser_hash,
        new_token=lambda: secrets.token_urlsafe(32),
        clock=app.clock,
        is_sample=app.is_sample,
        trusts_proxy=trusts_proxy,
        hooks=others.hooks,
        oa_token_age=others.oa_token_age,
        handed_out=_handed_out(app),
    )


def _handed_out(app: App) -> HandedOut | None:
    if app.links is None:
        return None
    return HandedOut(
        database=app.database,
        commune_id=app.commune_id,
        links=app.links,
        open_file=app.files.read,
        keyed_hash=app.database.vault.keyed_hash,
        ids=app.ids,
        clock=app.clock,
        on_commit=app.wake.set,
    )


def _identity(app: App) -> SessionIdentity:
    if not app.is_sample:
        return RealIdentity()
    vault = app.database.vault
    roles = sample_roles(
        member=SAMPLE_MEMBER,
        leader=SAMPLE_LEADER,
        coordinator=SAMPLE_COORDINATOR,
        phone_hash=vault.phone_hash,
    )
    return SampleIdentity(roles, keyed_hash=vault.browser_hash)
