import asyncio
import logging
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from bot.kernel.errors import TosoError
from models.commune import Commune, Team
from models.database import HEAD, Database, StoreError, open_database
from models.people import Person
from models.sample import SAMPLE_COMMUNE
from tests.models.conftest import Book


async def count_up(database: Database) -> None:
    """Read, wait for nothing in particular, write: what loses updates when BEGIN comes late."""
    async with database.write() as connection:
        position = await connection.scalar(select(Team.position).where(Team.id == "thon-01"))
        await asyncio.sleep(0)
        await connection.execute(
            update(Team).where(Team.id == "thon-01").values(position=(position or 0) + 1)
        )


async def position(database: Database) -> int | None:
    async with database.read() as connection:
        return await connection.scalar(select(Team.position).where(Team.id == "thon-01"))


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_fifty_concurrent_updates_are_all_kept(database: Database) -> None:
    await asyncio.gather(*(count_up(database) for _ in range(50)))

    assert await position(database) == 51


async def test_updates_through_two_doors_are_all_kept(database: Database, path: Path) -> None:
    """As of two processes: neither sees the other's lock, only SQLite's."""
    other = open_database(path)

    await asyncio.gather(*(count_up(door) for door in (database, other) for _ in range(10)))
    await other.close()

    assert await position(database) == 21


async def test_failed_block_leaves_nothing(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.write() as connection:
            await connection.execute(update(Team).values(position=0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()

    assert await position(database) == 1


async def test_cancelled_block_leaves_nothing_and_frees_the_door(database: Database) -> None:
    written, never = asyncio.Event(), asyncio.Event()

    async def write_and_hang() -> None:
        async with database.write() as connection:
            await connection.execute(update(Team).values(position=0))
            written.set()
            await never.wait()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(write_and_hang())
        await written.wait()
        task.cancel()
    await count_up(database)

    assert await position(database) == 2


async def test_reader_sees_one_moment_while_another_writes(database: Database) -> None:
    async with database.read() as reader:
        before = await reader.scalar(select(Team.position).where(Team.id == "thon-01"))
        await count_up(database)
        after = await reader.scalar(select(Team.position).where(Team.id == "thon-01"))

    assert before == after == 1
    assert await position(database) == 2


async def test_every_connection_is_set_for_durability(database: Database) -> None:
    async with database.read() as one, database.read() as two:
        for connection in (one, two):
            found = [
                await connection.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
            ]

            assert found == ["wal", 2, 5000, 1]


async def test_full_disk_raises_a_store_error_and_keeps_what_was_there(database: Database) -> None:
    async def fill_the_disk() -> None:
        async with database.write() as connection:
            await connection.execute(text("PRAGMA max_page_count=1"))  # SQLite's own double of it
            await connection.execute(text("UPDATE team SET name = zeroblob(1000000)"))

    with pytest.raises(StoreError, match="full"):
        await fill_the_disk()

    assert await position(database) == 1


async def test_locked_file_raises_a_store_error(database: Database, path: Path) -> None:
    other = open_database(path)
    async with database.write():
        async with other.read() as connection:
            await connection.execute(text("PRAGMA busy_timeout=1"))  # the pooled connection's own
        with pytest.raises(StoreError, match="locked"):
            async with other.write():
                pass
    await other.close()


async def test_errors_and_logs_hold_no_words_of_people(
    book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "sqlalchemy.engine")
    row = {"id": await book.person(1), "name": "bác Hoa", "created_at": None}

    with pytest.raises(IntegrityError) as caught:
        await book.put(Person, row)

    assert "Hoa" not in str(caught.value)
    assert "Hoa" not in caplog.text


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}", "sqlite+aiosqlite:///{}"])
async def test_path_and_urls_name_the_same_file(path: Path, form: str) -> None:
    database = open_database(form.format(path), create=False)

    async with database.read() as connection:
        found = await connection.scalar(select(Commune.id))
    await database.close()

    assert found == SAMPLE_COMMUNE
    assert database.path == path


@pytest.mark.parametrize("name", ["dữ liệu Tổ số.db", "a b%20c.db", "what?mode=ro#x.db"])
async def test_any_file_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    database = open_database(tmp_path / name)

    await database.migrate()
    await database.close()

    assert names(tmp_path) == [name]


async def test_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    database = open_database(tmp_path / "var" / "demo" / "toso.db")

    await database.migrate()
    await database.close()

    assert (tmp_path / "var" / "demo" / "toso.db").exists()


def test_missing_file_is_not_made_when_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(TosoError) as caught:
        open_database(tmp_path / "toso.db", create=False)

    assert caught.value.notice == "store.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_memory_is_no_store(url: str) -> None:
    with pytest.raises(ValueError, match="file"):
        open_database(url)


async def test_second_start_leaves_alembic_alone(path: Path) -> None:
    """In a process of its own: another test of this one may have imported it."""
    import sys

    program = (
        "import asyncio, sys\n"
        "from models.database import open_database\n"
        "async def start():\n"
        f"    database = open_database({str(path)!r})\n"
        "    await database.migrate()\n"
        "    await database.close()\n"
        "asyncio.run(start())\n"
        "print('alembic' in sys.modules, 'cryptography' in sys.modules)\n"
    )

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()

    assert printed.split() == [b"False", b"False"]


async def test_newer_database_is_refused(path: Path) -> None:
    database = open_database(path)
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(TosoError) as caught:
        await database.migrate()
    await database.close()

    assert HEAD != "9999"
    assert caught.value.notice == "store.newer"
