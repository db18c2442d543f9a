"""Each rule of domain.md, "Definitions that every count uses", by a test of its own."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from models.activity import ActivityKind, ActivityState
from models.commune import Team
from models.figures import CommunePart, Sessions, Tally, TeamPart, TeamState
from models.indicator import Indicator
from models.sample import SAMPLE_COMMUNE
from models.tally import tally
from tests.models.conftest import NOW, Book

MEMBERS = ActivityKind.MEMBERS_SESSION
RESIDENTS = ActivityKind.RESIDENTS_SESSION
VISIT = ActivityKind.HOME_VISIT
CLASS = ActivityKind.CLASS_DAY
INSTALLS = ActivityKind.INSTALLS
BUSINESS = ActivityKind.BUSINESS

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


async def week(book: Book, first: date = MONDAY, last: date = SUNDAY) -> Tally:
    async with book.database.read() as connection:
        return await tally(connection, SAMPLE_COMMUNE, first, last)


def team(found: Tally, team_id: str) -> TeamPart:
    return next(part for part in found.by_team if part.team == team_id)


def states(found: Tally) -> tuple[int, int, int]:
    return (
        found.teams_in(TeamState.ACTIVE),
        found.teams_in(TeamState.ZERO),
        found.teams_in(TeamState.SILENT),
    )


async def test_week_without_activities_is_nought_and_every_team_silent(book: Book) -> None:
    found = await week(book)

    assert states(found) == (0, 0, 58)
    assert (found.people_guided, found.members_trained, found.home_visits) == (0, 0, 0)
    assert CommunePart(Sessions(0, 0), 0, 0) == found.commune
    assert set(found.indicators.values()) == {0}


async def test_first_and_last_day_are_inside(book: Book) -> None:
    for day in (date(2026, 11, 15), MONDAY, SUNDAY, date(2026, 11, 23)):
        await book.activity(day=day)

    assert (await week(book)).sessions == Sessions(0, 2)


async def test_withdrawn_activity_counts_nowhere(book: Book) -> None:
    await book.activity(
        state=ActivityState.WITHDRAWN, withdrawn_at=NOW, vneid_1=3, indicators={"dvc": 4}
    )
    await book.activity(MEMBERS, state=ActivityState.WITHDRAWN, withdrawn_at=NOW, members=(1, 2))

    found = await week(book)

    assert states(found) == (0, 0, 58)
    assert (Sessions(0, 0), 0, 0, 0, 0) == (
        found.sessions,
        found.people_guided,
        found.members_trained,
        found.vneid.level_1,
        found.indicators["dvc"],
    )


async def test_entry_for_two_sessions_adds_two(book: Book) -> None:
    await book.activity(RESIDENTS, sessions=2)
    await book.activity(MEMBERS, sessions=3)

    found = await week(book)

    assert found.sessions == Sessions(members=3, residents=2)
    assert team(found, "thon-01").sessions == 5


async def test_class_day_is_a_residents_session(book: Book) -> None:
    await book.activity(CLASS, people=12)

    found = await week(book)

    assert (Sessions(0, 1), 12) == (found.sessions, found.people_guided)


async def test_home_visit_is_no_session_and_its_people_are_guided(book: Book) -> None:
    await book.activity(VISIT, people=3, sessions=0)

    found = await week(book)

    assert (Sessions(0, 0), 1, 3) == (found.sessions, found.home_visits, found.people_guided)


async def test_installs_alone_are_a_home_visit(book: Book) -> None:
    await book.activity(INSTALLS, people=5, sessions=0, vneid_1=2, vneid_2=3)

    found = await week(book)

    assert (found.home_visits, found.people_guided, team(found, "thon-01").vneid) == (1, 5, 5)


async def test_people_guided_is_the_sum_of_head_counts(book: Book) -> None:
    await book.activity(RESIDENTS, people=20, elderly=15, fishermen=12)
    await book.activity(RESIDENTS, people=20)

    assert (await week(book)).people_guided == 40


async def test_business_support_makes_a_team_active_and_guides_nobody(book: Book) -> None:
    await book.activity(BUSINESS, people=2, sessions=0)

    found = await week(book)

    assert team(found, "thon-01").state is TeamState.ACTIVE
    assert (0, 0, Sessions(0, 0)) == (found.people_guided, found.home_visits, found.sessions)


async def test_members_at_their_session_are_not_guided_residents(book: Book) -> None:
    await book.activity(MEMBERS, people=7)

    assert (await week(book)).people_guided == 0


async def test_named_member_is_trained_once_however_often_they_came(book: Book) -> None:
    await book.activity(MEMBERS, people=3, members=(1, 2, 3))
    await book.activity(MEMBERS, people=2, members=(2, 3))

    assert (await week(book)).members_trained == 3


async def test_head_count_is_added_only_where_nobody_is_named(book: Book) -> None:
    await book.activity(MEMBERS, people=3, members=(1, 2))
    await book.activity(MEMBERS, people=7)
    await book.activity(MEMBERS, people=7)

    assert (await week(book)).members_trained == 2 + 7 + 7


async def test_member_of_a_team_and_a_commune_session_counts_once_in_all(book: Book) -> None:
    await book.activity(MEMBERS, "thon-01", people=2, members=(1, 2))
    await book.activity(MEMBERS, None, people=2, members=(2, 8))
    await book.activity(MEMBERS, None, people=30)

    found = await week(book)

    assert found.members_trained == 3 + 30
    assert found.commune.members_trained == 2 + 30


async def test_commune_session_is_in_the_totals_and_shown_apart(book: Book) -> None:
    await book.activity(RESIDENTS, None, people=100, sessions=2)
    await book.activity(RESIDENTS, "thon-01", people=10)

    found = await week(book)

    assert (Sessions(0, 3), 110) == (found.sessions, found.people_guided)
    assert CommunePart(Sessions(0, 2), 100, 0) == found.commune
    assert states(found) == (1, 0, 57)


async def test_rapid_team_stands_under_the_commune_and_is_no_team_of_the_count(book: Book) -> None:
    await book.activity(VISIT, "doi-01", people=4, sessions=0)
    await book.activity(MEMBERS, "doi-01", people=1, members=(1,))

    found = await week(book)

    assert CommunePart(Sessions(1, 0), 4, 1) == found.commune
    assert "doi-01" not in {part.team for part in found.by_team}
    assert states(found) == (0, 0, 58)


async def test_vneid_is_counted_by_level(book: Book) -> None:
    await book.activity(RESIDENTS, vneid_1=1, vneid_2=2)
    await book.activity(VISIT, None, vneid_unspecified=4)

    found = await week(book)

    assert (found.vneid.level_1, found.vneid.level_2, found.vneid.unspecified) == (1, 2, 4)
    assert team(found, "thon-01").vneid == 3


async def test_indicators_add_up_and_done_but_not_counted_adds_nothing(book: Book) -> None:
    await book.activity(indicators={"dvc": 4, "payment": None})
    await book.activity(VISIT, None, indicators={"dvc": 3})

    found = await week(book)

    assert (found.indicators["dvc"], found.indicators["payment"]) == (7, 0)
    assert found.people_guided == 20


@pytest.mark.parametrize(
    ("columns", "is_shown"),
    [
        ({"is_active": False, "retired_on": date(2026, 11, 15)}, False),
        ({"is_active": False, "retired_on": date(2026, 11, 16)}, True),
        ({"is_active": False, "retired_on": date(2026, 11, 30)}, True),
        ({"since": date(2026, 11, 23)}, False),
        ({"since": date(2026, 11, 22)}, True),
    ],
)
async def test_indicator_is_shown_where_it_was_counted_on_a_day(
    book: Book,
    columns: dict[str, Any],
    is_shown: bool,  # noqa: FBT001
) -> None:
    async with book.database.write() as connection:
        await connection.execute(update(Indicator).where(Indicator.id == "ocop").values(**columns))

    found = await week(book)

    assert ("ocop" in found.indicators) is is_shown


async def test_what_was_counted_is_shown_whenever_it_was_retired(book: Book) -> None:
    await book.activity(indicators={"ocop": 4})
    async with book.database.write() as connection:
        await connection.execute(
            update(Indicator)
            .where(Indicator.id == "ocop")
            .values(is_active=False, retired_on=date(2026, 1, 1))
        )

    assert (await week(book)).indicators["ocop"] == 4


async def test_zero_report_makes_a_team_zero(book: Book) -> None:
    await book.zero_report("thon-02", "2026-W47")

    found = await week(book)

    assert states(found) == (0, 1, 57)
    assert team(found, "thon-02").state is TeamState.ZERO


async def test_withdrawn_zero_report_leaves_the_team_silent(book: Book) -> None:
    await book.zero_report("thon-02", "2026-W47", withdrawn_at=NOW)

    assert states(await week(book)) == (0, 0, 58)


async def test_zero_report_of_another_week_does_not_speak_for_this_one(book: Book) -> None:
    await book.zero_report("thon-02", "2026-W46")
    await book.zero_report("thon-02", "2026-W48")

    assert states(await week(book)) == (0, 0, 58)


async def test_over_a_longer_range_one_zero_report_is_enough_and_one_activity_outdoes_it(
    book: Book,
) -> None:
    await book.zero_report("thon-02", "2026-W46")
    await book.zero_report("thon-01", "2026-W46")
    await book.activity(VISIT, "thon-01", day=MONDAY)

    found = await week(book, date(2026, 11, 15), SUNDAY)

    assert states(found) == (1, 1, 56)
    assert team(found, "thon-01").state is TeamState.ACTIVE


async def test_zero_report_counts_when_its_week_only_overlaps_the_days(book: Book) -> None:
    await book.zero_report("thon-02", "2026-W47")

    assert states(await week(book, SUNDAY, date(2026, 11, 30))) == (0, 1, 57)


async def test_teams_stand_in_their_order(book: Book) -> None:
    async with book.database.write() as connection:
        await connection.execute(update(Team).where(Team.id == "thon-58").values(position=0))

    found = [part.team for part in (await week(book)).by_team]

    assert found[:2] == ["thon-58", "thon-01"]
    assert len(found) == 58


async def test_closed_team_is_counted_only_where_it_was_active(book: Book) -> None:
    await book.activity(VISIT, "thon-03", day=MONDAY, people=4)
    async with book.database.write() as connection:
        await connection.execute(
            update(Team).where(Team.id.in_(["thon-03", "thon-04"])).values(is_active=False)
        )

    found, next_week = await week(book), await week(book, date(2026, 11, 23), date(2026, 11, 29))

    assert len(found.by_team) == 57
    assert (team(found, "thon-03").people_guided, found.commune.people_guided) == (4, 0)
    assert len(next_week.by_team) == 56


async def test_totals_are_the_teams_and_the_commune_together(book: Book) -> None:
    for place, kind in enumerate(ActivityKind, start=1):
        for held_by in (f"thon-{place:02}", "doi-01", None):
            await book.activity(kind, held_by, people=place * 3, sessions=place, vneid_1=place)

    found = await week(book)

    assert found.people_guided == found.commune.people_guided + sum(
        part.people_guided for part in found.by_team
    )
    assert (
        found.sessions.members + found.sessions.residents
        == found.commune.sessions.members
        + found.commune.sessions.residents
        + sum(part.sessions for part in found.by_team)
    )
