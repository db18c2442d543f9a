"""A mended activity: its figures change, and what it said before is kept beside who changed it."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from models.activity import Activity, Attendance, Revision
from models.changes import EditActivity, RecordActivity, WithdrawActivity
from models.facts import load_facts
from models.indicator import ActivityIndicator
from models.logged_needs import LoggedListNeed, LoggedNeed
from models.people import WITHDRAWN_NAME, Person
from models.sample import SAMPLE_COMMUNE
from tests.models.conftest import Book
from tests.models.test_closing import IN_TIME, rows, session, write


@pytest.fixture
async def first(book: Book) -> RecordActivity:
    author = await book.person(1)
    held = replace(
        session(author, people=15), indicators=(("dvc", 4), ("etax", None)), channel="terminal"
    )
    await write(book, held)
    return held


def mended(record: RecordActivity, revision: str = "r1") -> EditActivity:
    return EditActivity(record, revision, record.author_id, IN_TIME, "web", "miscounted")


async def test_mended_figures_stand_and_the_former_ones_are_kept(
    book: Book, first: RecordActivity
) -> None:
    await write(book, mended(replace(first, people=12, indicators=(("vssid", 2),))))

    (row,) = await rows(book, Activity)
    assert (row.people, row.confirmed_at) == (12, first.at)
    (counted,) = await rows(book, ActivityIndicator)
    assert (counted.indicator_id, counted.value) == ("vssid", 2)
    found = {row.id: row for row in await rows(book, Revision)}
    assert found["r1"].before["people"] == 15
    assert found["r1"].before["indicators"] == {"dvc": 4, "etax": None}
    assert found["r1"].after["people"] == 12
    assert (found["r1"].why, found["r1"].channel) == ("miscounted", "web")
    assert found["a1"].channel == "terminal"


async def test_same_edit_twice_is_one_revision(book: Book, first: RecordActivity) -> None:
    """SORMAS #994: what was submitted several times counted several times."""
    change = replace(first, people=12)
    await write(book, mended(change))
    await write(book, mended(change, "r2"))

    assert {row.id for row in await rows(book, Revision)} == {"a1", "r1"}


async def test_edit_that_changes_nothing_writes_nothing(book: Book, first: RecordActivity) -> None:
    await write(book, mended(first))

    assert [row.id for row in await rows(book, Revision)] == ["a1"]


async def test_withdrawn_activity_is_not_mended(book: Book, first: RecordActivity) -> None:
    await write(book, WithdrawActivity("a1", "r0", first.author_id, IN_TIME, "doubled"))
    await write(book, mended(replace(first, people=12)))

    (row,) = await rows(book, Activity)
    assert row.people == 15


async def test_other_people_of_the_same_number_are_a_change(book: Book) -> None:
    one, two, three = [await book.person(number) for number in (1, 2, 3)]
    held = session(one, people=2, attendees=(one, two))
    await write(book, held)
    await write(book, mended(replace(held, attendees=(one, three))))

    async with book.database.read() as connection:
        came = set(await connection.scalars(select(Attendance.person_id)))
    assert came == {one, three}
    assert len(await rows(book, Revision)) == 2


async def test_logged_activity_is_told_with_its_revisions(
    book: Book, first: RecordActivity
) -> None:
    await write(book, mended(replace(first, people=12)))
    need = LoggedNeed("a1")
    listed = LoggedListNeed(first.author_id, ("thon-01",), ("thon-01",), IN_TIME, IN_TIME)

    async with book.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, {need, listed})

    assert found[need].people == 12
    assert [revision.why for revision in found[need].revisions] == ["confirmed", "miscounted"]
    assert [logged.id for logged in found[listed]] == ["a1"]


async def test_list_holds_what_one_may_mend_and_no_more(book: Book) -> None:
    mine, other, leader = [await book.person(number) for number in (2, 3, 1)]
    await write(book, session(mine, "mine"), session(other, "other", team="thon-01"))
    await write(book, replace(session(leader, "for_me"), for_id=mine))
    await write(book, session(other, "elsewhere", team="thon-02"))
    member = LoggedListNeed(mine, ("thon-01",), (), IN_TIME, IN_TIME)
    leads = LoggedListNeed(leader, ("thon-01",), ("thon-01",), IN_TIME, IN_TIME)

    async with book.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, {member, leads})

    assert {logged.id for logged in found[member]} == {"mine", "for_me"}
    assert {logged.id for logged in found[leads]} == {"mine", "other", "for_me"}


async def test_who_took_back_the_consent_is_not_named(book: Book, first: RecordActivity) -> None:
    async with book.database.write() as connection:
        withdrawn = update(Person).where(Person.id == first.author_id)
        await connection.execute(withdrawn.values(consent_version=None, consent_at=IN_TIME))
    need = LoggedNeed("a1")

    async with book.database.read() as connection:
        logged = (await load_facts(connection, SAMPLE_COMMUNE, {need}))[need]

    assert logged.author_name == WITHDRAWN_NAME
    assert {revision.by_name for revision in logged.revisions} == {WITHDRAWN_NAME}
