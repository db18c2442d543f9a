"""The recount: the definitions in plain SQL, beside a tally that knows nothing of it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.kernel.clock import SetClock
from models.figures import tally_json
from models.opening import open_installation
from models.recount import Recount, open_recount
from models.sample import SAMPLE_COMMUNE
from models.sample_history import lay_sample_with_history
from models.tally import tally

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 8)


@pytest.fixture
def plain() -> Iterator[sqlite3.Connection]:
    """A commune of two Tổ and a Đội in tables that hold nothing else."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("""
            CREATE TABLE team (commune_id, id, name, kind, position, is_active);
            CREATE TABLE activity (
                commune_id, id, team_id, kind, day, sessions, people, vneid_1 DEFAULT 0,
                vneid_2 DEFAULT 0, vneid_unspecified DEFAULT 0, state DEFAULT 'confirmed',
                withdrawn_at, course_id);
            CREATE TABLE learner (commune_id, id, merged_into, qualified_on);
            CREATE TABLE enrolment (commune_id, course_id, learner_id, left_on);
            CREATE TABLE learner_attendance (commune_id, activity_id, learner_id);
            CREATE TABLE attendance (commune_id, activity_id, person_id);
            CREATE TABLE indicator (commune_id, id, is_active, position, since, retired_on);
            CREATE TABLE activity_indicator (commune_id, activity_id, indicator_id, value);
            CREATE TABLE business_support (commune_id, activity_id, business_id, kinds);
            CREATE TABLE product (
                commune_id, id, added_on, listed_on, unlisted_on, removed_on);
            CREATE TABLE zero_report (commune_id, team_id, week, withdrawn_at);
            INSERT INTO team VALUES ('x', 'a', 'Một', 'to', 1, 1), ('x', 'b', 'Hai', 'to', 2, 1),
                ('x', 'c', 'Ba', 'to', 3, 0), ('x', 'd', 'Đội', 'doi', 4, 1);
            INSERT INTO indicator VALUES
                ('x', 'dvc', 1, 1, NULL, NULL), ('x', 'etax', 1, 2, '2026-03-08', NULL),
                ('x', 'new', 1, 3, '2026-03-09', NULL), ('x', 'old', 0, 4, NULL, '2026-03-01'),
                ('x', 'last', 0, 5, NULL, '2026-03-02'), ('x', 'gone', 0, 6, NULL, '2026-01-01');
        """)
        yield connection


def held(
    connection: sqlite3.Connection, id_: str, team: str | None, kind: str, **columns: object
) -> None:
    row = {
        "commune_id": "x", "id": id_, "team_id": team, "kind": kind, "day": "2026-03-04",
        "sessions": 1, "people": 10, **columns,
    }  # fmt: skip
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO activity ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608


def test_sessions_visits_and_head_counts(plain: sqlite3.Connection) -> None:
    held(plain, "1", "a", "residents_session", sessions=2, people=15)
    held(plain, "2", "a", "class_day", people=8)
    held(plain, "3", "a", "home_visit", sessions=0, people=3)
    held(plain, "4", "b", "installs", sessions=0, people=2, vneid_1=1, vneid_2=1)
    held(plain, "5", "b", "business", sessions=0, people=4)
    held(plain, "6", None, "residents_session", people=50)
    held(plain, "7", "d", "home_visit", sessions=0, people=5)

    found = Recount(plain, "x").count(FIRST, LAST)

    assert found["sessions"] == {"members": 0, "residents": 4}
    assert found["home_visits"] == 3
    assert found["people_guided"] == 15 + 8 + 3 + 2 + 50 + 5
    assert found["vneid"] == {"level_1": 1, "level_2": 1, "unspecified": 0}
    assert found["commune"]["people_guided"] == 55
    assert [team["people_guided"] for team in found["by_team"]] == [26, 2]


def test_members_are_counted_once_by_name_and_by_head_without_names(
    plain: sqlite3.Connection,
) -> None:
    held(plain, "1", "a", "members_session", people=2)
    held(plain, "2", None, "members_session", people=2)
    held(plain, "3", "b", "members_session", people=6)
    plain.executemany(
        "INSERT INTO attendance VALUES ('x', ?, ?)",
        [("1", "An"), ("1", "Ba"), ("2", "An"), ("2", "Tư")],
    )

    found = Recount(plain, "x").count(FIRST, LAST)

    assert found["members_trained"] == 3 + 6
    assert found["commune"]["members_trained"] == 2
    assert found["people_guided"] == 0


def test_what_is_withdrawn_or_of_another_day_or_commune_is_not_counted(
    plain: sqlite3.Connection,
) -> None:
    held(plain, "1", "a", "residents_session", state="withdrawn")
    held(plain, "2", "a", "residents_session", withdrawn_at="2026-03-05")
    held(plain, "3", "a", "residents_session", day="2026-03-01")
    held(plain, "4", "a", "residents_session", day="2026-03-09")
    held(plain, "5", "a", "residents_session", commune_id="y")
    plain.execute("INSERT INTO activity_indicator VALUES ('x', '1', 'dvc', 4)")

    found = Recount(plain, "x").count(FIRST, LAST)

    assert (found["people_guided"], found["teams_active"]) == (0, 0)
    assert found["indicators"] == {"dvc": 0, "etax": 0, "last": 0}


def test_states_of_teams_and_weeks_that_only_overlap(plain: sqlite3.Connection) -> None:
    held(plain, "1", "a", "business", sessions=0)
    plain.executescript("""
        INSERT INTO zero_report VALUES ('x', 'a', '2026-W10', NULL), ('x', 'b', '2026-W11', NULL);
    """)
    recount = Recount(plain, "x")

    week, longer = recount.count(FIRST, LAST), recount.count(FIRST, date(2026, 3, 9))

    assert [team["state"] for team in week["by_team"]] == ["active", "silent"]
    assert [team["state"] for team in longer["by_team"]] == ["active", "zero"]
    assert (week["teams"], week["teams_silent"], longer["teams_zero"]) == (2, 1, 1)


def test_closed_team_is_shown_where_it_was_active(plain: sqlite3.Connection) -> None:
    held(plain, "1", "c", "home_visit", sessions=0)

    found = Recount(plain, "x").count(FIRST, LAST)

    assert [team["team"] for team in found["by_team"]] == ["a", "b", "c"]


async def test_recount_of_the_sample_equals_its_tally(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"
    database = await open_installation(path, now=SetClock(NOW).now())
    try:
        await lay_sample_with_history(database, now=NOW)
        with open_recount(path, SAMPLE_COMMUNE) as recount:
            for first, last in (
                (date(2026, 11, 16), date(2026, 11, 22)),
                (date(2026, 9, 1), date(2026, 9, 30)),
                (date(2026, 10, 7), date(2026, 10, 7)),
                (date(2026, 1, 1), date(2026, 12, 31)),
            ):
                async with database.read() as connection:
                    counted = await tally(connection, SAMPLE_COMMUNE, first, last)
                live = tally_json(counted, None, NOW)
                del live["week"], live["as_of"]
                assert recount.count(first, last) == live
                assert json.dumps(live)
    finally:
        await database.close()


def test_trainees_are_people_of_lists_of_classes_that_met(plain: sqlite3.Connection) -> None:
    held(plain, "1", "a", "class_day", course_id="c")
    held(plain, "2", "a", "class_day", course_id="gone", state="withdrawn")
    plain.executescript("""
        INSERT INTO learner VALUES ('x', 'an', NULL, NULL), ('x', 'ba', 'an', '2026-03-03'),
            ('x', 'tu', NULL, '2026-03-09'), ('x', 'nam', NULL, NULL), ('x', 'sau', NULL, NULL);
        INSERT INTO enrolment VALUES ('x', 'c', 'an', NULL), ('x', 'c', 'ba', NULL),
            ('x', 'c', 'tu', '2026-03-04'), ('x', 'c', 'nam', '2026-03-05'),
            ('x', 'gone', 'sau', NULL);
        INSERT INTO learner_attendance VALUES ('x', '1', 'ba'), ('x', '2', 'sau');
    """)

    found = Recount(plain, "x").count(FIRST, LAST)

    assert found["trainees"] == {"enrolled": 2, "attended": 1, "qualified": 1}
