"""The hot path: load → decide → write, for all messages that wait (architecture, "The way of a
message").

Decisions are pure. What one lacks it names; the lack of a whole batch is loaded by one SELECT per
kind and the decision is made again. Two messages share a batch only if neither writes under a key
of the other.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from bot.channels.contract import Departed, Inbound, TakenOver
from bot.channels.limits import Capabilities
from bot.conversation.counting import received
from bot.conversation.crowding import Crowding
from bot.conversation.dialogs import Dialogs
from bot.conversation.hearing import Hearing
from bot.conversation.loading import (
    Loaded,
    content_of,
    door_of,
    is_echo,
    is_unchanged,
    load_batch,
    meet,
    named_by_house,
    names_of,
    person_id_of,
    visitor_of,
)
from bot.conversation.readings import Readings
from bot.conversation.scene import Decision, Scene
from bot.conversation.sharing import Taken, newly_taken, together
from bot.dialog.thread import Thread
from bot.kernel.clock import Clock, local
from bot.kernel.ids import Ids
from bot.language.fold import clean
from bot.language.sentences.secrets import cleared
from bot.readers import VISITOR, reader_of
from bot.task import Asker, Secrets, Task
from bot.texts import Texts
from models.apply import apply
from models.changes import AddPerson, Change
from models.database import Connection, Database
from models.facts import load_facts
from models.load import (
    AccountKey,
    Duty,
    Known,
    KnownAccount,
)
from models.month_counts import add_counts
from models.needs import Facts, MissingFactsError, Need
from models.people import NO_TEAM, Role
from models.writer import PutOff, Writer

ROUNDS = 8
"""How often a decision may find that it lacks something more: twice what the longest way needs (a
class day that is mended, with new names, and looked over). Beyond it two of them ask each other in
a circle, which is our fault.
"""

log = logging.getLogger("toso.conversation")


class Conversation:
    """`receive` takes one message; it returns once everything that follows from it is committed."""

    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        texts: Texts,
        tasks: tuple[Task, ...],
        clock: Clock,
        ids: Ids,
        keyed_hash: Callable[[str], str],
        phone_hash: Callable[[str], str],
        on_commit: Callable[[], None],
        places: Collection[str] = (),
        limits_of: Callable[[str], Capabilities | None] = lambda _name: None,
        web_address: str = "",
    ) -> None:
        self._commune = commune_id
        self._texts = texts
        self._clock = clock
        self._ids = ids
        self._digest = keyed_hash
        self._secrets = Secrets(ids.code, phone_hash, keyed_hash)
        self._on_commit = on_commit
        self._hearing = Hearing(Dialogs(tasks))
        self._readings = Readings(places)
        self._limits_of = limits_of
        self._crowding = Crowding(limits_of, web_address)
        self._writer: Writer[Inbound, Taken] = Writer(database, self._work)

    async def receive(self, inbound: Inbound) -> Taken:
        """Raises what went wrong on our side, after nothing of this message was kept."""
        started = time.perf_counter()
        inbound = named_by_house(inbound, self._digest)
        with self._readings.of(inbound):
            taken = await self._writer.submit(inbound)
        self._on_commit()
        log.info(
            "update",
            extra={
                "fields": {
                    "channel": inbound.channel,
                    "kind": type(inbound.event).__name__,
                    "outcome": taken.outcome,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                }
            },
        )
        return taken

    async def run(self) -> None:
        await self._writer.run()

    async def _work(self, connection: Connection, batch: Sequence[Inbound]) -> list[Taken | PutOff]:
        loaded = await load_batch(
            connection, self._commune, batch, digest=self._digest, now=self._clock.now()
        )
        decisions = await self._decide_all(connection, batch, loaded)
        results, changes = together(batch, decisions)
        if changes:
            await apply(connection, self._commune, changes)
        counts = received(newly_taken(batch, results), self._limits_of, loaded.now)
        if counts:
            await add_counts(connection, self._commune, counts)
        return results

    async def _decide_all(
        self, connection: Connection, batch: Sequence[Inbound], loaded: Loaded
    ) -> list[Decision | Taken | PutOff]:
        """In order. A person whose message lacks something has their later ones put off, and so is
        the message itself where it is not their first: what it asks for must show what that wrote.
        """
        decided: dict[int, Decision | Taken | PutOff] = {}
        lacking: dict[int, tuple[Need[Any], ...]] = {}
        waiting: set[AccountKey] = set()
        heard: set[AccountKey] = set()
        for place, inbound in enumerate(batch):
            names = names_of(inbound, loaded)
            if names & waiting:
                decided[place] = PutOff()
                continue
            try:
                decided[place] = self._decide_kept(inbound, loaded)
                heard |= names
            except MissingFactsError as missing:
                waiting |= names
                if names & heard:
                    decided[place] = PutOff()
                else:
                    lacking[place] = missing.needs
        for _ in range(ROUNDS):
            if not lacking:
                break
            wanted = {need for needs in lacking.values() for need in needs}
            loaded.facts.update(await load_facts(connection, self._commune, wanted))
            for place in tuple(lacking):
                try:
                    decided[place] = self._decide_kept(batch[place], loaded)
                    del lacking[place]
                except MissingFactsError as missing:
                    lacking[place] = missing.needs
        if lacking:
            raise RuntimeError(f"a decision asked for facts {ROUNDS} times: {lacking}")
        return [decided[place] for place in range(len(batch))]

    def _decide_kept(self, inbound: Inbound, loaded: Loaded) -> Decision | Taken:
        """Decide, and let the same person's next message of this batch see what this one left."""
        message = (inbound.channel, inbound.provider_id)
        if message in loaded.seen:
            return Taken("redelivered", is_new=False)
        decision = self._decide(inbound, loaded)
        loaded.seen.add(message)
        if message in loaded.edited:
            loaded.edited[message] = self._digest(content_of(inbound))
        person = decision.person
        loaded.accounts[inbound.channel, inbound.sender.external_id] = decision.account
        if person:
            loaded.people[person.id] = person
        loaded.threads[decision.owner] = decision.thread
        return decision

    def _decide(self, inbound: Inbound, loaded: Loaded) -> Decision:
        now = loaded.now
        added: list[Change] = []
        facts = Facts(loaded.facts)
        sender = (inbound.channel, inbound.sender.external_id)
        account = loaded.accounts.get(sender)
        is_new = self._crowding.is_newcomer(inbound, account)
        has_room = not is_new or self._crowding.has_room(inbound, facts, loaded.arrived)
        if is_new and has_room:
            loaded.arrived.add(sender)
        person = self._identify(inbound, loaded, now, added) if has_room else None
        reader = reader_of(person) if person else VISITOR
        owner = person.id if person else visitor_of(inbound)
        scene = Scene(
            inbound=inbound,
            owner=owner,
            person=person,
            asker=self._asker(inbound, person, loaded, now) if person else None,
            reader=reader,
            thread=loaded.threads.get(owner, Thread()),
            account=account or KnownAccount(None, ""),
            facts=facts,
            render=self._texts.render,
            meet=lambda person_id: meet(person_id, loaded, facts),
            new_id=self._ids.new,
            now=now,
            changes=added,
            is_echo=is_echo(inbound, loaded, self._digest),
            heard=self._readings.find(inbound),
            is_unchanged=is_unchanged(inbound, loaded, self._digest),
        )
        if has_room:
            self._hearing.hear(scene)
            self._crowding.point_home(scene, account)
        else:
            self._crowding.turn_away(scene, account)
        return scene.decided(self._digest(content_of(inbound)))

    def _asker(self, inbound: Inbound, person: Known, loaded: Loaded, now: datetime) -> Asker:
        return Asker(
            person=person,
            now=now,
            today=local(now).date(),
            settings=loaded.settings,
            new_id=self._ids.new,
            door=door_of(inbound, self._limits_of(inbound.channel)),
            secrets=self._secrets,
        )

    def _identify(
        self, inbound: Inbound, loaded: Loaded, now: datetime, added: list[Change]
    ) -> Known | None:
        person_id = person_id_of(inbound, loaded)
        if person_id:
            return loaded.people[person_id]
        if not inbound.sender.is_resident or isinstance(inbound.event, Departed | TakenOver):
            return None  # who has never said a word is nobody yet
        sender = (inbound.channel, inbound.sender.external_id)
        new = loaded.newcomers.setdefault(
            sender,
            Known(
                id=self._ids.new(),
                name=_kept_name(inbound.sender.name),
                address=None,
                language="vi",
                duties=(Duty(Role.RESIDENT, NO_TEAM, "", None),),
            ),
        )
        added.append(AddPerson(new.id, new.name, Role.RESIDENT, now))
        return new


def _kept_name(name: str) -> str:
    """What a channel calls somebody, unless a number stands in it that must not be kept. They chose
    it themselves, and others read it in one line with our own words.
    """
    seen = clean(name)
    return "" if cleared(seen).secrets else seen
