from datetime import date

import pytest

from bot.kernel.errors import TosoError
from models.activity import ActivityKind, ActivityState
from models.sample import SAMPLE_COMMUNE
from models.team_week import TeamWeek, team_week, team_weeks
from tests.models.conftest import NOW, Book


async def load(book: Book, team: str = "thon-01", week: str = "2026-W47") -> TeamWeek:
    async with book.database.read() as connection:
        return await team_week(connection, SAMPLE_COMMUNE, team, week)


async def test_week_adds_up_as_the_tally_does(book: Book) -> None:
    await book.activity(ActivityKind.RESIDENTS_SESSION, people=12, sessions=2, vneid_1=3)
    await book.activity(ActivityKind.MEMBERS_SESSION, people=7)
    await book.activity(ActivityKind.HOME_VISIT, people=2, sessions=0, vneid_2=1)
    await book.activity(ActivityKind.INSTALLS, people=4, sessions=0, vneid_unspecified=4)
    await book.activity(ActivityKind.BUSINESS, people=1, sessions=0)

    found = await load(book)

    assert (
        found.team_name,
        found.sessions_members,
        found.sessions_residents,
        found.home_visits,
        found.people_guided,
        found.vneid,
    ) == ("Thôn 01", 1, 2, 2, 18, 8)


async def test_entries_are_the_newest_first_with_their_author(book: Book) -> None:
    early = await book.activity(day=date(2026, 11, 16))
    late = await book.activity(day=date(2026, 11, 20), author_id=await book.person(2))

    found = await load(book)

    assert [(late, "Thành viên 002"), (early, "Tổ trưởng 01")] == [
        (entry.activity_id, entry.author_name) for entry in found.entries
    ]


async def test_other_weeks_other_teams_and_withdrawn_entries_are_not_of_it(book: Book) -> None:
    await book.activity(day=date(2026, 11, 15))
    await book.activity(team="thon-02")
    await book.activity(state=ActivityState.WITHDRAWN, withdrawn_at=NOW)

    assert (await load(book)).entries == ()


async def test_zero_report_is_told(book: Book) -> None:
    await book.zero_report("thon-01", "2026-W47")
    await book.zero_report("thon-02", "2026-W47", withdrawn_at=NOW)

    assert (await load(book, "thon-01")).has_zero_report
    assert not (await load(book, "thon-02")).has_zero_report
    assert not (await load(book, "thon-01", "2026-W48")).has_zero_report


async def test_several_weeks_are_kept_apart(book: Book) -> None:
    await book.activity(team="thon-01", day=date(2026, 11, 9), people=3)
    await book.activity(team="thon-02", day=date(2026, 11, 16), people=5)
    await book.activity(team="thon-02", day=date(2026, 11, 9), people=7)
    wanted = {("thon-01", "2026-W46"), ("thon-02", "2026-W47"), ("nowhere", "2026-W47")}

    async with book.database.read() as connection:
        found = await team_weeks(connection, SAMPLE_COMMUNE, wanted)

    assert {key: week.people_guided for key, week in found.items()} == {
        ("thon-01", "2026-W46"): 3,
        ("thon-02", "2026-W47"): 5,
    }


async def test_unknown_team_raises(book: Book) -> None:
    with pytest.raises(TosoError, match="nowhere"):
        await load(book, "nowhere")
