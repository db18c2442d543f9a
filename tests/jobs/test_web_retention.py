"""What the web chat forgets, and what it must not."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.kernel.clock import SetClock
from jobs import web_retention
from jobs.web_retention import Swept
from models.database import Database
from models.web_log import WebLine, WebSession, keep_session
from tests.jobs.talks import COMMUNE, NOW, numbers, say


async def sweep(database: Database, *, now: datetime = NOW, uploads: int = 0) -> Swept:
    asked: list[datetime] = []

    def sweep_uploads(before: datetime) -> int:
        asked.append(before)
        return uploads

    done = await web_retention.run(
        database=database, commune_id=COMMUNE, sweep_uploads=sweep_uploads, clock=SetClock(now)
    )
    assert asked == [now - timedelta(days=2)]
    return done


async def stored(database: Database) -> int:
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(WebLine)) or 0


async def test_lines_older_than_ninety_days_are_gone(database: Database) -> None:
    await say(database, "a", 200, 91, 89, 0)
    await say(database, "b", 1)

    done = await sweep(database)

    assert done.lines == 2
    assert await numbers(database, "a") == [3, 4]
    assert await numbers(database, "b") == [1]
    assert await stored(database) == 3


async def test_talk_of_old_lines_only_goes_on_with_its_numbers(database: Database) -> None:
    """An open page would take a number that comes again for a line that it has."""
    await say(database, "a", 200, 150, 100)

    done = await sweep(database)
    told = await numbers(database, "a")
    again = await sweep(database)
    fresh = await say(database, "a", 0)

    assert (done.lines, again.lines) == (3, 0)
    assert told == []
    assert fresh == [4]
    assert await stored(database) == 2


async def test_number_that_was_kept_goes_with_the_next_old_lines(database: Database) -> None:
    await say(database, "a", 200)
    await sweep(database)
    await say(database, "a", 0)

    later = NOW + timedelta(days=91)
    await sweep(database, now=later)

    assert await numbers(database, "a") == []
    assert await stored(database) == 1
    assert await say(database, "a", 0) == [3]


async def test_number_of_a_talk_that_nobody_can_come_back_to_is_gone(database: Database) -> None:
    await say(database, "a", 401)

    await sweep(database)

    assert await stored(database) == 0


async def test_sessions_not_seen_for_four_hundred_days_are_gone(database: Database) -> None:
    for key, days in (("old", 401), ("known", 399)):
        async with database.write() as connection:
            await keep_session(connection, COMMUNE, key, now=NOW - timedelta(days=days))

    done = await sweep(database, uploads=7)

    async with database.read() as connection:
        left = list(await connection.scalars(select(WebSession.external_id)))
    assert left == ["known"]
    assert done == Swept(uploads=7, lines=0, sessions=1)


async def test_talks_of_another_commune_are_not_touched(database: Database) -> None:
    await say(database, "a", 200)

    await web_retention.run(
        database=database, commune_id="khac", sweep_uploads=lambda _: 0, clock=SetClock(NOW)
    )

    assert await numbers(database, "a") == [1]
