"""Changes into rows, and nothing else: what a batch writes is what its decisions said."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.account_changes import KeepAccount
from models.activity import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    EntryWay,
    Revision,
    ZeroReport,
)
from models.apply import apply
from models.attachment import Attachment, AttachmentState
from models.audit import Audit
from models.base import Base
from models.changes import (
    AddPerson,
    Audited,
    Change,
    ChangeAddress,
    ChangeLanguage,
    FileZeroReport,
    KeepAttachment,
    KeepInbox,
    KeepThread,
    Notify,
    Queue,
    RecordActivity,
    WithdrawActivity,
    WithdrawZeroReport,
    week_key,
)
from models.database import Database
from models.dialogs import Dialog
from models.indicator import ActivityIndicator
from models.mail import Inbox, Lane, Outbox, OutboxState
from models.people import Account, AccountState, Person, PersonRole, Role
from models.sample import SAMPLE_COMMUNE
from models.scribe import ScribeReason, ScribeRequest
from models.scribe_changes import AskScribe, CloseScribe
from tests.models.conftest import DAY, NOW, Book

LATER = NOW + timedelta(minutes=5)
WEEK = "2026-W47"


@dataclass
class Pen:
    database: Database

    async def write(self, *changes: Change) -> None:
        async with self.database.write() as connection:
            await apply(connection, SAMPLE_COMMUNE, changes)

    async def rows(self, table: type[Base], *where: object) -> list[Any]:
        async with self.database.read() as connection:
            columns = table.__table__.columns
            return list((await connection.execute(select(*columns).where(*where))).all())


@pytest.fixture
def pen(database: Database) -> Pen:
    return Pen(database)


@pytest.fixture
async def session(book: Book) -> RecordActivity:
    return RecordActivity(
        id="a1",
        dialog_id="d1",
        team_id="thon-01",
        kind=ActivityKind.RESIDENTS_SESSION,
        day=DAY,
        sessions=1,
        people=12,
        elderly=3,
        fishermen=None,
        freelance=None,
        vulnerable=None,
        vneid_1=2,
        vneid_2=1,
        vneid_unspecified=0,
        place="nhà bác Hoa",
        note="mang theo sạc",
        author_id=await book.person(1),
        for_id=None,
        how=EntryWay.SELF,
        at=NOW,
        key=week_key("thon-01", WEEK),
    )


def letter(identity: str, **columns: object) -> Queue:
    fields = {
        "id": identity, "owner": "p", "channel": "terminal", "external_id": "x",
        "lane": Lane.REPLY, "message": "{}", "not_before": NOW, "created_at": NOW,
    }  # fmt: skip
    return Queue(identity=identity, **{**fields, **columns})


def account(
    external_id: str, person: str | None, *, shown: str = "", at: datetime = NOW
) -> KeepAccount:
    return KeepAccount("terminal", external_id, person, shown, at)


def notice(**columns: object) -> Notify:
    fields = {
        "id": "n1", "role": Role.LEADER, "team_id": "thon-01", "but_not": "",
        "identity": "scribe:x", "message": "{}", "not_before": LATER,
        "valid_until": LATER + timedelta(days=2), "created_at": NOW,
    }  # fmt: skip
    return Notify(**{**fields, **columns})


async def test_nothing_is_written_for_no_changes(pen: Pen) -> None:
    await pen.write()

    assert await pen.rows(Inbox) == []


def test_every_change_has_its_key() -> None:
    assert all("key" in change.__dataclass_fields__ for change in get_args(Change))


async def test_message_is_kept_without_its_text(pen: Pen) -> None:
    await pen.write(KeepInbox("terminal", "m1", "p", "TextSent", NOW, "0f"))

    (row,) = await pen.rows(Inbox)
    assert row._asdict() == {
        "commune_id": SAMPLE_COMMUNE,
        "channel": "terminal",
        "provider_id": "m1",
        "owner": "p",
        "kind": "TextSent",
        "at": NOW,
        "digest": "0f",
    }


async def test_message_of_another_channel_with_the_same_id_is_another(pen: Pen) -> None:
    await pen.write(
        KeepInbox("terminal", "m1", "p", "TextSent", NOW, "0f"),
        KeepInbox("web", "m1", "p", "TextSent", NOW, "0f"),
    )

    assert len(await pen.rows(Inbox)) == 2


async def test_last_thread_and_account_of_a_batch_hold(pen: Pen, book: Book) -> None:
    person = await book.person(1)
    await pen.write(
        KeepThread(person, "first", NOW),
        account("x", None),
        KeepThread(person, "second", LATER),
        account("x", person, shown="d.3", at=LATER),
    )

    (thread,) = await pen.rows(Dialog)
    (known,) = await pen.rows(Account)
    assert (thread.state, thread.updated_at) == ("second", LATER)
    assert (known.person_id, known.shown, known.last_seen_at) == (person, "d.3", LATER)


async def test_account_keeps_when_it_was_first_seen(pen: Pen) -> None:
    await pen.write(account("x", None))

    await pen.write(account("x", None, at=LATER))

    (known,) = await pen.rows(Account)
    assert (known.created_at, known.last_seen_at) == (NOW, LATER)
    assert known.state is AccountState.ACTIVE


async def test_new_person_has_a_role_at_once(pen: Pen) -> None:
    await pen.write(
        AddPerson("p1", "Hoa", Role.RESIDENT, NOW),
        ChangeAddress("p1", "cô"),
        ChangeLanguage("p1", "en"),
        account("x", "p1"),
    )

    (person,) = await pen.rows(Person, Person.id == "p1")
    assert (person.name, person.address, person.language) == ("Hoa", "cô", "en")
    (role,) = await pen.rows(PersonRole, PersonRole.person_id == "p1")
    assert (role.role, role.team_id) == (Role.RESIDENT, "")


async def test_activity_is_written_with_all_that_hangs_on_it(
    pen: Pen, book: Book, session: RecordActivity
) -> None:
    came = (await book.person(1), await book.person(2))
    photo = KeepAttachment("f1", "p", "d1", None, "terminal", "a.jpg", NOW, LATER)
    await pen.write(photo)

    await pen.write(
        replace(
            session,
            indicators=(("dvc", 4), ("payment", None)),
            attendees=came,
            photos=("f1",),
        )
    )

    (row,) = await pen.rows(Activity)
    assert (row.week, row.people, row.elderly, row.fishermen) == (WEEK, 12, 3, None)
    assert row.state is ActivityState.CONFIRMED
    counted = await pen.rows(ActivityIndicator)
    assert {(one.indicator_id, one.value) for one in counted} == {("dvc", 4), ("payment", None)}
    assert {one.person_id for one in await pen.rows(Attendance)} == set(came)
    (attachment,) = await pen.rows(Attachment)
    assert (attachment.activity_id, attachment.state) == ("a1", AttachmentState.PENDING)


async def test_revision_holds_figures_and_no_words(pen: Pen, session: RecordActivity) -> None:
    await pen.write(session)

    (revision,) = await pen.rows(Revision)
    assert (revision.before, revision.why, revision.by_id) == (None, "confirmed", session.author_id)
    assert revision.after["people"] == 12
    written = json.dumps(revision.after, ensure_ascii=False)
    assert "Hoa" not in written
    assert "sạc" not in written


async def test_dialog_records_once(pen: Pen, session: RecordActivity) -> None:
    await pen.write(session)

    with pytest.raises(IntegrityError):
        await pen.write(replace(session, id="a2"), KeepThread("p", "never", NOW))

    assert len(await pen.rows(Activity)) == 1
    assert await pen.rows(Dialog) == []


async def test_withdrawing_marks_and_says_who_when_and_why(
    pen: Pen, session: RecordActivity
) -> None:
    await pen.write(session)

    withdrawal = WithdrawActivity("a1", "r2", session.author_id, LATER, "undo")
    await pen.write(withdrawal)
    await pen.write(replace(withdrawal, revision_id="r3"))

    (row,) = await pen.rows(Activity)
    assert (row.state, row.withdrawn_at) == (ActivityState.WITHDRAWN, LATER)
    revisions = await pen.rows(Revision, Revision.id != "a1")
    assert [(one.id, one.why, one.at) for one in revisions] == [("r2", "undo", LATER)]


async def test_zero_report_comes_goes_and_comes_again(pen: Pen, book: Book) -> None:
    first, second = await book.person(1), await book.person(2)
    await pen.write(FileZeroReport("thon-01", WEEK, first, NOW))
    await pen.write(WithdrawZeroReport("thon-01", WEEK, LATER, "member"))
    (withdrawn,) = await pen.rows(ZeroReport)

    await pen.write(FileZeroReport("thon-01", WEEK, second, LATER))

    assert withdrawn.withdrawn_at == LATER
    (row,) = await pen.rows(ZeroReport)
    assert (row.by_id, row.at, row.withdrawn_at) == (second, LATER, None)


async def test_letter_is_queued_once_by_its_identity(pen: Pen) -> None:
    await pen.write(letter("one"), letter("two"), letter("one", id="other"))
    await pen.write(letter("one", id="again"))

    assert sorted(row.id for row in await pen.rows(Outbox)) == ["one", "two"]


async def test_notice_goes_to_whoever_leads_the_team(pen: Pen, book: Book) -> None:
    leader, other = await book.person(1), await book.person(8)
    await pen.write(account("x", leader), account("y", other), notice())

    (row,) = await pen.rows(Outbox)
    assert (row.owner, row.external_id, row.lane) == (leader, "x", Lane.REMINDER)
    assert (row.identity, row.not_before) == (f"scribe:x:{leader}", LATER)
    assert row.state is OutboxState.WAITING


async def test_notice_goes_to_the_newest_account(pen: Pen, book: Book) -> None:
    leader = await book.person(1)
    await pen.write(account("old", leader), account("new", leader, at=LATER), notice())

    assert [row.external_id for row in await pen.rows(Outbox)] == ["new"]


async def test_notice_is_not_for_whoever_caused_it_nor_without_an_account(
    pen: Pen, book: Book
) -> None:
    leader = await book.person(1)
    await pen.write(
        account("x", leader), notice(but_not=leader), notice(id="n2", team_id="thon-02")
    )

    assert await pen.rows(Outbox) == []


async def test_scribe_is_asked_for_once_and_closed(pen: Pen, book: Book) -> None:
    person, leader = await book.person(2), await book.person(1)
    ask = AskScribe("s1", person, "thon-01", ScribeReason.ASKED, NOW)
    await pen.write(ask)
    await pen.write(replace(ask, id="s2", reason=ScribeReason.VOICE))
    (open_,) = await pen.rows(ScribeRequest)

    await pen.write(CloseScribe(person, leader, LATER))
    await pen.write(replace(ask, id="s3"))

    assert (open_.id, open_.closed_at) == ("s1", None)
    rows = {row.id: (row.closed_at, row.closed_by) for row in await pen.rows(ScribeRequest)}
    assert rows == {"s1": (LATER, leader), "s3": (None, None)}


async def test_audit_says_who_did_what_to_whom(pen: Pen, book: Book) -> None:
    person = await book.person(1)
    await pen.write(Audited("u1", NOW, person, "person.address", person, (("count", 2),)))

    (row,) = await pen.rows(Audit)
    assert (row.by_id, row.action, row.subject) == (person, "person.address", person)
    assert row.detail == {"count": 2}
