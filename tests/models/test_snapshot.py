from models.sample import SAMPLE_COMMUNE
from models.snapshot import Snapshot, StoredSnapshot, stored_snapshot
from tests.models.conftest import NOW, Book


async def test_snapshot_comes_back_as_it_was_stored(book: Book) -> None:
    frozen = {"week": "2026-W46", "teams": 58}
    await book.put(Snapshot, {"week": "2026-W46", "taken_at": NOW, "tally": frozen})

    async with book.database.read() as connection:
        found = await stored_snapshot(connection, SAMPLE_COMMUNE, "2026-W46")

    assert StoredSnapshot("2026-W46", NOW, frozen) == found


async def test_week_that_was_not_frozen_has_none(book: Book) -> None:
    async with book.database.read() as connection:
        assert await stored_snapshot(connection, SAMPLE_COMMUNE, "2026-W46") is None
