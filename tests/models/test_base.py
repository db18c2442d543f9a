from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from bot.kernel.errors import TosoError
from models.activity import Activity, ActivityKind
from models.audit import Audit
from models.database import Database, open_database
from models.mail import Outbox
from models.people import Person
from models.sample import SAMPLE_COMMUNE
from models.vault import read_vault
from tests.models.conftest import Book


def audit_row(at: datetime) -> dict[str, object]:
    return {"id": "a", "at": at, "action": "looked", "subject": "person", "detail": {}}


async def test_moment_comes_back_in_utc_whatever_zone_it_was_written_in(book: Book) -> None:
    await book.put(Audit, audit_row(datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=7)))))

    async with book.database.read() as connection:
        found = await connection.scalar(select(Audit.at))
        stored = await connection.scalar(text("SELECT at FROM audit"))

    assert datetime(2026, 11, 20, 2, tzinfo=UTC) == found
    assert stored == "2026-11-20 02:00:00.000000"


async def test_moment_without_a_zone_is_refused(book: Book) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        await book.put(Audit, audit_row(datetime(2026, 11, 20, 9)))  # noqa: DTZ001  # the fault itself


async def test_choice_is_stored_as_its_text_and_comes_back_as_a_member(book: Book) -> None:
    await book.activity(ActivityKind.HOME_VISIT)

    async with book.database.read() as connection:
        stored = await connection.scalar(text("SELECT kind FROM activity"))
        found = await connection.scalar(select(Activity.kind))

    assert stored == "home_visit"
    assert found is ActivityKind.HOME_VISIT


async def test_sealed_text_comes_back_with_the_key(database: Database) -> None:
    hashed = database.vault.phone_hash("0912000001")

    async with database.read() as connection:
        phone = await connection.scalar(select(Person.phone).where(Person.phone_hash == hashed))

    assert phone == "0912000001"


async def test_file_shows_neither_a_phone_nor_queued_words(path: Path, book: Book) -> None:
    words = "Dạ cháu chào bác Hoa"
    row = {"id": "o", "owner": "p", "channel": "terminal", "external_id": "x", "identity": "i"}
    moments = dict.fromkeys(("not_before", "created_at"), datetime(2026, 11, 20, tzinfo=UTC))

    await book.put(Outbox, {**row, **moments, "message": words})

    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert (path.parent / "toso.db-wal").exists()
    assert b"0912000001" not in everything
    assert words.encode() not in everything
    assert "Tổ trưởng 01".encode() in everything  # what is not sealed would be found


async def test_equal_phones_are_sealed_differently(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            insert(Person),
            [
                {
                    "commune_id": SAMPLE_COMMUNE,
                    "id": name,
                    "name": name,
                    "phone": "0988888888",
                    "created_at": datetime(2026, 11, 20, tzinfo=UTC),
                }
                for name in ("one", "two")
            ],
        )
        sealed = await connection.scalars(
            text("SELECT phone FROM person WHERE id IN ('one', 'two')")
        )

    one, two = sealed.all()
    assert one != two


async def test_without_the_key_open_columns_are_read_and_sealed_ones_raise(path: Path) -> None:
    database = open_database(path)

    async with database.read() as connection:
        name = await connection.scalar(select(Person.name).order_by(Person.id))
        with pytest.raises(TosoError) as caught:
            await connection.scalar(select(Person.phone))
    await database.close()

    assert name == "Tổ trưởng 01"
    assert caught.value.notice == "key.missing"


async def test_key_may_be_handed_to_the_door(path: Path) -> None:
    database = open_database(path, vault=read_vault(path.parent / "toso.key"))

    async with database.read() as connection:
        phone = await connection.scalar(select(Person.phone).order_by(Person.id))
    await database.close()

    assert phone == "0912000001"


def test_door_without_the_key_has_no_vault(path: Path) -> None:
    with pytest.raises(TosoError) as caught:
        _ = open_database(path).vault

    assert caught.value.notice == "key.missing"


async def test_without_the_key_nothing_is_sealed(path: Path) -> None:
    database = open_database(path)

    with pytest.raises(StatementError) as caught:
        async with database.write() as connection:
            await connection.execute(Person.__table__.update().values(phone="0912000001"))  # type: ignore[attr-defined]
    await database.close()

    assert isinstance(caught.value.orig, TosoError)
