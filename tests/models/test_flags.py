"""Flags in the store: written with their entry, settled by what happens to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.activity import Activity, ActivityState, Revision
from models.adjustment import Adjustment
from models.attachment import Attachment, AttachmentState
from models.changes import EditActivity, RecordActivity, WithdrawActivity
from models.commune import Village
from models.database import Database
from models.facts import load_facts
from models.flag import Flag, FlagEnd, FlagKind
from models.flag_changes import CallRight, RaisedFlag, RestoreActivity, SettleFlag
from models.flag_needs import (
    FlagCountNeed,
    FlagNeed,
    FlagsNeed,
    SamePhotosNeed,
    TeamHistoryNeed,
    VillageNeed,
    VillagesNeed,
)
from models.needs import Need
from models.same_photos import flag_same_photos
from models.sample import SAMPLE_COMMUNE
from models.snapshot import Snapshot
from models.standing import week_standing
from models.village_changes import SetVillageFigures
from tests.models.conftest import NOW, Book
from tests.models.test_closing import IN_TIME, LATE, WEEK, rows, session, write

ODD = RaisedFlag("f1", FlagKind.OUTLIER, (("of", "entry"), ("value", 120)))
TWICE = RaisedFlag("f2", FlagKind.TWICE, (("people", 12),), "a1")


async def load(database: Database, *needs: Need[Any]) -> list[Any]:
    async with database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, needs)
    return [found[need] for need in needs]


async def flags(book: Book) -> dict[str, Any]:
    return {row.id: row for row in await rows(book, Flag)}


@pytest.fixture
async def first(book: Book) -> RecordActivity:
    held = replace(session(await book.person(1)), flags=(ODD,))
    await write(book, held)
    return held


@pytest.mark.usefixtures("first")
async def test_flag_is_written_with_its_entry(book: Book) -> None:
    (row,) = (await flags(book)).values()

    assert (row.activity_id, row.team_id, row.week) == ("a1", "thon-01", WEEK)
    assert (row.detail, row.end) == ({"of": "entry", "value": 120}, None)


async def test_late_entry_has_its_flag_and_its_adjustment(book: Book) -> None:
    late = replace(session(await book.person(1), at=LATE), flags=(ODD,))
    await write(book, late)

    assert list(await flags(book)) == ["f1"]
    assert len(await rows(book, Adjustment)) == 1


async def test_withdrawn_entry_settles_its_flags(book: Book, first: RecordActivity) -> None:
    await write(book, WithdrawActivity("a1", "r", first.author_id, LATE, "undo"))

    (row,) = (await flags(book)).values()
    assert (row.end, row.settled_by, row.settled_at) == (
        FlagEnd.WITHDRAWN, first.author_id, LATE,
    )  # fmt: skip


def edit(record: RecordActivity, revision: str, **changes: Any) -> EditActivity:  # noqa: ANN401
    return EditActivity(
        replace(record, **changes), revision, record.author_id, IN_TIME, "web", "miscounted"
    )


async def test_mended_entry_settles_its_flags(book: Book, first: RecordActivity) -> None:
    await write(book, edit(first, "r1", people=13, flags=()))

    assert (await flags(book))["f1"].end is FlagEnd.MENDED


async def test_mended_and_odd_still_is_open_again(book: Book, first: RecordActivity) -> None:
    again = replace(ODD, id="f9", detail=(("of", "entry"), ("value", 130)))
    await write(book, edit(first, "r1", people=130, flags=(again,)))

    (row,) = (await flags(book)).values()
    assert (row.id, row.end, row.detail["value"]) == ("f1", None, 130)


async def test_what_was_found_right_is_not_asked_again(book: Book, first: RecordActivity) -> None:
    await write(book, SettleFlag("f1", FlagEnd.FINE, first.author_id, IN_TIME))
    await write(book, edit(first, "r1", people=130, flags=(replace(ODD, id="f9"),)))

    (row,) = (await flags(book)).values()
    assert row.end is FlagEnd.FINE


async def test_pair_is_settled_when_either_changes(book: Book, first: RecordActivity) -> None:
    await write(book, session(first.author_id, "a2"))
    await write(book, edit(session(first.author_id, "a2"), "r0", people=11, flags=(TWICE,)))

    await write(book, edit(first, "r1", people=40, flags=()))

    assert (await flags(book))["f2"].end is FlagEnd.MENDED


async def test_photo_of_two_reports_stays_open_when_the_other_is_mended(
    book: Book, first: RecordActivity
) -> None:
    photo = RaisedFlag("f3", FlagKind.SAME_PHOTO, (), "a1")
    await write(book, replace(session(first.author_id, "a2"), flags=(photo,)))

    await write(book, edit(first, "r1", people=40, flags=()))

    assert (await flags(book))["f3"].end is None


async def test_settled_once_stays_settled(book: Book, first: RecordActivity) -> None:
    await write(book, SettleFlag("f1", FlagEnd.FINE, first.author_id, IN_TIME))
    await write(book, SettleFlag("f1", FlagEnd.MERGED, "somebody", LATE))

    assert (await flags(book))["f1"].settled_by == first.author_id


async def test_authors_word_stands_beside_the_figures(book: Book, first: RecordActivity) -> None:
    await write(book, CallRight("f1", first.author_id, IN_TIME))

    row = (await flags(book))["f1"]
    assert (row.detail["right"], row.detail["value"], row.end) == (first.author_id, 120, None)


# Merged and taken apart


async def pair(book: Book) -> tuple[RecordActivity, RecordActivity]:
    author = await book.person(1)
    one = session(author)
    two = replace(session(author, "a2"), flags=(TWICE,))
    await write(book, one, two)
    return one, two


def merge(one: RecordActivity, author: str, at: Any = IN_TIME) -> Sequence[Any]:  # noqa: ANN401
    return (
        SettleFlag("f2", FlagEnd.MERGED, author, at),
        EditActivity(replace(one, people=14, flags=()), "r1", author, at, "web", "merged:a2"),
        WithdrawActivity("a2", "r2", author, at, "merged:a1"),
    )


def apart(one: RecordActivity, author: str, at: Any = IN_TIME) -> Sequence[Any]:  # noqa: ANN401
    return (
        EditActivity(replace(one, flags=()), "r3", author, at, "web", "undo"),
        RestoreActivity("a2", "r4", author, at, "undo", "web", reopens="f2"),
    )


@pytest.mark.parametrize("at", [IN_TIME, LATE])
async def test_merge_and_back_in_time_and_late(book: Book, at: Any) -> None:  # noqa: ANN401
    one, _ = await pair(book)
    await write(book, *merge(one, one.author_id, at))
    merged = {row.id: row for row in await rows(book, Activity)}
    flag = (await flags(book))["f2"]
    assert (merged["a1"].people, merged["a2"].state) == (14, ActivityState.WITHDRAWN)
    assert flag.end is FlagEnd.MERGED

    await write(book, *apart(one, one.author_id, at))

    found = {row.id: row for row in await rows(book, Activity)}
    assert (found["a1"].people, found["a2"].state) == (12, ActivityState.CONFIRMED)
    assert (await flags(book))["f2"].end is None
    assert {"r1", "r2", "r3", "r4"} <= {row.id for row in await rows(book, Revision)}


async def test_closed_week_adds_up_over_a_merge_taken_back(book: Book) -> None:
    one, _ = await pair(book)
    await write(book, *merge(one, one.author_id, LATE))
    await write(book, *apart(one, one.author_id, LATE + timedelta(minutes=5)))

    async with book.database.read() as connection:
        standing = await week_standing(connection, SAMPLE_COMMUNE, WEEK, LATE)
    assert standing is not None
    assert standing.is_exact
    assert len(await rows(book, Snapshot)) == 1


async def test_what_stands_is_not_restored_twice(book: Book) -> None:
    one, _ = await pair(book)
    await write(book, RestoreActivity("a2", "r4", one.author_id, IN_TIME, "undo", "web"))

    assert "r4" not in {row.id for row in await rows(book, Revision)}


# What is asked


@pytest.mark.usefixtures("first")
async def test_past_of_a_team_is_its_standing_entries_of_sixteen_weeks(book: Book) -> None:
    far, near = date(2026, 7, 24), date(2026, 7, 29)
    await book.activity(day=far)
    kept = await book.activity(day=near)
    await book.activity(team="thon-02")
    await book.activity(state=ActivityState.WITHDRAWN, withdrawn_at=NOW)

    (history,) = await load(book.database, TeamHistoryNeed("thon-01", WEEK))

    assert {entry.activity_id for entry in history.entries} == {"a1", kept}
    (flag,) = history.flags
    assert (flag.id, flag.activity_id, flag.is_open) == ("f1", "a1", True)


async def test_open_flags_are_listed_counted_and_told_whole(
    book: Book, first: RecordActivity
) -> None:
    elsewhere = replace(ODD, id="f7")
    await write(book, replace(session(first.author_id, "a3", team="thon-02"), flags=(elsewhere,)))
    of_team, whole, count, one = await load(
        book.database,
        FlagsNeed(("thon-01",)),
        FlagsNeed(),
        FlagCountNeed(),
        FlagNeed("f1"),
    )

    assert [line.id for line in of_team] == ["f1"]
    assert ({line.id for line in whole}, count) == ({"f1", "f7"}, 2)
    assert (one.entry.id, one.team_name, one.is_open) == ("a1", "Thôn 01", True)


async def test_settled_flags_are_neither_listed_nor_counted(
    book: Book, first: RecordActivity
) -> None:
    await write(book, SettleFlag("f1", FlagEnd.FINE, first.author_id, IN_TIME))

    assert await load(book.database, FlagsNeed(), FlagCountNeed()) == [(), 0]


async def test_villages_installs_count_from_the_day_after_its_figures(book: Book) -> None:
    await write(book, SetVillageFigures("thon-01", 100, 90, date(2026, 11, 18)))
    for day, vneid in ((17, 1), (18, 2), (19, 4)):
        await book.activity(day=date(2026, 11, day), vneid_2=vneid)
    await book.activity(day=date(2026, 11, 19), vneid_1=8, team="thon-02")

    one, other = await load(book.database, VillageNeed("thon-01"), VillageNeed("thon-02"))

    assert (one.adults, one.vneid_had, one.installs) == (100, 90, 4)
    assert (other.day, other.installs) == (None, 0)


async def test_every_village_is_offered(book: Book) -> None:
    (villages,) = await load(book.database, VillagesNeed())

    assert len(villages) == len(await rows(book, Village)) == 58


# The same bytes


async def photo(book: Book, id_: str, activity: str | None, digest: str | None) -> None:
    await book.put(
        Attachment,
        {
            "id": id_,
            "owner": "o",
            "dialog_id": id_,
            "activity_id": activity,
            "channel": "web",
            "source": "s",
            "state": AttachmentState.STORED,
            "tries": 1,
            "deadline_at": NOW,
            "digest": digest,
            "created_at": NOW,
        },
    )


async def test_bytes_of_another_report_are_found(book: Book) -> None:
    held, other = await book.activity(), await book.activity()
    await photo(book, "p1", held, "same")
    await photo(book, "p2", None, "same")
    await photo(book, "p3", None, "else")
    await photo(book, "p4", other, None)
    await photo(book, "p5", None, None)

    (found,) = await load(book.database, SamePhotosNeed(("p2", "p3", "p5")))

    assert [(same.photo_id, same.activity_id) for same in found] == [("p2", held)]


async def arrive(book: Book, *photos: str) -> None:
    async with book.database.write() as connection:
        await flag_same_photos(connection, SAMPLE_COMMUNE, photos, NOW)


async def test_photo_that_comes_after_its_report_is_flagged_once(book: Book) -> None:
    held, other = await book.activity(), await book.activity()
    await photo(book, "p1", held, "same")
    await photo(book, "p2", other, "same")

    await arrive(book, "p2")
    await arrive(book, "p2")

    (row,) = (await flags(book)).values()
    assert (row.kind, row.activity_id, row.other_id) == (FlagKind.SAME_PHOTO, other, held)


async def test_same_photo_twice_in_one_report_or_in_none_is_no_matter(book: Book) -> None:
    held = await book.activity()
    await photo(book, "p1", held, "same")
    await photo(book, "p2", held, "same")
    await photo(book, "p3", None, "same")

    await arrive(book, "p1", "p2", "p3")

    async with book.database.read() as connection:
        assert list(await connection.execute(select(Flag.id))) == []
