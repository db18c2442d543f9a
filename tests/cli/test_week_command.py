"""`toso week`: closing a week, and whether a closed one adds up."""

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.__main__ import main
from models.activity import Activity, ActivityKind
from models.database import open_database
from models.people import Person
from models.sample import SAMPLE_COMMUNE

AT = datetime(2025, 11, 19, tzinfo=UTC)
WEEK = "2025-W47"


def outputs(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def counted(sample_database: Path) -> str:
    """A database with one session of a year ago. No key."""
    asyncio.run(_count(sample_database))
    (sample_database.parent / "toso.key").unlink()
    return str(sample_database)


async def _count(path: Path) -> None:
    database = open_database(path)
    async with database.write() as connection:
        author = await connection.scalar(select(Person.id).limit(1))
        row = {
            "commune_id": SAMPLE_COMMUNE, "id": "a1", "team_id": "thon-01", "week": WEEK,
            "day": date(2025, 11, 18), "kind": ActivityKind.RESIDENTS_SESSION, "sessions": 1,
            "people": 12, "author_id": author, "confirmed_at": AT, "dialog_id": "d1",
        }  # fmt: skip
        await connection.execute(insert(Activity), row)
    await database.close()


def test_week_is_closed_and_closed_again(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [main(["week", "close", "--week", WEEK, "--json", "--db", counted]) for _ in "12"]

    first, again = outputs(capsys)
    assert codes == [0, 0]
    assert (first["ok"], first["is_new"], again["is_new"]) == (True, True, False)
    assert first["tally"]["people_guided"] == 12
    assert {**first, "is_new": False} == again


def test_week_that_is_not_over_is_not_closed(
    counted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["week", "close", "--week", "2999-W01", "--json", "--db", counted])

    (answer,) = outputs(capsys)
    assert code == 1
    assert (answer["ok"], answer["reason"]) == (False, "not_yet")
    assert answer["cutoff"] == "2999-01-07T07:00:00+07:00"


def test_closed_week_adds_up(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["week", "close", "--week", WEEK, "--json", "--db", counted])
    code = main(["week", "show", "--week", WEEK, "--json", "--db", counted])

    _, shown = outputs(capsys)
    assert code == 0
    assert (shown["ok"], shown["adjustments"]) == (True, [])
    assert shown["live"]["people_guided"] == 12


def test_change_behind_our_back_is_told(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["week", "close", "--week", WEEK, "--json", "--db", counted])

    async def tamper() -> None:
        database = open_database(counted)
        async with database.write() as connection:
            await connection.execute(update(Activity).values(people=99))
        await database.close()

    asyncio.run(tamper())
    code = main(["week", "show", "--week", WEEK, "--json", "--db", counted])

    _, shown = outputs(capsys)
    assert code == 1
    assert (shown["ok"], shown["reason"]) == (False, "not_exact")


def test_week_that_is_not_closed_says_so(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["week", "show", "--week", WEEK, "--json", "--db", counted])

    (answer,) = outputs(capsys)
    assert (code, answer["reason"]) == (1, "not_closed")


def test_people_read_a_table(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["week", "close", "--week", WEEK, "--db", counted])
    main(["week", "show", "--week", WEEK, "--db", counted])

    out = capsys.readouterr().out
    assert "Thôn 01" in out
    assert "Chưa có điều chỉnh nào" in out


@pytest.mark.parametrize("line", [["week"], ["week", "close"], ["week", "show", "--week", "x"]])
def test_line_that_cannot_be_read_leaves_with_two(line: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(line)

    assert left.value.code == 2
