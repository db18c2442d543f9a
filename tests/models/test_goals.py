"""Goals count what the tally counts: between the first and the last day, for these teams, in this
commune.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, update

from models.activity import Activity, ActivityKind, ActivityState
from models.apply import apply
from models.assignment import Assignment, AssignmentState, AssignmentTeam
from models.assignment_changes import (
    AnswerAssignment,
    AssignmentChange,
    ChangeGoal,
    CloseAssignment,
    ExtendAssignment,
    GiveAssignment,
)
from models.assignment_needs import (
    AssignmentNeed,
    AssignmentsNeed,
    CommuneGoalsNeed,
    GivenNeed,
    GivenRow,
    TeamGoalsNeed,
)
from models.commune import Commune, CommuneKind, Team, TeamKind
from models.facts import load_facts
from models.figures import Tally
from models.needs import Need
from models.people import Person
from models.sample import SAMPLE_COMMUNE
from models.tally import tally
from tests.models.conftest import DAY, NOW, Book

FIRST, LAST = date(2026, 11, 17), date(2026, 11, 24)
OTHER = "khac"


async def give(
    book: Book,
    figure: str | None = "vneid",
    *,
    goals: dict[str, int | None] | None = None,
    **columns: Any,  # noqa: ANN401  # of the table
) -> str:
    id_ = book.ids.new()
    row = {
        "id": id_,
        "title": "Vận động",
        "figure": figure,
        "first": FIRST,
        "last": LAST,
        "by_id": "anybody",
        "created_at": NOW,
        **columns,
    }
    await book.put(Assignment, row)
    teams = goals or {"thon-01": 20, "thon-02": 20}
    await book.put(
        AssignmentTeam,
        *(
            {"assignment_id": id_, "team_id": team, "goal": goal, "state": AssignmentState.OPEN}
            for team, goal in teams.items()
        ),
    )
    return id_


async def load(book: Book, need: Need[Any], commune: str = SAMPLE_COMMUNE) -> Any:  # noqa: ANN401
    async with book.database.read() as connection:
        return (await load_facts(connection, commune, [need]))[need]


async def counts(book: Book, id_: str) -> dict[str, int]:
    row: GivenRow = await load(book, AssignmentNeed(id_))
    return {team.team_id: team.counted for team in row.teams}


async def of_tally(book: Book) -> Tally:
    async with book.database.read() as connection:
        return await tally(connection, SAMPLE_COMMUNE, FIRST, LAST)


@pytest.mark.parametrize("figure", ["people", "sessions", "vneid", "dvc"])
async def test_goal_counts_what_the_tally_counts(book: Book, figure: str) -> None:
    for place, kind in enumerate(ActivityKind, start=1):
        await book.activity(
            kind,
            people=place * 10,
            sessions=place,
            vneid_1=place,
            vneid_2=1,
            vneid_unspecified=2,
            indicators={"dvc": place, "payment": 99},
        )
    await book.activity(indicators={"dvc": None})
    id_ = await give(book, figure)

    found, total = await counts(book, id_), await of_tally(book)

    (team,) = [part for part in total.by_team if part.team == "thon-01"]
    expected = {
        "people": team.people_guided,
        "sessions": team.sessions,
        "vneid": team.vneid,
        "dvc": total.indicators["dvc"],
    }[figure]
    assert expected > 0
    assert found == {"thon-01": expected, "thon-02": 0}


async def test_first_and_last_day_count_and_no_other(book: Book) -> None:
    for day in (date(2026, 11, 16), FIRST, LAST, date(2026, 11, 25)):
        await book.activity(day=day, vneid_1=1)

    assert (await counts(book, await give(book)))["thon-01"] == 2


async def test_what_was_taken_back_does_not_count(book: Book) -> None:
    await book.activity(vneid_1=5, state=ActivityState.WITHDRAWN, withdrawn_at=NOW)

    assert (await counts(book, await give(book)))["thon-01"] == 0


async def test_goals_of_several_spans_and_figures_are_counted_each_by_its_own(book: Book) -> None:
    await book.activity(day=DAY, people=7, vneid_1=3)
    await book.activity(day=date(2026, 11, 23), people=5, vneid_1=2)
    both = await give(book)
    early = await give(book, "people", last=date(2026, 11, 20))

    rows = await load(book, AssignmentsNeed(FIRST))

    assert {row.id: row.teams[0].counted for row in rows} == {both: 5, early: 7}


async def test_open_ones_stand_by_their_deadline_and_closed_ones_nowhere(book: Book) -> None:
    late = await give(book, None, last=date(2026, 11, 18), goals={"thon-01": None})
    soon = await give(book)
    await give(book, closed_at=NOW)
    long_ago = await give(book, first=date(2026, 1, 1), last=date(2026, 1, 2))

    rows = await load(book, AssignmentsNeed(date(2026, 8, 1)))
    mine = await load(book, GivenNeed(("thon-01",), date(2026, 8, 1)))
    others = await load(book, GivenNeed(("thon-09",), date(2026, 8, 1)))

    assert [row.id for row in rows] == [late, soon]
    assert [row.id for row in mine] == [late, soon]
    assert [[team.team_id for team in row.teams] for row in mine] == [["thon-01"]] * 2
    assert others == ()
    assert (await load(book, AssignmentNeed(long_ago))).id == long_ago


async def test_goals_of_a_week_are_those_that_run_in_it(book: Book) -> None:
    running = await give(book)
    await give(book, None, goals={"thon-01": None})
    await give(book, first=date(2026, 12, 1), last=date(2026, 12, 24))

    of_team = await load(book, TeamGoalsNeed("thon-01", DAY))
    of_all = await load(book, CommuneGoalsNeed(DAY))
    later = await load(book, TeamGoalsNeed("thon-01", date(2026, 12, 30)))

    assert [row.id for row in of_team] == [row.id for row in of_all] == [running]
    assert [len(of_team[0].teams), len(of_all[0].teams)] == [1, 2]
    assert later == ()


async def test_team_that_was_closed_since_is_asked_no_more(book: Book) -> None:
    id_ = await give(book)
    async with book.database.write() as connection:
        await connection.execute(update(Team).where(Team.id == "thon-01").values(is_active=False))

    assert await load(book, GivenNeed(("thon-01",), FIRST)) == ()
    assert [team.team_id for team in (await load(book, AssignmentNeed(id_))).asked] == ["thon-02"]


async def test_team_that_was_closed_keeps_what_it_had_reached(book: Book) -> None:
    id_ = await give(book)
    await book.activity(vneid_1=4)
    async with book.database.write() as connection:
        await connection.execute(update(Team).where(Team.id == "thon-01").values(is_active=False))

    assert len((await load(book, AssignmentNeed(id_))).asked) == 2


async def test_other_commune_sees_and_counts_nothing_of_it(book: Book) -> None:
    id_ = await give(book)
    await lay_other(book)
    async with book.database.write() as connection:
        row = {"commune_id": OTHER, "id": "a", "team_id": "thon-01", "kind": "residents_session"}
        held = {"day": DAY, "week": "2026-W47", "people": 9, "sessions": 1, "vneid_1": 9}
        who = {"author_id": "anybody", "confirmed_at": NOW, "dialog_id": "a"}
        await connection.execute(insert(Activity), [{**row, **held, **who}])

    assert await load(book, AssignmentNeed(id_), OTHER) is None
    assert await load(book, AssignmentsNeed(FIRST), OTHER) == ()
    assert await load(book, GivenNeed(("thon-01",), FIRST), OTHER) == ()
    assert await counts(book, id_) == {"thon-01": 0, "thon-02": 0}


async def lay_other(book: Book) -> None:
    """A commune beside ours, with a team of the same id."""
    commune = {"id": OTHER, "name": "Khác", "kind": CommuneKind.WARD, "village_word": "tổ"}
    team = {"id": "thon-01", "name": "Tổ 1", "kind": TeamKind.TO, "position": 1}
    person = {"id": "anybody", "name": "Ai đó", "created_at": NOW}
    async with book.database.write() as connection:
        await connection.execute(insert(Commune), [{**commune, "created_at": NOW}])
        await connection.execute(insert(Team), [{"commune_id": OTHER, **team}])
        await connection.execute(insert(Person), [{"commune_id": OTHER, **person}])


@pytest.mark.parametrize(
    "change",
    [
        lambda id_: AnswerAssignment(id_, "thon-01", AssignmentState.DONE, None, "anybody", NOW),
        lambda id_: ChangeGoal(id_, "thon-01", 3),
        lambda id_: ExtendAssignment(id_, date(2027, 1, 1)),
        lambda id_: CloseAssignment(id_, NOW),
    ],
    ids=["answer", "goal", "extend", "close"],
)
async def test_other_commune_changes_nothing_of_it(
    book: Book, change: Callable[[str], AssignmentChange]
) -> None:
    id_ = await give(book)
    before = await load(book, AssignmentNeed(id_))

    async with book.database.write() as connection:
        await apply(connection, OTHER, [change(id_)])
    untouched = await load(book, AssignmentNeed(id_))
    async with book.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, [change(id_)])

    assert untouched == before
    assert await load(book, AssignmentNeed(id_)) != before


async def test_same_assignment_written_twice_is_one(book: Book) -> None:
    given = GiveAssignment(
        "dialog", "Vận động", "vneid", FIRST, LAST, "anybody", NOW, (("thon-01", 20),)
    )
    async with book.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, [given])
        await apply(connection, SAMPLE_COMMUNE, [replace(given, title="Khác")])

    (row,) = await load(book, AssignmentsNeed(FIRST))
    assert (row.title, len(row.teams)) == ("Vận động", 1)
