"""The made-up year from its first day to its check."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.cli.refusal import Refusal
from bot.cli.simulation import DATABASE_NAME, Simulation
from bot.cli.year.calendar import WEEKS, Calendar
from bot.cli.year.crowd import Crowd
from bot.cli.year.exact import Exact, check_year
from bot.cli.year.people import NewRoster, People, draw_people
from bot.cli.year.plan import Plan
from bot.cli.year.rates import AS_USUAL, Rates
from bot.cli.year.saying import Labels
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from bot.readers import VISITOR
from bot.settings import Settings
from models.closing import close_week
from models.commune import find_communes
from models.opening import open_installation
from models.roster_import import import_roster
from models.sample import lay_sample
from models.sample_habits import dice
from models.year_counts import YearCounts, count_year

NOT_CLOSED_IN_TIME = 9
"""Of so many weeks nobody closes one: the first late change does, or the end of the year."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it. `messages` are those that people sent, without second copies; `stuck` is
    how often somebody was answered what they did not expect.
    """

    seed: int
    teams: int
    weeks: int
    messages: int
    again: int
    stuck: int
    counts: YearCounts
    seconds: float
    exact: Exact
    database: Path = field(compare=False)

    @property
    def is_good(self) -> bool:
        return not self.exact.differing and not self.stuck

    def to_json(self) -> dict[str, Any]:
        exact = {part: not differing for part, differing in asdict(self.exact).items()}
        return {
            "ok": self.is_good,
            "seed": self.seed,
            "teams": self.teams,
            "weeks": self.weeks,
            "messages": self.messages,
            "redelivered": self.again,
            "stuck": self.stuck,
            **asdict(self.counts),
            "seconds": round(self.seconds, 1),
            "exact": exact,
            "differing": list(self.exact.differing),
        }


async def live_year(
    settings: Settings,
    *,
    seed: int,
    teams: int,
    weeks: int = WEEKS,
    database: str | None = None,
    rates: Rates = AS_USUAL,
    tell: Tell = lambda *_: None,
) -> Lived:
    """Raises Refusal where the database already holds a commune: a year is lived from its
    beginning.
    """
    started = time.perf_counter()
    calendar = Calendar(f"year/{seed}", weeks)
    with ExitStack() as stack:
        if database is None:
            folder = stack.enter_context(TemporaryDirectory(prefix="toso-year-"))
            database = str(Path(folder) / DATABASE_NAME)
            settings = Settings()
        settings = settings.on(database)
        path = await _laid(settings, calendar, teams)
        crowd = await _play(settings, calendar, draw_people(calendar, teams), rates, tell)
        counts, exact = await _looked_at(settings, path, calendar)
    return Lived(
        seed=seed,
        teams=teams,
        weeks=weeks,
        messages=crowd.messages,
        again=crowd.again,
        stuck=crowd.stuck,
        counts=counts,
        seconds=time.perf_counter() - started,
        exact=exact,
        database=path,
    )


async def _laid(settings: Settings, calendar: Calendar, teams: int) -> Path:
    clock = SetClock(calendar.opening)
    store = await open_installation(settings.database, now=clock.now(), key_file=settings.key_file)
    try:
        async with store.read() as connection:
            found = await find_communes(connection)
        if found or store.path is None:
            raise Refusal(Text("cli.year.not_empty", path=settings.database))
        await lay_sample(store, ids=CountedIds(clock), now=clock.now(), teams=teams)
        return store.path
    finally:
        await store.close()


async def _play(
    settings: Settings, calendar: Calendar, people: People, rates: Rates, tell: Tell
) -> Crowd:
    async with Simulation.open(settings.database, settings=settings) as simulation:
        labels = Labels.read(partial(simulation.app.texts.render, reader=VISITOR))
        crowd = Crowd(simulation, labels, dice(calendar.seed, "crowd"))
        plan = Plan(calendar, people, labels, rates)
        _plan_deeds(crowd, simulation, calendar, people)
        for week in range(calendar.weeks):
            for errand in plan.errands(week):
                crowd.plan(errand.at, errand.who, errand.talk)
            await crowd.play_until(calendar.midnight(week + 1))
            tell(week + 1, calendar.weeks)
        await crowd.play_until(calendar.end)
        for week in range(calendar.weeks):
            await _close(simulation, calendar.name(week))
        return crowd


def _plan_deeds(crowd: Crowd, simulation: Simulation, calendar: Calendar, people: People) -> None:
    """Weeks are closed, the roster changes, people leave the channel and come back."""
    for week in range(calendar.weeks):
        if week % NOT_CLOSED_IN_TIME != NOT_CLOSED_IN_TIME - 1:
            crowd.plan_deed(
                calendar.closing(week), partial(_close, simulation, calendar.name(week))
            )
    for roster in people.rosters:
        crowd.plan_deed(roster.at, partial(_change_roster, simulation, roster))
    for one in people.away:
        crowd.plan_deed(one.leaves, partial(_leave, simulation, one.member.phone))
        if one.until is not None:
            crowd.plan_deed(one.until, partial(_come_back, simulation, one.member.phone))


async def _close(simulation: Simulation, week: str) -> None:
    """As `toso week close` does."""
    app = simulation.app
    async with app.database.write() as connection:
        await close_week(connection, app.commune_id, week, app.clock.now())


async def _change_roster(simulation: Simulation, roster: NewRoster) -> None:
    """As `toso import roster --deactivate-missing` does."""
    app = simulation.app
    await import_roster(
        app.database,
        app.commune_id,
        roster.as_list(),
        ids=app.ids,
        now=app.clock.now(),
        source="year",
        deactivate_missing=True,
    )


async def _leave(simulation: Simulation, phone: str) -> None:
    simulation.leave(phone)


async def _come_back(simulation: Simulation, phone: str) -> None:
    simulation.come_back(phone)


async def _looked_at(
    settings: Settings, path: Path, calendar: Calendar
) -> tuple[YearCounts, Exact]:
    now = calendar.end
    store = await open_installation(settings.database, now=now, key_file=settings.key_file)
    try:
        async with store.read() as connection:
            (commune,) = await find_communes(connection)
            counts = await count_year(connection, commune)
        exact = await check_year(
            store, path, commune, first=calendar.first, last=calendar.last, now=now
        )
    finally:
        await store.close()
    return counts, exact
