"""Errands are done after the message that asked for them is committed, one after the other.

Laws: what an errand writes, its end and its answer are one transaction, so that a program killed
at any moment does it again and doubles nothing; one that fails is tried again with waits in
between, and apologises once when it is given up; whatever is wrong with one, the others are done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.conversation.dialogs import START
from bot.dialog.message import Message, Way, message_to_text
from bot.dialog.text import Text
from bot.errands.kind import ErrandKind, Job
from bot.kernel.clock import Clock, local
from bot.kernel.errors import TosoError, traced
from bot.kernel.ids import Ids
from bot.task import Asker, Done, Door, Link, Secrets
from models.apply import apply
from models.changes import Queue
from models.database import Connection, Database, StoreError
from models.errand import ErrandState
from models.errands import (
    DueErrand,
    begin_errand,
    due_errands,
    end_errand,
    is_waiting,
    next_errand_at,
    take_up_errands,
)
from models.facts import load_facts
from models.load import Known, load_people
from models.mail import Lane
from models.needs import Facts, MissingFactsError, Need
from models.received_files import ReceivedFiles
from models.settings import load_settings

BATCH = 20
RETRIES = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600))
"""Waits after the first try, the second and so on; after the last it is given up."""

DEADLINE = timedelta(hours=24)
WORK_SECONDS = 120.0
"""After so long a slow part is broken off, and tried again later."""

ROUNDS = 6
"""How often a decision may find that it lacks something more."""

Answer = TypeVar("Answer")
log = logging.getLogger("toso.errands")


@dataclass(frozen=True, slots=True)
class _Bench:
    database: Database
    commune: str
    files: ReceivedFiles

    async def ask(self, need: Need[Answer]) -> Answer:
        async with self.database.read() as connection:
            found = await load_facts(connection, self.commune, (need,))
        answer: Answer = found[need]
        return answer

    async def read_file(self, stored: str) -> bytes:
        return await asyncio.to_thread(self.files.read, stored)

    async def keep_file(self, job: Job, suffix: str, data: bytes) -> str:
        return await asyncio.to_thread(self.files.keep, job.id, suffix, data)


class Errands:
    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        kinds: Iterable[ErrandKind],
        files: ReceivedFiles,
        clock: Clock,
        ids: Ids,
        work_seconds: float = WORK_SECONDS,
    ) -> None:
        self._database = database
        self._commune = commune_id
        self._kinds = {kind.name: kind for kind in kinds}
        self._bench = _Bench(database, commune_id, files)
        self._clock = clock
        self._ids = ids
        self._seconds = work_seconds
        vault = database.vault
        self._secrets = Secrets(ids.code, vault.phone_hash, vault.keyed_hash)

    async def run_due(self) -> int:
        """One round over what is due now; how many were done, put off or given up."""
        now = self._clock.now()
        async with self._database.read() as connection:
            due = await due_errands(connection, self._commune, now, BATCH)
        for errand in due:
            await self._run(errand, now)
        return len(due)

    async def take_up(self) -> None:
        """At the start: what a former run was killed over does not wait for its next try."""
        async with self._database.write() as connection:
            taken = await take_up_errands(connection, self._commune, self._clock.now())
        if taken:
            log.warning("errands taken up", extra={"fields": {"errands": taken}})

    async def next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            return await next_errand_at(connection, self._commune)

    async def _run(self, errand: DueErrand, now: datetime) -> None:
        """A store that fails is tried again with the row; another fault is this errand's alone."""
        fields = {"id": errand.id, "kind": errand.kind, "try": errand.tries + 1}
        kind = self._kinds.get(errand.kind)
        if kind is None or _is_over(errand, now):
            log.error("errand given up", extra={"fields": fields})
            await self._give_up(errand)
            return
        async with self._database.write() as connection:
            wait = RETRIES[errand.tries]
            await begin_errand(connection, self._commune, errand.id, now + wait)
        try:
            job = Job(errand.id, errand.person_id, errand.argument)
            async with asyncio.timeout(self._seconds):
                prepared = await kind.prepare(job, self._bench)
            await self._finish(errand, kind, job, prepared)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  # one errand's fault is not the next one's
            log.error("errand failed", extra={"fields": {**fields, **traced(error)}})  # noqa: TRY400
        else:
            log.info("errand", extra={"fields": fields})

    async def _finish(
        self,
        errand: DueErrand,
        kind: ErrandKind,
        job: Job,
        prepared: Any,  # noqa: ANN401  # the kind's own
    ) -> None:
        async with self._database.write() as connection:
            if not await is_waiting(connection, self._commune, errand.id):
                return
            asker = await self._asker(connection, errand)
            if asker is None:
                await self._end(connection, errand, ErrandState.FAILED)
                return
            done = await self._decide(connection, kind, job, prepared, asker)
            answer = () if not done.lines else (self._answer(errand, done),)
            await apply(connection, self._commune, (*done.changes, *answer))
            await end_errand(connection, self._commune, errand.id, ErrandState.DONE, asker.now)

    async def _decide(
        self,
        connection: Connection,
        kind: ErrandKind,
        job: Job,
        prepared: Any,  # noqa: ANN401  # the kind's own
        asker: Asker,
    ) -> Done:
        known: dict[Need[Any], Any] = {}
        for _ in range(ROUNDS):
            try:
                return kind.finish(job, prepared, asker, Facts(known))
            except MissingFactsError as lack:
                known |= await load_facts(connection, self._commune, lack.needs)
        raise TosoError(f"errand {kind.name} asked for facts in more than {ROUNDS} rounds")

    async def _give_up(self, errand: DueErrand) -> None:
        async with self._database.write() as connection:
            if await is_waiting(connection, self._commune, errand.id):
                sorry = self._answer(errand, Done(lines=(Text("errand.failed"),)))
                await apply(connection, self._commune, (sorry,))
                await self._end(connection, errand, ErrandState.FAILED)

    async def _end(self, connection: Connection, errand: DueErrand, state: ErrandState) -> None:
        await end_errand(connection, self._commune, errand.id, state, self._clock.now())

    async def _asker(self, connection: Connection, errand: DueErrand) -> Asker | None:
        """Who asked, as they are now; None for somebody who is gone."""
        people = await load_people(connection, self._commune, {errand.person_id})
        person: Known | None = people.get(errand.person_id)
        if person is None or not person.duties:
            return None
        now = self._clock.now()
        return Asker(
            person=person,
            now=now,
            today=local(now).date(),
            settings=await load_settings(connection, self._commune),
            new_id=self._ids.new,
            door=Door(errand.channel, errand.external_id, errand.external_id),
            secrets=self._secrets,
        )

    def _answer(self, errand: DueErrand, done: Done) -> Queue:
        now = self._clock.now()
        ways = tuple(map(_way, done.links))
        return Queue(
            id=self._ids.new(),
            owner=errand.person_id,
            channel=errand.channel,
            external_id=errand.external_id,
            lane=Lane.REPLY,
            identity=f"errand:{errand.id}",
            message=message_to_text(Message(done.lines, ways=ways, files=done.files)),
            not_before=now,
            created_at=now,
        )


def _is_over(errand: DueErrand, now: datetime) -> bool:
    return errand.tries >= len(RETRIES) or now - errand.created_at > DEADLINE


def _way(link: Link) -> Way:
    """Its task must be one that a notice may start (`Task.from_notice`)."""
    argument = f":{link.argument}" if link.argument else ""
    return Way(f"{START}.0.{link.task}{argument}", link.label, link.word)
