"""The commune's own counts in the store: nothing that was counted is lost, and a closed week and
what came after it are always what is live.
"""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.activity import ActivityState
from models.apply import apply
from models.changes import Change
from models.closing import close_week
from models.database import Database
from models.facts import load_facts
from models.indicator import Audience, Indicator
from models.indicator_changes import (
    AddIndicator,
    RemoveIndicator,
    ResumeIndicator,
    RetireIndicator,
    RewordIndicator,
)
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.sample import SAMPLE_COMMUNE
from models.standing import week_standing
from tests.models.conftest import NOW, Book

MONDAY = date(2026, 11, 16)
LATER = NOW + timedelta(days=14)
"""Two weeks on: the week of the entries is closed."""


def new(id_: str = "moi", since: date = date(2026, 12, 1), at: datetime = LATER) -> AddIndicator:
    return AddIndicator(
        id_, "Mới", "Mấy người ạ?", "người", 50, Audience.BOTH, since, "somebody", at
    )


async def write(database: Database, *changes: Change) -> None:
    async with database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, changes)


async def ids(database: Database) -> list[str]:
    async with database.read() as connection:
        found = await connection.scalars(select(Indicator.id).order_by(Indicator.position))
        return list(found)


async def closed(book: Book) -> None:
    await book.activity(indicators={"ocop": 4})
    async with book.database.write() as connection:
        await close_week(connection, SAMPLE_COMMUNE, "2026-W47", LATER - timedelta(days=7))


async def standing(book: Book) -> tuple[bool, int, dict[str, int]]:
    """Whether the closed week and its adjustments are what is live, how many there are, and what it
    shows of indicators.
    """
    async with book.database.read() as connection:
        found = await week_standing(connection, SAMPLE_COMMUNE, "2026-W47", LATER)
    assert found is not None
    return found.is_exact, len(found.adjustments), found.live["indicators"]


async def test_new_one_stands_behind_the_others(database: Database) -> None:
    await write(database, new())

    assert (await ids(database))[-2:] == ["contest", "moi"]


async def test_one_of_today_changes_no_closed_week(book: Book) -> None:
    await closed(book)
    await write(book.database, new())

    exact, adjustments, shown = await standing(book)

    assert (exact, adjustments, "moi" in shown) == (True, 0, False)


async def test_one_of_a_past_day_is_an_adjustment_of_the_weeks_since_then(book: Book) -> None:
    await closed(book)
    await write(book.database, new(since=MONDAY))

    exact, adjustments, shown = await standing(book)

    assert (exact, adjustments, shown["moi"]) == (True, 1, 0)


async def test_retired_one_keeps_what_it_counted_and_moves_no_closed_week(book: Book) -> None:
    await closed(book)
    await write(book.database, RetireIndicator("ocop", LATER.date()))
    await write(book.database, RetireIndicator("dvc", LATER.date()))

    exact, adjustments, shown = await standing(book)

    assert (exact, adjustments, shown["ocop"], shown["dvc"]) == (True, 0, 4, 0)


async def test_one_taken_up_again_is_exact_in_the_weeks_between(book: Book) -> None:
    await write(book.database, RetireIndicator("dvc", date(2026, 11, 1)))
    await closed(book)
    back = ResumeIndicator("dvc", date(2026, 11, 1), "somebody", LATER)
    await write(book.database, back)

    exact, adjustments, shown = await standing(book)

    assert (exact, adjustments, shown["dvc"]) == (True, 1, 0)


async def test_one_added_by_mistake_is_gone(database: Database) -> None:
    await write(database, new())
    await write(database, RemoveIndicator("moi", LATER.date(), "somebody", LATER))

    assert "moi" not in await ids(database)


async def test_one_added_by_mistake_is_only_retired_where_it_was_counted(book: Book) -> None:
    await write(book.database, new())
    await book.activity(indicators={"moi": 3})
    await write(book.database, RemoveIndicator("moi", LATER.date(), "somebody", LATER))

    async with book.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, {EveryIndicatorNeed()})
    row = found[EveryIndicatorNeed()][-1]
    assert (row.id, row.retired_on) == ("moi", LATER.date())


async def test_rewording_leaves_name_and_days(database: Database) -> None:
    await write(database, RewordIndicator("dvc", "Mấy ạ?", "lượt", 7, Audience.MEMBERS))

    async with database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, {EveryIndicatorNeed()})
    row = next(row for row in found[EveryIndicatorNeed()] if row.id == "dvc")
    assert (row.label, row.question, row.unit, row.limit, row.audience, row.since) == (
        "Dịch vụ công", "Mấy ạ?", "lượt", 7, "members", None,
    )  # fmt: skip


@pytest.mark.parametrize(("since", "most"), [(MONDAY, 9), (date(2026, 11, 19), 4)])
async def test_largest_is_of_what_stands_since_then(book: Book, since: date, most: int) -> None:
    await book.activity(indicators={"dvc": 9}, day=MONDAY)
    await book.activity(indicators={"dvc": 4}, day=date(2026, 11, 19))
    await book.activity(indicators={"dvc": 20}, state=ActivityState.WITHDRAWN)
    asked, other = LargestNeed("dvc", since), LargestNeed("etax", since)

    async with book.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, {asked, other})

    assert (found[asked], found[other]) == (most, 0)
