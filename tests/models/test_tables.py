"""What the tables refuse by themselves, whatever code stands before them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from models.activity import ActivityKind
from models.commune import Commune, CommuneKind
from models.database import Database
from models.mail import Inbox, Outbox
from models.people import Account, Person
from tests.models.conftest import NOW, Book

INBOX = {"channel": "web", "owner": "p", "kind": "text", "at": NOW, "digest": ""}
OUTBOX = {
    "owner": "p",
    "channel": "web",
    "external_id": "x",
    "message": "{}",
    "not_before": NOW,
    "created_at": NOW,
}


async def test_phone_is_unique_in_its_commune(book: Book, database: Database) -> None:
    hashed = database.vault.phone_hash("0912000001")

    with pytest.raises(IntegrityError, match="phone_hash"):
        await book.put(Person, {"id": "x", "name": "x", "phone_hash": hashed, "created_at": NOW})


async def test_phone_may_stand_in_another_commune(book: Book, database: Database) -> None:
    hashed = database.vault.phone_hash("0912000001")
    async with database.write() as connection:
        await connection.execute(
            Commune.__table__.insert().values(  # type: ignore[attr-defined]
                id="khác", name="x", kind=CommuneKind.WARD, village_word="khu", created_at=NOW
            )
        )

    await book.put(
        Person,
        {"commune_id": "khác", "id": "x", "name": "x", "phone_hash": hashed, "created_at": NOW},
    )


async def test_people_without_a_phone_are_many(book: Book) -> None:
    await book.put(
        Person, *({"id": name, "name": name, "created_at": NOW} for name in ("one", "two"))
    )


async def test_message_is_taken_once(book: Book) -> None:
    await book.put(Inbox, {**INBOX, "provider_id": "1"}, {**INBOX, "provider_id": "2"})

    with pytest.raises(IntegrityError):
        await book.put(Inbox, {**INBOX, "provider_id": "1"})


async def test_same_provider_id_of_another_channel_is_another_message(book: Book) -> None:
    await book.put(
        Inbox, {**INBOX, "provider_id": "1"}, {**INBOX, "channel": "zalo", "provider_id": "1"}
    )


async def test_message_with_an_identity_is_queued_once(book: Book) -> None:
    await book.put(Outbox, {**OUTBOX, "id": "1", "identity": "reminder:2026-W47"})

    with pytest.raises(IntegrityError, match="identity"):
        await book.put(Outbox, {**OUTBOX, "id": "2", "identity": "reminder:2026-W47"})


async def test_dialog_records_once(book: Book) -> None:
    await book.activity(dialog_id="d")

    with pytest.raises(IntegrityError, match="dialog_id"):
        await book.activity(dialog_id="d")


async def test_zero_report_is_made_once_a_week(book: Book) -> None:
    await book.zero_report("thon-01", "2026-W47")
    await book.zero_report("thon-01", "2026-W48")

    with pytest.raises(IntegrityError):
        await book.zero_report("thon-01", "2026-W47")


async def test_activity_of_an_unknown_team_is_refused(book: Book) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        await book.activity(ActivityKind.HOME_VISIT, "thon-99")


async def test_account_of_nobody_is_a_visitor_and_of_an_unknown_person_refused(book: Book) -> None:
    seen = {"channel": "web", "created_at": NOW, "last_seen_at": datetime(2026, 12, 1, tzinfo=UTC)}
    await book.put(Account, {**seen, "external_id": "visitor", "person_id": None})

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        await book.put(Account, {**seen, "external_id": "x", "person_id": "nobody"})
