"""The cut-off: what stands then is kept, what comes later is an adjustment, and both add up."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.activity import ActivityKind, EntryWay
from models.adjustment import Adjustment, Cause
from models.apply import apply
from models.base import Base
from models.changes import (
    Change,
    EditActivity,
    FileZeroReport,
    RecordActivity,
    WithdrawActivity,
    WithdrawZeroReport,
)
from models.closing import close_week
from models.commune import Team
from models.sample import SAMPLE_COMMUNE
from models.snapshot import Snapshot
from models.standing import WeekStanding, adjust_closed_weeks, week_standing
from models.statement_changes import StateWeek
from models.week_statement import WeekStatement
from models.week_totals import WeekTotals
from models.weeks import week_of
from tests.models.conftest import Book

WEEK = "2026-W47"
WEDNESDAY = date(2026, 11, 18)
IN_TIME = datetime(2026, 11, 22, 12, tzinfo=UTC)
CUTOFF = datetime(2026, 11, 23, 0, tzinfo=UTC)  # Monday, 7 in the morning over there
LATE = CUTOFF + timedelta(hours=2)
TOTALS = WeekTotals(12, 0, 1, 0, 0, 1)


async def write(book: Book, *changes: Change) -> None:
    async with book.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, changes)


async def rows(book: Book, table: type[Base]) -> list[Any]:
    async with book.database.read() as connection:
        return list(await connection.execute(select(table)))


async def standing(book: Book, week: str = WEEK) -> WeekStanding | None:
    async with book.database.read() as connection:
        return await week_standing(connection, SAMPLE_COMMUNE, week, LATE)


def session(
    author: str,
    id_: str = "a1",
    *,
    at: datetime = IN_TIME,
    day: date = WEDNESDAY,
    team: str | None = "thon-01",
    people: int = 12,
    attendees: tuple[str, ...] = (),
) -> RecordActivity:
    return RecordActivity(
        id=id_,
        dialog_id=id_,
        team_id=team,
        kind=ActivityKind.MEMBERS_SESSION if attendees else ActivityKind.RESIDENTS_SESSION,
        day=day,
        sessions=1,
        people=people,
        elderly=None,
        fishermen=None,
        freelance=None,
        vulnerable=None,
        vneid_1=1,
        vneid_2=0,
        vneid_unspecified=0,
        place=None,
        note=None,
        author_id=author,
        for_id=None,
        how=EntryWay.SELF,
        at=at,
        attendees=attendees,
    )


async def test_week_is_closed_once(book: Book) -> None:
    await write(book, session(await book.person(1)))
    async with book.database.write() as connection:
        first = await close_week(connection, SAMPLE_COMMUNE, WEEK, CUTOFF)
    async with book.database.write() as connection:
        again = await close_week(connection, SAMPLE_COMMUNE, WEEK, LATE)

    assert first == (again[0], True)
    assert again[1] is False
    assert first[0].tally["people_guided"] == 12


async def test_report_in_time_is_no_adjustment(book: Book) -> None:
    await write(book, session(await book.person(1), at=CUTOFF - timedelta(seconds=1)))

    assert await rows(book, Snapshot) == []
    assert await rows(book, Adjustment) == []


async def test_first_late_change_keeps_the_week_as_it_stood_at_its_cutoff(book: Book) -> None:
    author = await book.person(1)
    await write(book, session(author))
    await write(book, session(author, "a2", at=CUTOFF, people=7))

    found = await standing(book)
    assert found is not None
    assert found.snapshot.tally["people_guided"] == 12
    assert found.live["people_guided"] == 19
    assert found.is_exact
    (noted,) = found.adjustments
    assert (noted.cause, noted.subject, noted.by_id) == (Cause.LOGGED, "a2", author)
    assert noted.delta["plus"]["people_guided"] == 7


async def test_each_late_change_of_a_batch_is_an_adjustment_of_its_own(book: Book) -> None:
    one, two = await book.person(1), await book.person(8)
    await write(
        book,
        session(one, at=LATE),
        session(two, "a2", at=LATE, team="thon-02", people=3),
        WithdrawActivity("a1", "r9", one, LATE, "undo"),
        FileZeroReport("thon-03", WEEK, two, LATE),
    )

    found = await standing(book)
    assert found is not None
    assert found.is_exact
    assert [noted.cause for noted in found.adjustments] == [
        Cause.LOGGED,
        Cause.LOGGED,
        Cause.WITHDRAWN,
        Cause.ZERO_FILED,
    ]
    assert found.live["people_guided"] == 3
    assert found.live["teams_zero"] == 1


async def test_late_move_to_another_week_adjusts_both(book: Book) -> None:
    author = await book.person(1)
    await write(book, session(author, people=9))
    later = datetime(2026, 11, 30, 3, tzinfo=UTC)
    moved = session(author, at=later, day=date(2026, 11, 24), people=9)
    await write(book, EditActivity(moved, "r1", author, later, "web", "wrong_day"))

    for week, people in ((WEEK, -9), ("2026-W48", 9)):
        found = await standing(book, week)
        assert found is not None
        assert found.is_exact
        (noted,) = found.adjustments
        assert noted.cause is Cause.EDITED
        assert noted.delta["plus"]["people_guided"] == people


async def test_change_without_effect_is_no_adjustment(book: Book) -> None:
    author = await book.person(1)
    await write(book, session(author, at=LATE))
    await write(book, WithdrawActivity("a1", "r1", author, LATE, "undo"))
    await write(book, WithdrawActivity("a1", "r2", author, LATE, "undo"))

    assert len(await rows(book, Adjustment)) == 2


async def test_week_before_the_commune_was_here_is_never_closed_by_a_report(book: Book) -> None:
    await write(book, session(await book.person(1), at=LATE, day=date(2026, 3, 12)))

    assert await rows(book, Snapshot) == []


async def test_member_named_twice_is_counted_once_by_the_adjustments(book: Book) -> None:
    one, two = await book.person(1), await book.person(2)
    await write(book, session(one, attendees=(one,)))
    await write(book, session(one, "a2", at=LATE, attendees=(one, two)))

    found = await standing(book)
    assert found is not None
    assert found.adjustments[0].delta["plus"]["members_trained"] == 1
    assert found.is_exact


async def test_new_team_is_an_adjustment_of_every_closed_week(book: Book) -> None:
    await write(book, session(await book.person(1), at=LATE))
    team = {"id": "thon-59", "name": "Thôn 59", "kind": "to", "position": 59, "is_active": True}
    await book.put(Team, team)
    drifted = await standing(book)
    async with book.database.write() as connection:
        moved = await adjust_closed_weeks(connection, SAMPLE_COMMUNE, Cause.ROSTER, LATE, None)
        again = await adjust_closed_weeks(connection, SAMPLE_COMMUNE, Cause.ROSTER, LATE, None)

    assert drifted is not None
    assert not drifted.is_exact
    assert (moved, again) == (1, 0)
    mended = await standing(book)
    assert mended is not None
    assert mended.is_exact


@pytest.mark.parametrize("seed", range(6))
async def test_snapshot_and_adjustments_are_live_whatever_happens(book: Book, seed: int) -> None:
    """Random work on several weeks by three teams and the commune, in time and late."""
    dice = random.Random(seed)  # noqa: S311  # chance for a test, no secret
    people = [await book.person(number) for number in (1, 2, 8, 15, 22)]
    logged: list[str] = []
    moment = datetime(2026, 11, 17, tzinfo=UTC)
    for number in range(60):
        moment += timedelta(hours=dice.randint(1, 20))
        day = max(date(2026, 11, 16), (moment - timedelta(days=dice.randint(0, 9))).date())
        author, team = dice.choice(people), dice.choice(("thon-01", "thon-02", "thon-03"))
        match dice.randrange(6):
            case 0 if logged:
                gone = logged.pop(dice.randrange(len(logged)))
                await write(book, WithdrawActivity(gone, f"r{number}", author, moment, "undo"))
            case 1:
                await write(book, FileZeroReport(team, week_of(day), author, moment))
            case 2:
                await write(book, WithdrawZeroReport(team, week_of(day), moment, author))
            case 3 if logged:
                mended = session(
                    author, dice.choice(logged), at=moment, day=day, team=None,
                    people=dice.randint(1, 40),
                )  # fmt: skip
                await write(
                    book, EditActivity(mended, f"r{number}", author, moment, "web", "miscounted")
                )
            case _:
                logged.append(f"a{number}")
                held = session(
                    author,
                    logged[-1],
                    at=moment,
                    day=day,
                    team=dice.choice((team, team, None)),
                    people=dice.randint(1, 40),
                    attendees=tuple(dice.sample(people, 2)) if dice.randrange(3) == 0 else (),
                )
                await write(book, held)

    closed = [row.week for row in await rows(book, Snapshot)]
    assert closed
    for week in closed:
        found = await standing(book, week)
        assert found is not None
        assert found.is_exact


async def statements(book: Book) -> list[tuple[int, dict[str, int], str | None]]:
    found = await rows(book, WeekStatement)
    return [(row.revision, row.totals, row.reopened_why) for row in found]


def stated(by: str, totals: WeekTotals = TOTALS, at: datetime = IN_TIME) -> StateWeek:
    return StateWeek("thon-01", WEEK, by, at, "web", totals)


async def test_statement_said_twice_is_one(book: Book) -> None:
    leader = await book.person(1)
    await write(book, session(leader))
    await write(book, stated(leader))
    await write(book, stated(leader, at=IN_TIME + timedelta(minutes=1)))

    assert [one[0] for one in await statements(book)] == [1]


async def test_change_before_the_cutoff_reopens_the_week(book: Book) -> None:
    leader = await book.person(1)
    await write(book, session(leader))
    await write(book, stated(leader))
    await write(book, session(leader, "a2", people=5))
    await write(book, stated(leader, WeekTotals(17, 0, 2, 0, 0, 2)))

    assert [(number, why) for number, _, why in await statements(book)] == [
        (1, "logged"),
        (2, None),
    ]


async def test_move_out_of_a_closed_week_reopens_the_open_one(book: Book) -> None:
    leader = await book.person(1)
    monday = datetime(2026, 11, 24, 3, tzinfo=UTC)
    await write(book, session(leader))
    await write(book, session(leader, "a2", at=monday, day=date(2026, 11, 24), people=5))
    await write(book, StateWeek("thon-01", "2026-W48", leader, monday, "web", TOTALS))
    later = monday + timedelta(hours=1)
    moved = session(leader, at=later, day=date(2026, 11, 24))
    await write(book, EditActivity(moved, "r1", leader, later, "web", "wrong_day"))

    assert [why for _, _, why in await statements(book)] == ["edited"]


async def test_another_teams_report_reopens_nothing(book: Book) -> None:
    leader = await book.person(1)
    await write(book, session(leader))
    await write(book, stated(leader))
    await write(book, session(await book.person(8), "a2", team="thon-02"))

    assert [why for _, _, why in await statements(book)] == [None]


async def test_change_after_the_cutoff_leaves_the_statement_as_it_was(book: Book) -> None:
    leader = await book.person(1)
    await write(book, session(leader))
    await write(book, stated(leader))
    await write(book, session(leader, "a2", at=LATE))
    await write(book, stated(leader, WeekTotals(24, 0, 2, 0, 0, 2), LATE))

    assert [(number, why) for number, _, why in await statements(book)] == [
        (1, "restated"),
        (2, None),
    ]
