"""The platform pushes updates to the webhook of a bot: those of one chat in order, each until the
answer is 2xx or it is given up.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import datetime

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.updates import wrapped
from tests.emulators.zalo_bot.ways import Way, Ways
from tests.emulators.zalo_bot.world import Account, Attempt

SECRET = "X-Bot-Api-Secret-Token"  # the header's name
HURRY = 0.005
"""Seconds after which a connection is given up on purpose."""


class Pusher:
    """Runs within the emulator's task group."""

    def __init__(
        self,
        rules: Rules,
        now: Callable[[], datetime],
        session: ClientSession,
        group: asyncio.TaskGroup,
        *,
        way_of: Ways,
        happens: Callable[[str], None],
    ) -> None:
        self._way_of = way_of
        self._rules = rules
        self._now = now
        self._session = session
        self._group = group
        self._happens = happens
        self._lines: dict[str, asyncio.Queue[tuple[Account, Pending]]] = {}
        self._workers: list[asyncio.Task[None]] = []

    def push(self, account: Account, pending: Pending) -> None:
        line = self._lines.get(pending.chat.id)
        if line is None:
            line = self._lines[pending.chat.id] = asyncio.Queue()
            self._workers.append(self._group.create_task(self._work(line)))
        line.put_nowait((account, pending))

    def stop(self) -> None:
        for worker in self._workers:
            worker.cancel()

    async def probe(self, url: str) -> int | None:
        """The status of an empty body without the secret, as the platform looks whether somebody is
        there; None where nobody answers.
        """
        timeout = ClientTimeout(total=self._rules.hook_patience)
        try:
            async with self._session.post(url, timeout=timeout) as response:
                return response.status
        except (ClientError, OSError, TimeoutError):
            return None

    async def _work(self, line: asyncio.Queue[tuple[Account, Pending]]) -> None:
        while True:
            account, pending = await line.get()
            way = self._way_of(pending.chat.id)
            if way.steps_aside:
                self._aside(self._deliver(account, pending, way))
            else:
                await self._deliver(account, pending, way)

    async def _deliver(self, account: Account, pending: Pending, way: Way) -> None:
        await asyncio.sleep(way.delay)
        if way.hangs_up:
            await self._try(account, pending, patience=HURRY)
        wait, tries = self._rules.hook_retry, 0
        while not await self._try(account, pending, patience=self._rules.hook_patience):
            tries += 1
            if tries == self._rules.hook_tries or account.webhook is None:
                account.lost.append(pending.message_id)
                pending.give_up()
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, self._rules.hook_longest)
        pending.take()
        if way.again is not None:
            self._aside(self._again(account, pending, way.again))

    async def _again(self, account: Account, pending: Pending, after: float) -> None:
        await asyncio.sleep(after)
        await self._try(account, pending, patience=self._rules.hook_patience)

    async def _try(self, account: Account, pending: Pending, *, patience: float) -> bool:
        hook = account.webhook
        if hook is None:
            return False
        self._happens("pushing")
        body = wrapped(pending.body) if self._rules.wraps else pending.body
        status, error = 0, ""
        try:
            async with self._session.post(
                hook.url,
                data=json.dumps(body, ensure_ascii=False).encode(),
                headers={SECRET: hook.secret, "Content-Type": "application/json"},
                timeout=ClientTimeout(total=patience),
            ) as response:
                status = response.status
        except (ClientError, OSError, TimeoutError) as failure:
            error = type(failure).__name__
        account.attempts.append(Attempt(pending.message_id, self._now(), status, error))
        self._happens("pushed")
        return 200 <= status < 300

    def _aside(self, coroutine: Coroutine[None, None, None]) -> None:
        task = self._group.create_task(coroutine)
        self._workers.append(task)
        task.add_done_callback(self._workers.remove)
