"""One refresh: nobody else's while it is claimed; its answer is kept, its loss is told."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.ids import RandomIds
from bot.oa_tokens.refresher import Outcome, Refresher
from models.database import Database, StoreError
from models.mail import Lane, Outbox, OutboxState
from models.oa_claims import claim
from models.oa_token import OaToken, TokenState
from models.people import Account, PersonRole, Role
from models.post import MISCONFIGURED
from models.sample import SAMPLE_COMMUNE
from tests.emulators.zalo_oa.faults import Kind
from tests.oa_tokens.desk import NOW, Desk

MINUTE = timedelta(minutes=1)


class FailingStore(Database):
    """Another door to the same file, which fails for so many writes after the first."""

    def __init__(self, database: Database, failures: int) -> None:
        super().__init__(database.url, database.vault)
        self.writes = 0
        self.failures = failures
        self.failed = asyncio.Event()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        self.writes += 1
        if 1 < self.writes <= 1 + self.failures:
            self.failed.set()
            raise StoreError("the store failed: disk full")
        async with super().write() as connection:
            yield connection


def refresher(
    desk: Desk, database: Database | None = None, stopping: asyncio.Event | None = None
) -> Refresher:
    return Refresher(
        database=database or desk.database,
        whose=desk.whose,
        oauth=desk.oauth(),
        clock=desk.clock,
        ids=RandomIds(desk.clock),
        stopping=stopping or asyncio.Event(),
        storing_apart=0.0,
    )


async def join(desk: Desk, role: Role, *accounts: tuple[str, str]) -> str:
    """Who holds the role has these accounts, the first of them the newest; their id."""
    async with desk.database.write() as connection:
        person = await connection.scalar(
            select(PersonRole.person_id).where(PersonRole.role == role)
        )
        for place, (channel, external_id) in enumerate(accounts):
            await connection.execute(
                insert(Account).values(
                    commune_id=SAMPLE_COMMUNE,
                    channel=channel,
                    external_id=external_id,
                    person_id=person,
                    created_at=NOW,
                    last_seen_at=NOW - MINUTE * place,
                )
            )
    assert person is not None
    return person


async def test_claim_is_committed_before_zalo_hears_of_it(desk: Desk) -> None:
    await desk.consent()
    held = desk.fault(Kind.HANG)

    async with asyncio.TaskGroup() as group:
        work = group.create_task(refresher(desk).refresh(await desk.tokens()))
        await held.reached.wait()
        standing = await desk.tokens()
        held.released.set()

    assert work.result() is Outcome.LATER
    assert standing.state is TokenState.REFRESHING
    assert standing.is_claimed(NOW)


async def test_fresh_claim_is_nobody_elses(desk: Desk) -> None:
    await desk.consent()
    seen = await desk.tokens()
    async with desk.database.write() as connection:
        await claim(connection, desk.whose, seen, refresher="another", now=NOW)
    desk.clock.moment += MINUTE

    outcome = await refresher(desk).refresh(seen)

    assert outcome is Outcome.NOT_OURS
    assert desk.emulator.calls == []


async def test_claim_of_who_was_killed_is_taken_over(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.consent()
    async with desk.database.write() as connection:
        await claim(connection, desk.whose, await desk.tokens(), refresher="killed", now=NOW)
    desk.clock.moment += MINUTE * 2

    outcome = await refresher(desk).refresh(await desk.tokens())

    assert outcome is Outcome.NEW_PAIR
    assert "refresh that was broken off tried again" in caplog.text
    assert (await desk.tokens()).state is TokenState.GOOD


async def test_clock_set_back_holds_no_claim(desk: Desk) -> None:
    await desk.consent()
    async with desk.database.write() as connection:
        await claim(connection, desk.whose, await desk.tokens(), refresher="killed", now=NOW)
    desk.clock.moment -= timedelta(hours=3)

    assert await refresher(desk).refresh(await desk.tokens()) is Outcome.NEW_PAIR


async def test_who_saw_an_older_pair_claims_nothing(desk: Desk) -> None:
    await desk.consent()
    seen = await desk.tokens()
    await refresher(desk).refresh(seen)

    assert await refresher(desk).refresh(seen) is Outcome.NOT_OURS
    assert desk.emulator.tokens.refreshes == 1


async def test_answer_is_kept_though_another_has_claimed_meanwhile(desk: Desk) -> None:
    """As after a machine that slept with the answer on its way."""
    await desk.consent()
    seen = await desk.tokens()
    held = desk.fault(Kind.HOLD)

    async with asyncio.TaskGroup() as group:
        first = group.create_task(refresher(desk).refresh(seen))
        await held.done.wait()
        desk.clock.moment += MINUTE * 2
        second = await refresher(desk).refresh(await desk.tokens())
        held.released.set()

    assert (second, first.result()) == (Outcome.LOST, Outcome.NEW_PAIR)
    tokens = await desk.tokens()
    assert tokens.state is TokenState.GOOD
    assert tokens.access == desk.emulator.tokens.pairs[-1].access


async def test_answer_never_replaces_a_newer_consent(desk: Desk) -> None:
    await desk.consent()
    held = desk.fault(Kind.HOLD)

    async with asyncio.TaskGroup() as group:
        group.create_task(refresher(desk).refresh(await desk.tokens()))
        await held.done.wait()
        newer = await desk.consent()
        held.released.set()

    assert (await desk.tokens()).access == newer.access


async def test_answer_that_cannot_be_stored_is_held_until_it_can(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    given = await desk.consent()
    store = FailingStore(desk.database, failures=5)

    outcome = await refresher(desk, store).refresh(await desk.tokens())
    await store.close()

    assert outcome is Outcome.NEW_PAIR
    assert (await desk.tokens()).access == desk.emulator.tokens.pairs[-1].access != given.access
    assert caplog.text.count("new pair not stored yet") == 1


async def test_stop_gives_a_failing_store_three_tries(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.consent()
    store = FailingStore(desk.database, failures=1000)
    stopping = asyncio.Event()

    async with asyncio.TaskGroup() as group:
        work = group.create_task(_failure(refresher(desk, store, stopping), desk))
        await store.failed.wait()
        stopping.set()
    await store.close()

    assert isinstance(work.result(), StoreError)
    assert "new pair lost" in caplog.text


async def _failure(work: Refresher, desk: Desk) -> Exception | None:
    try:
        await work.refresh(await desk.tokens())
    except StoreError as error:
        return error
    return None


async def test_loss_is_told_once_to_administrators_by_another_channel(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    await desk.consent()
    administrator = await join(
        desk, Role.ADMINISTRATOR,
        ("zalo_oa", "u-1"), ("zalo_bot", "hp1/c-1"), ("web", "w-new"), ("web", "w-old"),
    )  # fmt: skip
    await join(desk, Role.COORDINATOR, ("zalo_oa", "u-2"))
    desk.emulator.tokens.kill(1)

    first = await refresher(desk).refresh(await desk.tokens())
    second = await refresher(desk).refresh(await desk.tokens())

    letters = await desk.rows(Outbox)
    assert (first, second) == (Outcome.LOST, Outcome.NOT_OURS)
    assert {(row.channel, row.external_id) for row in letters} == {
        ("zalo_bot", "hp1/c-1"),
        ("web", "w-new"),
    }
    assert {row.owner for row in letters} == {administrator}
    assert {row.not_before for row in letters} == {NOW}
    assert "oa-login" not in caplog.text
    assert "consent lost" in caplog.text
    assert (await desk.tokens()).alarmed_at == NOW


async def test_who_has_only_the_official_account_is_told_there(desk: Desk) -> None:
    await desk.consent()
    await join(desk, Role.ADMINISTRATOR, ("zalo_oa", "u-1"))
    desk.emulator.tokens.kill(1)

    await refresher(desk).refresh(await desk.tokens())

    assert [(row.channel, row.state) for row in await desk.rows(Outbox)] == [
        ("zalo_oa", OutboxState.WAITING)
    ]


async def test_trouble_is_told_once_before_the_access_token_ends(desk: Desk) -> None:
    await desk.consent()
    await join(desk, Role.ADMINISTRATOR, ("web", "w-1"))
    desk.fault(Kind.CUT, times=100)

    told = []
    for hours in (20, 22, 23.5, 24):
        desk.clock.moment = NOW + timedelta(hours=hours)
        await refresher(desk).refresh(await desk.tokens())
        told.append(len(await desk.rows(Outbox)))

    assert told == [0, 0, 1, 1]


async def test_one_new_consent_mends_a_loss_and_frees_what_waited(desk: Desk) -> None:
    await desk.consent()
    desk.emulator.tokens.kill(1)
    await refresher(desk).refresh(await desk.tokens())
    later = NOW + timedelta(hours=1)
    async with desk.database.write() as connection:
        for id_, channel, reason in (
            ("1", "zalo_oa", MISCONFIGURED), ("2", "zalo_oa", None), ("3", "web", MISCONFIGURED),
        ):  # fmt: skip
            await connection.execute(
                insert(Outbox).values(
                    commune_id=SAMPLE_COMMUNE, id=id_, owner="o", channel=channel, reason=reason,
                    external_id=id_, lane=Lane.REPLY, identity=id_, message="m",
                    state=OutboxState.WAITING, not_before=later, created_at=NOW,
                )
            )  # fmt: skip

    given = await desk.consent()

    row = (await desk.rows(OaToken))[0]
    due = {letter.id: letter.not_before for letter in await desk.rows(Outbox)}
    assert (row.state, row.access, row.alarmed_at) == (TokenState.GOOD, given.access, None)
    assert due == {"1": NOW, "2": later, "3": later}


async def test_pair_of_a_restored_backup_is_found_out_and_told(desk: Desk) -> None:
    await desk.consent()
    await join(desk, Role.ADMINISTRATOR, ("web", "w-1"))
    before = (await desk.rows(OaToken))[0]
    await refresher(desk).refresh(await desk.tokens())
    async with desk.database.write() as connection:
        await connection.execute(update(OaToken).values(**before._mapping))

    outcome = await refresher(desk).refresh(await desk.tokens())

    assert outcome is Outcome.LOST
    assert len(await desk.rows(Outbox)) == 1
    assert (await desk.tokens()).state is TokenState.LOST
