"""OCOP products in the store: counted as of the last day, and what is changed today moves no closed
week but where it reaches back, as an adjustment.
"""

from datetime import date, datetime, timedelta

import pytest

from models.apply import apply
from models.closing import close_week
from models.facts import load_facts
from models.figures import Products
from models.product_changes import AddProduct, ProductChange, SetListing, SetRemoved
from models.product_needs import ProductsNeed
from models.sample import SAMPLE_COMMUNE
from models.standing import week_standing
from models.tally import tally
from models.weeks import week_days
from tests.models.conftest import NOW, Book

WEEK = "2026-W47"
MONDAY, SUNDAY = week_days(WEEK)
LATER = NOW + timedelta(days=14)


def new(name: str = "Mắm", *, on: date = MONDAY, listed: date | None = None) -> AddProduct:
    return AddProduct(name, name, None, "Sàn" if listed else None, listed, on, "somebody", NOW)


async def write(book: Book, *changes: ProductChange) -> None:
    async with book.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, changes)


async def counted(book: Book, first: date = MONDAY, last: date = SUNDAY) -> Products:
    async with book.database.read() as connection:
        return (await tally(connection, SAMPLE_COMMUNE, first, last)).ocop_products


@pytest.mark.parametrize(
    ("change", "total", "listed"),
    [
        (new(), 1, 0),
        (new(on=SUNDAY), 1, 0),
        (new(on=SUNDAY + timedelta(days=1)), 0, 0),
        (new(listed=SUNDAY), 1, 1),
        (new(listed=SUNDAY + timedelta(days=1)), 1, 0),
    ],
)
async def test_days_decide(book: Book, change: AddProduct, total: int, listed: int) -> None:
    await write(book, change)

    assert await counted(book) == Products(total, listed)


async def test_off_the_platform_counts_no_more_from_that_day_on(book: Book) -> None:
    await write(book, new(listed=MONDAY))
    await write(book, SetListing("Mắm", "Sàn", MONDAY, SUNDAY, "somebody", NOW))

    assert await counted(book) == Products(1, 0)
    assert await counted(book, last=SUNDAY - timedelta(days=1)) == Products(1, 1)


async def test_removed_one_is_listed_no_more(book: Book) -> None:
    await write(book, new(listed=MONDAY))
    await write(book, SetRemoved("Mắm", SUNDAY, "somebody", NOW))

    async with book.database.read() as connection:
        (row,) = (await load_facts(connection, SAMPLE_COMMUNE, {ProductsNeed()}))[ProductsNeed()]

    assert await counted(book) == Products(0, 0)
    assert row.removed_on == SUNDAY


@pytest.mark.parametrize(
    ("change", "adjustments"),
    [
        (SetListing("Mắm", "Sàn", LATER.date(), None, "somebody", LATER), 0),
        (SetListing("Mắm", "Sàn", MONDAY, None, "somebody", LATER), 1),
        (SetRemoved("Mắm", LATER.date(), "somebody", LATER), 0),
        (SetRemoved("Mắm", MONDAY, "somebody", LATER), 1),
    ],
)
async def test_closed_week_and_what_came_later_are_what_is_live(
    book: Book, change: ProductChange, adjustments: int
) -> None:
    await write(book, new())
    async with book.database.write() as connection:
        await close_week(connection, SAMPLE_COMMUNE, WEEK, LATER - timedelta(days=7))
    await write(book, change)

    async with book.database.read() as connection:
        found = await week_standing(connection, SAMPLE_COMMUNE, WEEK, LATER)

    assert found is not None
    assert (found.is_exact, len(found.adjustments)) == (True, adjustments)


async def test_one_put_back_after_weeks_counts_in_them_as_an_adjustment(book: Book) -> None:
    await write(book, new(), SetRemoved("Mắm", MONDAY, "somebody", NOW))
    async with book.database.write() as connection:
        await close_week(connection, SAMPLE_COMMUNE, WEEK, LATER - timedelta(days=7))
    await write(book, SetRemoved("Mắm", None, "somebody", LATER))

    async with book.database.read() as connection:
        found = await week_standing(connection, SAMPLE_COMMUNE, WEEK, LATER)

    assert found is not None
    assert (found.is_exact, found.live["ocop_products"]["total"]) == (True, 1)


async def test_moment_of_the_change_is_local(book: Book) -> None:
    """Early on a Monday in Viet Nam it is still Sunday elsewhere."""
    early = datetime.combine(SUNDAY, datetime.min.time(), NOW.tzinfo) + timedelta(
        hours=17, minutes=5
    )
    await write(book, new())
    async with book.database.write() as connection:
        await close_week(connection, SAMPLE_COMMUNE, WEEK, early)
    await write(book, SetRemoved("Mắm", SUNDAY, "somebody", early))

    async with book.database.read() as connection:
        found = await week_standing(connection, SAMPLE_COMMUNE, WEEK, early)

    assert found is not None
    assert (found.is_exact, len(found.adjustments)) == (True, 1)
