from datetime import timedelta
from pathlib import Path

from models.database import open_database
from models.dialogs import Timer
from models.latest import Latest, latest
from models.mail import Inbox
from tests.models.conftest import NOW, Book


async def test_empty_database_has_neither(tmp_path: Path) -> None:
    database = open_database(tmp_path / "toso.db")
    await database.migrate()

    async with database.read() as connection:
        found = await latest(connection)
    await database.close()

    assert Latest(None, "") == found


async def test_last_thing_that_happened_counts(book: Book) -> None:
    later = NOW + timedelta(days=3)
    await book.put(
        Inbox,
        {
            "channel": "web",
            "provider_id": "1",
            "owner": "p",
            "kind": "text",
            "at": later,
            "digest": "",
        },
    )
    newest = await book.activity()

    async with book.database.read() as connection:
        assert Latest(later, newest) == await latest(connection)


async def test_what_is_only_due_has_not_happened(book: Book) -> None:
    row = {"id": "0", "owner": "p", "kind": "undo", "version": 1}
    await book.put(Timer, {**row, "due_at": NOW + timedelta(days=3)})

    async with book.database.read() as connection:
        assert (await latest(connection)).moment == NOW
