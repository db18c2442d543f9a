"""Two communes in one database, the same ids and accounts in both: what is done in one leaves the
other as it was.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from models.database import Connection, Database
from models.dialogs import Dialog, Timer, TimerState
from models.fates import release_letters, settle_letters
from models.mail import Outbox, OutboxState
from models.people import Account
from models.post import (
    WINDOW,
    Fate,
    Letter,
    due_letters,
    next_letter_at,
    recently_said,
)
from models.purge import purge_letters, purge_threads
from models.sample import SAMPLE_COMMUNE
from models.set_aside import FailedMessage, count_failure
from models.timers import SettledTimer, due_timers, next_timer_at, settle_timers
from tests.models.conftest import NOW

OURS, OTHER = SAMPLE_COMMUNE, "khac"
LATER = NOW + timedelta(days=30)
WHO = {"channel": "terminal", "external_id": "cô Hoa"}
LETTER = Letter(
    id="waiting", owner="hoa", lane=0, sealed=b"", valid_until=None, tries=0, reason=None,
    cause=None, **WHO,
)  # fmt: skip


@pytest.fixture
async def database(database: Database) -> Database:
    letter = {"owner": "hoa", "message": "{}", "not_before": NOW, "created_at": NOW, **WHO}
    waiting = {"state": OutboxState.WAITING, "reason": None, "finished_at": None, **letter}
    held = {"state": OutboxState.HELD, "reason": WINDOW, "finished_at": NOW, **letter}
    sent = {"state": OutboxState.SENT, "reason": None, "finished_at": NOW, **letter}
    timer = {"owner": "hoa", "version": 3, "due_at": NOW, "payload": NOW.isoformat()}
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (Account, [{"created_at": NOW, "last_seen_at": NOW, **WHO}]),
        (
            Outbox,
            [
                {"id": id_, "identity": id_, **row}
                for id_, row in (("waiting", waiting), ("held", held), ("sent", sent))
            ],
        ),
        (Dialog, [{"owner": "hoa", "state": "long", "updated_at": NOW}]),
        (Timer, [{"id": "dialog", "kind": "nudge", **timer}]),
    ]
    async with database.write() as connection:
        for table, values in rows:
            for commune in (OURS, OTHER):
                mine = [{"commune_id": commune, **value} for value in values]
                await connection.execute(insert(table), mine)
    return database


async def standing(connection: Connection, commune: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for table in (Account, Outbox, Dialog, Timer, FailedMessage):
        columns = table.__table__.c
        rows = await connection.execute(select(table).where(columns.commune_id == commune))
        found += [tuple(row) for row in rows]
    return sorted(found, key=str)


def _release(connection: Connection) -> Awaitable[None]:
    return release_letters(connection, OURS, WHO["channel"], WHO["external_id"], WINDOW)


def _send(connection: Connection) -> Awaitable[None]:
    return settle_letters(connection, OURS, [Fate.ended(LETTER, OutboxState.SENT, NOW, None)])


def _put_off(connection: Connection) -> Awaitable[None]:
    return settle_letters(connection, OURS, [Fate.later(LETTER, LATER, "throttled")])


def _leave(connection: Connection) -> Awaitable[None]:
    return settle_letters(connection, OURS, [Fate.left(LETTER, LATER)])


def _purge_letters(connection: Connection) -> Awaitable[int]:
    return purge_letters(connection, OURS, LATER, 10)


def _purge_threads(connection: Connection) -> Awaitable[tuple[str, int]]:
    return purge_threads(
        connection, OURS, before=LATER, after_owner="", most=10, shorten=lambda _: "short"
    )


def _end_timer(connection: Connection) -> Awaitable[None]:
    return settle_timers(connection, OURS, [SettledTimer("dialog", TimerState.DONE)])


def _put_timer_off(connection: Connection) -> Awaitable[None]:
    return settle_timers(connection, OURS, [SettledTimer("dialog", TimerState.WAITING, LATER)])


def _count_failure(connection: Connection) -> Awaitable[int]:
    return count_failure(
        connection, OURS, message=("terminal", "m1"), kind="TextSent", error="ValueError",
        now=NOW, most=3,
    )  # fmt: skip


@pytest.mark.parametrize(
    "act",
    [
        _release, _send, _put_off, _leave, _purge_letters, _purge_threads, _end_timer,
        _put_timer_off, _count_failure,
    ],
    ids=lambda act: act.__name__.strip("_"),
)  # fmt: skip
async def test_other_commune_stands_as_it_stood(
    database: Database, act: Callable[[Connection], Awaitable[object]]
) -> None:
    async with database.write() as connection:
        ours, other = [await standing(connection, commune) for commune in (OURS, OTHER)]

        await act(connection)

        assert await standing(connection, OURS) != ours
        assert await standing(connection, OTHER) == other


async def test_failures_of_the_other_commune_are_not_counted(database: Database) -> None:
    async with database.write() as connection:
        await _count_failure(connection)

        counted = await count_failure(
            connection, OTHER, message=("terminal", "m1"), kind="TextSent", error="ValueError",
            now=NOW, most=3,
        )  # fmt: skip

    assert counted == 1


async def test_nothing_of_the_other_commune_falls_due(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(Outbox.__table__.delete().where(Outbox.commune_id == OURS))
        await connection.execute(Timer.__table__.delete().where(Timer.commune_id == OURS))
        account = (WHO["channel"], WHO["external_id"])

        assert await due_letters(connection, OURS, LATER, most=10) == ()
        assert await next_letter_at(connection, OURS) is None
        assert not await recently_said(connection, OURS, [account], NOW - timedelta(days=1))
        assert await due_timers(connection, OURS, LATER, 10) == ()
        assert await next_timer_at(connection, OURS) is None


async def test_letter_behind_one_of_the_other_commune_is_due(database: Database) -> None:
    late = {"identity": "ahead", "message": "{}", "not_before": LATER, "created_at": NOW}
    async with database.write() as connection:
        await connection.execute(
            insert(Outbox), [{"commune_id": OTHER, "id": "a", "owner": "hoa", **late, **WHO}]
        )

        due = await due_letters(connection, OURS, NOW, most=10)

    assert [letter.id for letter in due] == ["waiting"]
