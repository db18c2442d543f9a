"""A new key: everything sealed opens with it alone, no hash of the old one is left, nobody and
nothing is lost.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, String, insert, select, type_coerce

from bot.backup.places import Places
from bot.channels.contract import TextEdited
from bot.channels.web.sessions import session_key
from bot.cli.key import Changed, change_key
from bot.kernel.clock import SetClock
from bot.kernel.errors import TosoError
from bot.kernel.ids import CountedIds
from models.attachment import Attachment
from models.audit import Audit
from models.base import Encrypted, EncryptedOrLost
from models.database import open_database
from models.dialogs import Dialog
from models.file_code import FileCode, put_code
from models.inviting import find_waiting
from models.join import JoinCode, JoinTry
from models.keyed import HASHED, sealed_columns
from models.mail import Inbox, Outbox
from models.opening import open_installation
from models.people import Account, Person
from models.sealed_file import read_sealed
from models.tables import schema
from models.vault import Vault, read_vault
from models.web_log import WebLine, WebSession
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, SATURDAY, Stage, open_stage
from tests.whole.test_personal_data import DRAFT_PLACE, bytes_of, talk

RESIDENT, VISITOR = "resident:Quách Thị Kín", "new:Người Lạ"
COOKIE = "c" * 43
LATER = SATURDAY.replace(hour=9)

PLAIN = {
    "activity": "commune_id id team_id week place note author_id for_id dialog_id course_id",
    "activity_indicator": "commune_id activity_id indicator_id",
    "account": "commune_id channel person_id shown",
    "adjustment": "commune_id week by_id team_id subject",
    "assignment": "commune_id id title figure by_id",
    "assignment_team": "commune_id assignment_id team_id word by_id",
    "attachment": "commune_id id dialog_id activity_id person_id channel reason file_name mime"
    " digest",
    "attendance": "commune_id activity_id person_id",
    "audit": "commune_id id by_id action subject",
    "business": "commune_id id name village name_key village_key",
    "business_support": "commune_id activity_id business_id",
    "channel_month": "commune_id channel line month",
    "commune": "id name village_word",
    "commune_setting": "commune_id key",
    "course": "commune_id id team_id place topic opened_by",
    "course_day": "commune_id course_id",
    "dialog": "commune_id",
    "document": "commune_id id title link stored file_name mime added_by",
    "enrolment": "commune_id course_id learner_id added_by",
    "errand": "commune_id id kind person_id channel",
    "failed_message": "commune_id channel kind error",
    "file_code": "commune_id letter",
    "flag": "commune_id id activity_id other_id team_id week settled_by",
    "inbox": "commune_id channel kind",
    "indicator": "commune_id id label question unit",
    "installation": "key_fingerprint",
    "join_code": "commune_id person_id",
    "join_request": "commune_id id person_id channel asked_by settled_by",
    "join_try": "commune_id id",
    "learner": "commune_id id team_id name consent_by qualified_by merged_into added_by",
    "learner_attendance": "commune_id activity_id learner_id",
    "learner_key": "commune_id key learner_id",
    "learner_pair": "commune_id one_id other_id",
    "learner_verdict": "commune_id id one_id other_id kept_id by_id undone_by",
    "oa_token": "commune_id app_id oa_id refresher",
    "outbox": "commune_id id channel reason",
    "person": "commune_id id name address language consent_version",
    "person_role": "commune_id person_id team_id",
    "product": "commune_id id name name_key maker platform by_id",
    "revision": "commune_id id activity_id by_id channel why",
    "scribe_request": "commune_id id person_id team_id closed_by",
    "snapshot": "commune_id week",
    "team": "commune_id id name village_id zalo_link zalo_bot",
    "timer": "commune_id id kind payload",
    "village": "commune_id id name",
    "web_log": "commune_id external_id client_id",
    "web_session": "commune_id external_id role",
    "week_statement": "commune_id team_id week by_id channel reopened_by reopened_why",
    "zero_report": "commune_id team_id week by_id",
}
"""Text that no key has made: ids, names, words; the digest of a photo's bytes; and the browsers'
names, whose key outlives the others.
"""


def texts() -> Iterator[tuple[str, str]]:
    """Every column of plain text."""
    for table in schema().sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String):
                yield table.name, column.name


def test_every_text_column_is_known_as_a_hash_or_as_none() -> None:
    plain = {(table, name) for table, names in PLAIN.items() for name in names.split()}

    assert plain & HASHED == set()
    assert set(texts()) - plain - HASHED == set(), "is it a keyed hash? models.keyed"
    assert plain | HASHED <= set(texts()), "a column that is gone"


class Known(Vault):
    """Remembers every keyed hash that it gave."""

    given: set[str]

    def phone_hash(self, phone: str) -> str:
        return self._kept(super().phone_hash(phone))

    def keyed_hash(self, text: str) -> str:
        return self._kept(super().keyed_hash(text))

    def _kept(self, hashed: str) -> str:
        self.given.add(hashed)
        return hashed


def remembering(path: Path) -> Known:
    vault = Known(b"")
    known = read_vault(path)
    for name in Vault.__slots__:
        setattr(vault, name, getattr(known, name))
    vault.given = set()
    return vault


async def talk_of_all_kinds(stage: Stage) -> None:
    """Everything that leaves a hash or something sealed."""
    await talk(stage)
    await stage.says(RESIDENT, "tôi là thành viên tổ", "1", "0912000007", "000000")
    await stage.says(VISITOR, "chào")
    await stage.says(COORDINATOR, "mời thành viên", "Thành viên 009")
    edited = stage.inbound(LEADER, "xin chào", "m-edit")
    await stage.hear(edited)
    await stage.does(LEADER, TextEdited("xin chào nhé", edited.provider_id))
    database = stage.app.database
    browser = session_key(COOKIE, database.vault.browser_hash)
    here = {"commune_id": stage.app.commune_id, "external_id": browser}
    async with database.write() as connection:
        await connection.execute(
            insert(WebSession), [{**here, "role": "", "created_at": SATURDAY, "seen_at": SATURDAY}]
        )
        await connection.execute(
            insert(WebLine),
            [{**here, "seq": 1, "is_mine": True, "words": "xin chào", "at": SATURDAY}],
        )
        (person,) = (
            (
                await connection.execute(
                    select(Account.person_id).where(Account.external_id == stage.account(MEMBER))
                )
            )
            .scalars()
            .all()
        )
        await connection.execute(
            insert(Account),
            [{**here, "channel": "web", "person_id": person, "shown": "", "state": "active",
              "created_at": SATURDAY, "last_seen_at": SATURDAY}],
        )  # fmt: skip


def places(database: Path) -> Places:
    folder = database.parent
    return Places(database, folder / "files", folder / "uploads", folder / "toso.key")


def changed(database: Path, *, ends_sessions: bool = False, after: int = 0) -> Changed:
    now = LATER.replace(minute=after)
    return change_key(
        places(database),
        ids=CountedIds(SetClock(now)),
        now=now,
        ends_sessions=ends_sessions,
        tell=lambda _done, _total: None,
    )


async def talked_about(database: Path, photos: Path) -> set[str]:
    """The hashes that were given while everybody talked, the photo fetched."""
    async with open_stage(database) as stage:
        vault = remembering(places(database).key)
        stage.app.database.unlock(vault)
        stage.wire.files["anh.jpg"] = (photos / "anh.jpg").read_bytes()
        await talk_of_all_kinds(stage)
        await stage.sends_photo(LEADER, "anh.jpg")
        for account in await stage.rows(Account):
            vault.given.add(account.external_id)
        for line in await stage.rows(Inbox):
            vault.given.add(line.digest)
        for person in await stage.rows(Person):
            vault.given.add(person.phone_hash)
        browser = session_key(COOKIE, vault.browser_hash)
        return {hashed for hashed in vault.given if hashed} - {browser}


async def values_of(database: Path) -> dict[str, list[Any]]:
    """Every value of the database as it lies there."""
    store = open_database(database)
    found: dict[str, list[Any]] = {}
    try:
        async with store.read() as connection:
            for table in schema().sorted_tables:
                columns = [
                    type_coerce(column, LargeBinary)
                    if isinstance(column.type, Encrypted)
                    else column
                    for column in table.columns
                ]
                for row in await connection.execute(select(*columns)):
                    for column, value in zip(table.columns, row, strict=True):
                        found.setdefault(f"{table.name}.{column.name}", []).append(value)
    finally:
        await store.close()
    return found


def sealed_values(values: dict[str, list[Any]]) -> list[tuple[str, bytes]]:
    names = [f"{t.name}.{c.name}" for t, columns in sealed_columns().items() for c in columns]
    return [(name, value) for name in names for value in values.get(name, ()) if value is not None]


def opens(vault: Vault, sealed: bytes) -> bool:
    try:
        vault.cipher.unseal(sealed)
    except TosoError:
        return False
    return True


async def test_everything_is_of_the_new_key_and_nothing_of_the_old(
    sample_database: Path, photos: Path
) -> None:
    old = read_vault(places(sample_database).key)
    hashes = await talked_about(sample_database, photos)
    before = await values_of(sample_database)

    done = await asyncio.to_thread(changed, sample_database)

    new = read_vault(places(sample_database).key)
    after = await values_of(sample_database)
    assert done.fingerprint == new.fingerprint != old.fingerprint
    assert (
        {name for name, _ in sealed_values(before)}
        == {name for name, _ in sealed_values(after)}
        >= {"person.phone", "outbox.message", "dialog.state", "web_log.words", "attachment.source"}
    )
    assert [name for name, value in sealed_values(after) if not opens(new, value)] == []
    assert [name for name, value in sealed_values(after) if opens(old, value)] == []
    assert done.rows.unopened == done.unopened_files == 0
    assert len(hashes) > 400
    left = {
        name
        for name, values in after.items()
        for value in values
        for hashed in ([] if not isinstance(value, str) else [h for h in hashes if h in value])
        if hashed
    }
    assert left == set()
    data = bytes_of(sample_database)
    assert [value for _, value in sealed_values(before) if value in data] == []
    assert [hashed for hashed in hashes if hashed.encode() in data] == []


async def test_everybody_goes_on_where_they_were(sample_database: Path, photos: Path) -> None:
    await talked_about(sample_database, photos)

    await asyncio.to_thread(changed, sample_database)

    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        people = await stage.count(Person)
        browser = session_key(COOKIE, stage.app.database.vault.browser_hash)
        assert await stage.count(WebSession, WebSession.external_id == browser) == 1
        assert await stage.count(Account, Account.external_id == browser) == 1
        await stage.says(MEMBER, "ghi tiếp", "bỏ qua", "bỏ qua")
        assert DRAFT_PLACE in stage.last(MEMBER).text
        await stage.says(LEADER, "chào")
        await stage.says(RESIDENT, "chào")
        assert await stage.count(Person) == people  # the resident is not a new one
        assert await stage.count(Audit, Audit.action == "key.rotated") == 1


async def test_what_arrives_again_after_the_change_counts_once(sample_database: Path) -> None:
    async with open_stage(sample_database) as stage:
        await stage.does(MEMBER, "chào", "same")
        sent = stage.inbound(MEMBER, "xin chào", "edited")
        await stage.hear(sent)

    await asyncio.to_thread(changed, sample_database)

    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        told = len(stage.parts(MEMBER))
        await stage.hear(stage.inbound(MEMBER, "chào", "same"))
        assert len(stage.parts(MEMBER)) == told


async def test_received_photos_open_with_the_new_key(sample_database: Path, photos: Path) -> None:
    await talked_about(sample_database, photos)
    places(sample_database).uploads.mkdir()
    old = read_vault(places(sample_database).key)
    from models.sealed_file import Sealer

    upload = "a" * 32
    with (places(sample_database).uploads / upload).open("wb") as file:
        sealer = Sealer(file, old.file_cipher, upload)
        sealer.add(b"picture")
        sealer.finish()

    done = await asyncio.to_thread(changed, sample_database)

    new = read_vault(places(sample_database).key)
    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        (row,) = await stage.rows(Attachment, Attachment.file_name.is_not(None))
    with (places(sample_database).files / row.file_name).open("rb") as file:
        assert read_sealed(file, new.file_cipher, row.id) == (photos / "anh.jpg").read_bytes()
    with (places(sample_database).uploads / upload).open("rb") as file:
        assert read_sealed(file, new.file_cipher, upload) == b"picture"
    assert (done.files, done.unopened_files) == (2, 0)
    assert [p.name for p in sample_database.parent.rglob(".*")] == []


async def test_codes_and_tries_end(sample_database: Path) -> None:
    async with open_stage(sample_database) as stage:
        part = await stage.says(COORDINATOR, "mời thành viên", "Thành viên 009")
        code = "".join(filter(str.isdigit, part.text.split("\n")[0].split(":")[-1]))[:6]
        await stage.says(RESIDENT, "tôi là thành viên tổ", "1", "0912000007", "000000")
        assert await stage.count(JoinTry) == 1
        async with stage.app.database.write() as connection:
            made = {"letter": "l1", "code_hash": "0" * 32, "now": stage.clock.now()}
            await put_code(connection, stage.app.commune_id, **made)

    done = await asyncio.to_thread(changed, sample_database)

    assert done.rows.codes == 1
    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        assert await stage.count(JoinTry) == 0
        assert await stage.count(FileCode) == 0
        assert await stage.count(JoinCode, JoinCode.code_hash != "") == 0
        await stage.says("resident:Ai", "tôi là thành viên tổ", "1", "0912000009", code)
        assert await stage.said("resident:Ai") != ["join.done"]
        assert await stage.count(Account, Account.external_id == stage.account("resident:Ai")) == 1


async def test_browsers_are_signed_out_when_asked(sample_database: Path, photos: Path) -> None:
    await talked_about(sample_database, photos)

    done = await asyncio.to_thread(lambda: changed(sample_database, ends_sessions=True))

    assert done.browsers == 1
    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        browser = session_key(COOKIE, stage.app.database.vault.browser_hash)
        assert await stage.count(WebSession) == await stage.count(WebLine) == 0
        assert await stage.count(Account, Account.channel == "web") == 0
        async with stage.app.database.read() as connection:
            waiting = await find_waiting(connection, stage.app.commune_id)
        joined = {account.person_id for account in await stage.rows(Account)}
        assert waiting
        assert joined & {each.person_id for each in waiting} == set()
        assert browser not in bytes_of(sample_database).decode("latin-1")


async def test_damaged_value_stays_and_stops_nothing(sample_database: Path) -> None:
    async with open_stage(sample_database) as stage:
        await stage.says(MEMBER, "ghi buổi", "hôm nay")
        await stage.says(LEADER, "chào")
        async with stage.app.database.write() as connection:
            await connection.exec_driver_sql(
                "UPDATE dialog SET state = x'01020304' WHERE rowid = 1"
            )
            await connection.exec_driver_sql("UPDATE person SET phone = x'01' WHERE rowid = 9")

    done = await asyncio.to_thread(changed, sample_database)

    assert done.rows.unopened == 2
    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        assert await stage.count(Person, Person.phone_hash.is_(None)) == 1
        await stage.says(LEADER, "chào")
        assert await stage.is_at_menu(LEADER)


async def test_another_process_that_has_it_open_stops_the_change(sample_database: Path) -> None:
    from bot.backup.failure import Failure, Reason

    key = places(sample_database).key
    before = key.read_bytes()
    store = await open_installation(sample_database, now=SATURDAY)
    try:
        async with store.read() as connection:
            await connection.execute(select(Person.id))

            with pytest.raises(Failure) as refused:
                await asyncio.to_thread(changed, sample_database)
    finally:
        await store.close()

    assert refused.value.reason is Reason.IN_USE
    assert key.read_bytes() == before
    assert {path.name for path in key.parent.glob("toso.key*")} == {"toso.key"}


async def test_second_change_keeps_all_as_well(sample_database: Path) -> None:
    async with open_stage(sample_database) as stage:
        await stage.says(MEMBER, "ghi buổi", "hôm nay")

    first = await asyncio.to_thread(changed, sample_database)
    second = await asyncio.to_thread(lambda: changed(sample_database, after=1))

    assert first.kept != second.kept
    assert first.kept.exists()
    assert second.kept.exists()
    async with open_stage(sample_database, clock=SetClock(LATER)) as stage:
        assert await stage.count(Dialog) == 1
        async with stage.app.database.read() as connection:
            assert "" not in (await connection.scalars(select(Dialog.state))).all()
            assert await connection.scalar(select(Outbox.message).limit(1))


def test_values_that_may_be_lost_are_sealed_too() -> None:
    assert issubclass(EncryptedOrLost, Encrypted)
