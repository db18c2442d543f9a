"""Businesses in the store: one of a name and village once, counted while a support of it stands."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.activity import ActivityKind, EntryWay
from models.apply import apply
from models.business_kept import Support, folded
from models.business_needs import BusinessesNeed
from models.changes import RecordActivity, WithdrawActivity
from models.closing import close_week
from models.explained import BehindNeed, figures_of, value_of
from models.facts import load_facts
from models.figures import Businesses
from models.sample import SAMPLE_COMMUNE
from models.standing import week_standing
from models.tally import tally
from models.weeks import week_days
from tests.models.conftest import DAY, NOW, Book

WEEK = "2026-W47"


async def record(
    book: Book, name: str, *kinds: str, village: str = "Thôn 01", at: datetime = NOW
) -> RecordActivity:
    id_ = book.ids.new()
    change = RecordActivity(
        id=id_, dialog_id=id_, team_id="thon-01", kind=ActivityKind.BUSINESS, day=DAY, sessions=0,
        people=0, elderly=None, fishermen=None, freelance=None, vulnerable=None, vneid_1=0,
        vneid_2=0, vneid_unspecified=0, place=None, note=None, author_id=await book.person(1),
        for_id=None, how=EntryWay.SELF, at=at,
        business=Support(book.ids.new(), name, village, kinds or ("qr",)),
    )  # fmt: skip
    async with book.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, (change,))
    return change


async def withdraw(book: Book, activity: str, at: datetime = NOW) -> None:
    change = WithdrawActivity(activity, book.ids.new(), await book.person(1), at, "undo")
    async with book.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, (change,))


async def counted(book: Book) -> Businesses:
    async with book.database.read() as connection:
        return (await tally(connection, SAMPLE_COMMUNE, *week_days(WEEK))).businesses


async def test_same_one_again_is_a_support_and_not_a_business(book: Book) -> None:
    await record(book, "Tạp hóa Hoa", "qr")
    await record(book, "tap hoa HOA.", "qr", "shop", village="thôn 01")
    await record(book, "Tạp hóa Hoa", "invoice", village="Thôn 02")

    found = await counted(book)

    assert (found.supported, found.by_kind["qr"], found.by_kind["shop"]) == (2, 1, 1)


async def test_one_whose_support_is_taken_back_does_not_count(book: Book) -> None:
    first = await record(book, "Tạp hóa Hoa")
    await withdraw(book, first.id)

    async with book.database.read() as connection:
        (row,) = (await load_facts(connection, SAMPLE_COMMUNE, {BusinessesNeed()}))[
            BusinessesNeed()
        ]

    assert (await counted(book)).supported == 0
    assert (row.name, row.days) == ("Tạp hóa Hoa", ())


async def test_list_has_days_and_everything_set_up(book: Book) -> None:
    await record(book, "Tạp hóa Hoa", "shop")
    await record(book, "Tạp hóa Hoa", "qr")

    async with book.database.read() as connection:
        (row,) = (await load_facts(connection, SAMPLE_COMMUNE, {BusinessesNeed()}))[
            BusinessesNeed()
        ]

    assert (row.kinds, row.days) == (("qr", "shop"), (DAY, DAY))


async def test_late_support_is_an_adjustment_and_the_week_stays_exact(book: Book) -> None:
    async with book.database.write() as connection:
        await close_week(connection, SAMPLE_COMMUNE, WEEK, NOW + timedelta(days=7))
    late = NOW + timedelta(days=8)
    first = await record(book, "Tạp hóa Hoa", "qr", at=late)
    await record(book, "Tạp hóa Hoa", "shop", at=late)
    await withdraw(book, first.id, late)

    async with book.database.read() as connection:
        found = await week_standing(connection, SAMPLE_COMMUNE, WEEK, NOW + timedelta(days=9))

    assert found is not None
    assert (found.is_exact, len(found.adjustments)) == (True, 3)
    assert found.live["businesses"]["supported"] == 1


async def test_week_frozen_before_businesses_were_counted_is_exact_too(book: Book) -> None:
    async with book.database.write() as connection:
        await close_week(connection, SAMPLE_COMMUNE, WEEK, NOW + timedelta(days=1))
    async with book.database.read() as connection:
        found = await week_standing(connection, SAMPLE_COMMUNE, WEEK, NOW + timedelta(days=9))
    assert found is not None
    before = {key: value for key, value in found.snapshot.tally.items() if key != "businesses"}

    older = replace(found, snapshot=replace(found.snapshot, tally=before))

    assert older.is_exact


async def test_figure_is_explained_by_the_supports_behind_it(book: Book) -> None:
    await record(book, "Tạp hóa Hoa", "qr")
    await record(book, "Tạp hóa Hoa", "shop")
    need = BehindNeed("thon-01", WEEK)

    async with book.database.read() as connection:
        logged = (await load_facts(connection, SAMPLE_COMMUNE, {need}))[need]

    assert value_of("businesses", logged) == 1
    assert figures_of(logged) == {"businesses": 1}
    assert [one.business[1] for one in logged] == ["Tạp hóa Hoa"] * 2


@pytest.mark.parametrize("words", ["Tạp hóa “Hoa” – 2", "tap hoa hoa 2", "TẠP  HÓA, HOA (2)"])
def test_signs_marks_and_capitals_do_not_tell_names_apart(words: str) -> None:
    assert folded(words) == "tap hoa hoa 2"
