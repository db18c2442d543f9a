"""The durable log: numbered, sealed, each message once; and who hears of it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.channels.contract import Part, TextSent
from bot.channels.web.inbound import Said
from bot.channels.web.log import MOST_STREAMS, MOST_WAITING, Listener, WebLog
from bot.kernel.clock import SetClock
from models.database import Database
from models.web_log import Line, WebSession
from tests.channels.web.site import COMMUNE, NOW


@asynccontextmanager
async def running(database: Database, commune: str = COMMUNE) -> AsyncIterator[WebLog]:
    web_log = WebLog(database=database, commune_id=commune, clock=SetClock(NOW))
    async with asyncio.TaskGroup() as group:
        writing = group.create_task(web_log.run())
        yield web_log
        writing.cancel()


async def test_lines_of_each_talk_are_numbered_from_one(database: Database) -> None:
    async with running(database) as web_log:
        numbers = await asyncio.gather(*(web_log.say(who, Part("x")) for who in "aabab"))

    assert numbers == [1, 2, 1, 3, 2]


async def test_line_with_a_known_client_id_is_kept_once(database: Database) -> None:
    said = Said("abcdefgh", TextSent("12"))

    async with running(database) as web_log:
        await asyncio.gather(web_log.hear("a", said), web_log.hear("a", said))
        await web_log.hear("a", said)
        await web_log.hear("b", said)
        lines = await web_log.after("a", 0, 10)

    assert [line.client_id for line in lines] == ["abcdefgh"]


async def test_pages_of_a_talk_come_from_either_end(database: Database) -> None:
    async with running(database) as web_log:
        for number in range(1, 8):
            await web_log.say("a", Part(str(number)))
        await web_log.say("b", Part("another's"))

        async def numbers(*, before: int | None) -> list[int]:
            return [line.seq for line in await web_log.before("a", before, 3)]

        assert [line.seq for line in await web_log.after("a", 5, 10)] == [6, 7]
        assert await numbers(before=None) == [5, 6, 7]
        assert await numbers(before=5) == [2, 3, 4]
        assert await numbers(before=1) == []


async def test_words_are_sealed_at_rest(database: Database, path: Path) -> None:
    async with running(database) as web_log:
        await web_log.say("a", Part("câu hỏi bí mật"))
        await web_log.hear("a", Said("abcdefgh", TextSent("số điện thoại 0912000001")))
    await database.close()

    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()
    stored = await asyncio.to_thread(path.read_bytes)

    assert "bí mật".encode() not in stored
    assert b"0912000001" not in stored
    assert b"abcdefgh" in stored  # so the search above could have found them


async def test_communes_of_one_database_keep_their_talks_apart(database: Database) -> None:
    async with running(database) as here, running(database, "khac") as there:
        await here.say("a", Part("here"))

        assert await there.after("a", 0, 10) == ()


async def test_open_pages_of_the_talk_are_woken_after_the_line_is_there(
    database: Database,
) -> None:
    async with running(database) as web_log:
        with web_log.listening("a") as one, web_log.listening("b") as other:
            await web_log.say("a", Part("x"))

            assert one.news.is_set()
            assert not other.news.is_set()


def line(seq: int) -> Line:
    return Line(seq, is_mine=False, words="{}", at=NOW, client_id=None)


def taken(last: int, *told: int) -> list[int] | None:
    listener = Listener()
    for seq in told:
        listener.tell(line(seq))
    found = listener.take(last)
    return None if found is None else [each.seq for each in found]


def test_page_takes_what_follows_its_last_line() -> None:
    assert taken(2, 1, 2) == []
    assert taken(2, 2, 3, 4) == [3, 4]
    assert taken(2, 4, 3) == [3, 4]


def test_gap_sends_the_page_to_the_store() -> None:
    assert taken(2, 4) is None
    assert taken(2, 3, 5) is None
    assert taken(0, *range(1, MOST_WAITING + 2)) is None


async def test_one_page_too_many_ends_the_oldest(database: Database) -> None:
    web_log = WebLog(database=database, commune_id=COMMUNE, clock=SetClock(NOW))

    with web_log.listening("a") as oldest:
        with ExitStack() as others:
            for _ in range(MOST_STREAMS):
                others.enter_context(web_log.listening("a"))

        assert oldest.is_over
        assert not oldest.is_stale


async def test_visits_are_noted_once_an_hour(database: Database) -> None:
    clock = SetClock(NOW)
    web_log = WebLog(database=database, commune_id=COMMUNE, clock=clock)
    seen = []

    for minutes in (0, 59, 1, 61):
        clock.moment += timedelta(minutes=minutes)
        await web_log.visit("key")
        async with database.read() as connection:
            seen.append(await connection.scalar(select(WebSession.seen_at)))

    assert [moment - NOW for moment in seen if moment] == [
        timedelta(),
        timedelta(),
        timedelta(hours=1),
        timedelta(hours=2, minutes=1),
    ]


async def test_role_is_kept_with_the_session(database: Database) -> None:
    web_log = WebLog(database=database, commune_id=COMMUNE, clock=SetClock(NOW))
    await web_log.visit("key")

    await web_log.choose_role("key", "leader")

    assert await web_log.role("key") == "leader"
    assert await web_log.role("another") == ""


async def test_part_with_a_known_letter_is_one_line(database: Database) -> None:
    async with running(database) as web_log:
        first = await web_log.say("a", Part("một", letter="01/0"))
        other = await web_log.say("a", Part("hai", letter="01/1"))
        again = await web_log.say("a", Part("một", letter="01/0"))
        unnamed = [await web_log.say("a", Part("x")) for _ in range(2)]

    assert [first, other, again] == [1, 2, 1]
    assert unnamed == [3, 4]
