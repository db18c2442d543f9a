"""A week's tally over a year of 58 teams, three activities a week: in process, and `toso tally`."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot.kernel.clock import SystemClock
from bot.kernel.ids import CountedIds
from models.activity import Activity, ActivityKind, ActivityState, Attendance, EntryWay
from models.database import Database
from models.indicator import ActivityIndicator, Indicator
from models.opening import open_installation
from models.people import PersonRole
from models.sample import SAMPLE_COMMUNE, TEAMS, lay_sample
from models.tally import tally
from models.weeks import week_days, week_of
from tests.bench.commands import finished, spawn
from tests.bench.readings import Reading, disk_folder

WEEKS = 52
A_WEEK = 3
FIRST_DAY = date(2026, 1, 5)
ASKED = "2026-W30"
KINDS = (ActivityKind.RESIDENTS_SESSION, ActivityKind.HOME_VISIT, ActivityKind.MEMBERS_SESSION)
TOPICS = 3
TALLIES = 50
COMMANDS = 5

Row = dict[str, Any]


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    with disk_folder() as folder:
        path = folder / "toso.db"
        database = await open_installation(path, now=SystemClock().now())
        try:
            await lay_sample(database, ids=CountedIds(SystemClock()), now=SystemClock().now())
            await _lay_year(database)
            inside = await _tallies(database)
        finally:
            await database.close()
        whole = [await _command(folder, path) for _ in range(COMMANDS + 1)][1:]
    return (
        *(Reading("tally", seconds * 1000, "ms") for seconds in inside),
        *(Reading("toso tally --json", seconds * 1000, "ms") for seconds in whole),
    )


async def _tallies(database: Database) -> list[float]:
    """The seconds of each; the first one, which only warms the statements, is left out."""
    first, last = week_days(ASKED)
    taken = []
    for _ in range(TALLIES + 1):
        async with database.read() as connection:
            started = time.perf_counter()
            found = await tally(connection, SAMPLE_COMMUNE, first, last)
            taken.append(time.perf_counter() - started)
    _check(len(found.by_team), found.sessions.residents, found.sessions.members, found.home_visits)
    return taken[1:]


async def _command(folder: Path, path: Path) -> float:
    started = time.perf_counter()
    process = await spawn(folder, "tally", "--week", ASKED, "--json", "--db", str(path))
    written = await finished(process)
    taken = time.perf_counter() - started
    found = json.loads(written)
    sessions = found["sessions"]
    _check(found["teams_active"], sessions["residents"], sessions["members"], found["home_visits"])
    return taken


def _check(*counts: int) -> None:
    """Each team has one of each kind in every week."""
    if set(counts) != {TEAMS}:
        raise RuntimeError(f"the tally counts {counts} instead of {TEAMS} each")


async def _lay_year(database: Database) -> None:
    members = select(PersonRole.team_id, PersonRole.person_id).where(PersonRole.team_id != "")
    async with database.write() as connection:
        rosters: dict[str, list[str]] = {}
        for row in await connection.execute(members.distinct()):
            rosters.setdefault(row.team_id, []).append(row.person_id)
        topics = list(await connection.scalars(select(Indicator.id)))
        activities, indicators, attendance = _year(rosters, topics)
        await connection.execute(insert(Activity), activities)
        await connection.execute(insert(ActivityIndicator), indicators)
        await connection.execute(insert(Attendance), attendance)


def _year(
    rosters: dict[str, list[str]], topics: list[str]
) -> tuple[list[Row], list[Row], list[Row]]:
    activities: list[Row] = []
    indicators: list[Row] = []
    attendance: list[Row] = []
    numbers = count()
    for week in range(WEEKS):
        for team in (f"thon-{place:02}" for place in range(1, TEAMS + 1)):
            for place, number in zip(range(A_WEEK), numbers, strict=False):
                day = FIRST_DAY + timedelta(weeks=week, days=2 * place)
                activity = _activity(f"a{number:08}", team, KINDS[place], day, rosters[team])
                activities.append(activity)
                indicators += [
                    _in_sample(
                        activity_id=activity["id"],
                        indicator_id=topics[(number + step) % len(topics)],
                        value=number % 9,
                    )
                    for step in range(TOPICS)
                ]
                if activity["kind"] is ActivityKind.MEMBERS_SESSION:
                    attendance += [
                        _in_sample(activity_id=activity["id"], person_id=person)
                        for person in rosters[team]
                    ]
    return activities, indicators, attendance


def _activity(id_: str, team: str, kind: ActivityKind, day: date, roster: list[str]) -> Row:
    return _in_sample(
        id=id_,
        team_id=team,
        kind=kind,
        day=day,
        week=week_of(day),
        sessions=0 if kind is ActivityKind.HOME_VISIT else 1,
        people=len(roster),
        vneid_2=2,
        author_id=roster[0],
        how=EntryWay.SELF,
        state=ActivityState.CONFIRMED,
        confirmed_at=SystemClock().now(),
        dialog_id=id_,
    )


def _in_sample(**columns: object) -> Row:
    return {"commune_id": SAMPLE_COMMUNE, **columns}
