"""A made-up year of a commune through the real app; every figure is counted a second time."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cli.refusal import Refusal
from bot.cli.year.calendar import FIRST_MONDAY, Calendar
from bot.cli.year.exact import Exact, check_year
from bot.cli.year.playing import Lived, live_year
from bot.settings import Settings
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE
from tests.whole.year import FEATURES, RARE, TET, WEEKS, how_many, live_small

TINY_WEEKS = 2
LAST = FIRST_MONDAY + timedelta(weeks=TINY_WEEKS, days=-1)
EXACT = Exact((), (), (), ())
A_WEEK, A_MONTH = "2026-W02", "2026-01"

UNASKED = """
    INSERT INTO adjustment
    SELECT commune_id, week, 99, taken_at, NULL, NULL, 'people', '', '{"plus": {"home_visits": 1}}'
    FROM snapshot WHERE week = '2026-W02'
"""


async def tiny(path: Path, seed: int = 1) -> Lived:
    return await live_year(Settings(), seed=seed, teams=2, weeks=TINY_WEEKS, database=str(path))


@pytest.fixture(scope="module")
def tiny_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "toso.db"
    asyncio.run(tiny(path))
    return path


async def checked(path: Path) -> Exact:
    now = Calendar("", TINY_WEEKS).end
    database = await open_installation(path, now=now)
    try:
        return await check_year(
            database, path, SAMPLE_COMMUNE, first=FIRST_MONDAY, last=LAST, now=now
        )
    finally:
        await database.close()


def all_rows(path: Path) -> list[str]:
    """Everything but what is sealed or hashed with the key, which is another in each place."""
    tables = (
        "activity", "attendance", "activity_indicator", "revision", "zero_report",
        "week_statement", "snapshot", "adjustment", "timer", "audit",
    )  # fmt: skip
    with closing(sqlite3.connect(path)) as connection:
        return [
            str(row)
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own
        ]


@pytest.mark.slow
async def test_small_year_has_everything_in_it_and_every_figure_is_right(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"

    lived = await live_small(path)

    assert lived.exact == EXACT
    assert lived.stuck == 0
    assert lived.again > 0
    assert lived.messages > 300
    missing = {name for name, rows in FEATURES.items() if not how_many(path, rows)}
    assert missing <= RARE
    at_tet, in_all = (how_many(path, f"activity WHERE {days}") for days in (TET, "TRUE"))
    assert at_tet * WEEKS / 2 < in_all / 2, "the two weeks of Tết are quiet"


@pytest.mark.slow
async def test_same_seed_gives_the_same_year_and_another_gives_another(
    tiny_year: Path, tmp_path: Path
) -> None:
    paths = [tiny_year]
    for seed in (1, 2):
        paths.append(tmp_path / str(seed) / "toso.db")
        paths[-1].parent.mkdir()
        await tiny(paths[-1], seed)

    first, again, other = map(all_rows, paths)

    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE activity SET people = people + 1 WHERE state = 'confirmed'",
            Exact((), (), (), (A_WEEK,)),
        ),
        (
            "UPDATE activity SET withdrawn_at = confirmed_at WHERE state = 'confirmed'",
            Exact((A_WEEK,), (A_MONTH,), ("2026-01-05/2026-01-18",), (A_WEEK,)),
        ),
        ("DELETE FROM snapshot WHERE week = '2026-W02'", Exact((), (), (), (A_WEEK,))),
        (
            "UPDATE snapshot SET tally = json_set(tally, '$.home_visits', 99) WHERE week LIKE '%2'",
            Exact((), (), (), (A_WEEK,)),
        ),
        (
            UNASKED,
            Exact((), (), (), (A_WEEK,)),
        ),
    ],
)  # fmt: skip
async def test_what_is_changed_behind_the_apps_back_is_found(
    tiny_year: Path, tmp_path: Path, change: str, found: Exact
) -> None:
    """One activity of the first week, its snapshot, or an adjustment that nobody made."""
    shutil.copytree(tiny_year.parent, tmp_path, dirs_exist_ok=True)
    path = tmp_path / tiny_year.name
    assert await checked(path) == EXACT
    with closing(sqlite3.connect(path)) as connection:
        if change.startswith("UPDATE activity"):
            ((one,),) = connection.execute(
                "SELECT MIN(id) FROM activity WHERE state = 'confirmed' AND kind <>"
                " 'members_session' AND day BETWEEN ? AND ?",
                (FIRST_MONDAY.isoformat(), date(2026, 1, 11).isoformat()),
            )
            assert one is not None
            change += f" AND id = '{one}'"
        connection.execute(change)
        connection.commit()

    assert await checked(path) == found


async def test_year_is_lived_from_an_empty_database_only(sample_database: Path) -> None:
    before = all_rows(sample_database)

    with pytest.raises(Refusal):
        await tiny(sample_database)

    assert all_rows(sample_database) == before


@pytest.mark.year
async def test_year_of_58_teams_is_right_to_the_last_figure(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"
    seed = int(os.environ.get("YEAR_SEED") or 1)

    lived = await live_year(Settings(), seed=seed, teams=58, database=str(path))

    assert lived.exact == EXACT
    assert lived.stuck == 0
    assert {name for name, rows in FEATURES.items() if not how_many(path, rows)} == set()
    assert lived.counts.activities > 2000
    at_tet, in_all = (how_many(path, f"activity WHERE {days}") for days in (TET, "TRUE"))
    assert at_tet * 26 < in_all / 4
