"""Whom our own messages do not reach: held or missed, of the last seven days, once each."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from models.database import Database
from models.facts import load_facts
from models.mail import Lane, Outbox, OutboxState
from models.needs import GONE, ToCallNeed, ToCallRow
from models.people import Account
from models.post import LEFT, MISSED, NO_PUSH
from models.sample import SAMPLE_COMMUNE
from tests.models.conftest import NOW, Book

TODAY = date(2026, 11, 16)
WHOLE = ToCallNeed((), TODAY)
FIRST, SECOND, NEXT_TEAM, COORDINATOR = 1, 2, 8, 1_001
HELD = (OutboxState.HELD, NO_PUSH)


async def letter(
    book: Book,
    number: int,
    fate: tuple[OutboxState, str | None] = HELD,
    *,
    at: datetime = NOW,
    lane: Lane = Lane.REMINDER,
    what: str = "scribe",
) -> str:
    state, reason = fate
    owner, id_ = await book.person(number), book.ids.new()
    row = {
        "id": id_, "owner": owner, "channel": "web", "external_id": owner, "lane": lane,
        "identity": f"{what}:{id_}", "message": "{}", "state": state, "reason": reason,
        "not_before": at, "created_at": at, "tries": 1,
    }  # fmt: skip
    await book.put(Outbox, row)
    return owner


async def listed(database: Database, *needs: ToCallNeed) -> list[tuple[ToCallRow, ...]]:
    async with database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, needs)
    return [found[need] for need in needs]


async def test_person_is_listed_with_team_phone_and_since_when(
    database: Database, book: Book
) -> None:
    owner = await letter(book, SECOND)

    ((row,),) = await listed(database, WHOLE)

    assert (row.person_id, row.team_id, row.phone) == (owner, "thon-01", "0912000002")
    assert (row.what, row.since) == ("scribe", NOW)
    assert row.name
    assert row.team_name


@pytest.mark.parametrize(
    ("fate", "count"),
    [
        (HELD, 1),
        ((OutboxState.EXPIRED, MISSED), 1),
        ((OutboxState.EXPIRED, "valid_until"), 0),
        ((OutboxState.HELD, "window closed"), 0),
        ((OutboxState.SENT, None), 0),
        ((OutboxState.WAITING, NO_PUSH), 0),
    ],
)
async def test_only_who_waited_for_a_visit_is_called(
    database: Database, book: Book, fate: tuple[OutboxState, str | None], count: int
) -> None:
    await letter(book, SECOND, fate)

    (rows,) = await listed(database, WHOLE)

    assert len(rows) == count


async def test_replies_and_what_is_older_than_seven_days_count_not(
    database: Database, book: Book
) -> None:
    await letter(book, FIRST, lane=Lane.REPLY)
    await letter(book, SECOND, at=NOW - timedelta(days=8, hours=2))
    kept = await letter(book, NEXT_TEAM, at=NOW - timedelta(days=7))

    (rows,) = await listed(database, WHOLE)

    assert [row.person_id for row in rows] == [kept]


async def test_person_of_many_letters_stands_once_with_the_oldest(
    database: Database, book: Book
) -> None:
    older = NOW - timedelta(days=2)
    await letter(book, FIRST)
    await letter(book, FIRST, (OutboxState.EXPIRED, MISSED), at=older, what="weekly")

    (rows,) = await listed(database, WHOLE)

    assert [(row.what, row.since) for row in rows] == [("weekly", older)]


async def test_each_need_gets_its_own_teams(database: Database, book: Book) -> None:
    first, other = await letter(book, FIRST), await letter(book, NEXT_TEAM)
    alone = await letter(book, COORDINATOR)

    own, both, whole, earlier = await listed(
        database,
        ToCallNeed(("thon-01",), TODAY),
        ToCallNeed(("thon-01", "thon-02"), TODAY),
        WHOLE,
        ToCallNeed((), TODAY + timedelta(days=9)),
    )

    assert [row.person_id for row in own] == [first]
    assert [row.person_id for row in both] == [first, other]
    assert {row.person_id for row in whole} == {first, other, alone}
    assert earlier == ()


async def gone(book: Book, number: int, *, at: datetime = NOW, state: str = "left") -> str:
    """Somebody whose newest letter came back: they have left."""
    owner = await letter(book, number, (OutboxState.FAILED, LEFT), lane=Lane.REPLY)
    async with book.database.write() as connection:
        await connection.execute(update(Outbox).where(Outbox.owner == owner).values(finished_at=at))
    await account(book, owner, "web", state)
    return owner


async def account(book: Book, owner: str, channel: str, state: str) -> None:
    row = {
        "channel": channel, "external_id": owner, "person_id": owner, "state": state,
        "created_at": NOW, "last_seen_at": NOW,
    }  # fmt: skip
    await book.put(Account, row)


async def test_whoever_left_is_called_and_said_to_have_left(database: Database, book: Book) -> None:
    owner = await gone(book, SECOND)

    ((row,),) = await listed(database, WHOLE)

    assert (row.person_id, row.what, row.since) == (owner, GONE, NOW)
    assert (row.team_id, row.phone) == ("thon-01", "0912000002")


async def test_whoever_is_back_or_left_long_ago_is_not(database: Database, book: Book) -> None:
    await gone(book, FIRST, state="active")
    await gone(book, SECOND, at=NOW - timedelta(days=9))

    (rows,) = await listed(database, WHOLE)

    assert rows == ()


async def test_whoever_talks_to_us_elsewhere_is_reached(database: Database, book: Book) -> None:
    owner = await gone(book, SECOND)
    await account(book, owner, "terminal", "active")

    (rows,) = await listed(database, WHOLE)

    assert rows == ()
