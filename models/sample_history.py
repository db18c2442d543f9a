"""Half a year of the sample commune's work, so that whoever tries the product sees it lived in.

It is laid as the product itself writes: the same changes, through `models.apply`. The same seed and
moment give the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from bot.kernel.clock import SetClock, from_local, local
from bot.kernel.ids import EPOCH, CountedIds, Ids
from models.activity import ActivityKind
from models.apply import apply
from models.changes import Change, FileZeroReport, RecordActivity, WithdrawActivity, week_key
from models.closing import close_week
from models.database import Database
from models.sample import RAPID_TEAM, SAMPLE_COMMUNE, SamplePeople, village_name, write_sample
from models.sample_entries import MOST, Crew, draw_entry, draw_kind
from models.sample_habits import (
    BUSIEST,
    EAGER,
    Habit,
    dice,
    entries_of,
    habits,
    is_rest,
    says_so,
)
from models.sample_products import sample_products
from models.settings import DEFAULTS
from models.weeks import cutoff_of, week_of

SEED = "toso"
WEEKS = 26  # whole ones, before the current week
DAY_WEIGHTS = (2, 3, 3, 3, 4, 6, 4)
ZERO_WEIGHTS = (0, 0, 1, 2, 4, 3, 4, 3)  # of the day of a zero report, the next Monday included
OPENING = time(8)
HALL = "Hội trường UBND đặc khu"

COMMUNE_SESSION = 0.4  # how likely one is in a week
RAPID_VISIT = 0.45
GUIDED = (ActivityKind.RESIDENTS_SESSION, ActivityKind.HOME_VISIT, ActivityKind.MEMBERS_SESSION)
MORE = ("media", "duty", "contest")
HAS_MORE = 0.08  # of residents' sessions, what is counted besides
SLIP = 0.02  # entries that were first sent with a wrong figure, and taken back
SLIP_SENT, SLIP_TAKEN_BACK = timedelta(minutes=9), timedelta(minutes=4)  # before the right one

Deed: TypeAlias = RecordActivity | FileZeroReport


@dataclass(frozen=True, slots=True)
class _Week:
    seed: str
    monday: date
    now: datetime


async def lay_sample_with_history(
    database: Database, *, now: datetime, seed: str = SEED
) -> tuple[Change, ...]:
    """The commune as it joined half a year ago and all that it did since, each week closed at its
    cut-off, in one transaction.
    """
    first = _first_monday(now)
    joined = from_local(datetime.combine(first, OPENING) - timedelta(days=7))
    ids = CountedIds(SetClock(joined))
    async with database.write() as connection:
        people = await write_sample(connection, database.vault, ids=ids, now=joined)
        changes = plan_history(people, now=now, seed=seed)
        listed = sample_products(people.coordinator, ids, joined=joined, now=now)
        await apply(connection, SAMPLE_COMMUNE, [*listed, *changes])
        for week in _whole_weeks(now):
            cutoff = cutoff_of(week, DEFAULTS.cutoff)
            if cutoff <= now:
                await close_week(connection, SAMPLE_COMMUNE, week, cutoff)
    return changes


def _whole_weeks(now: datetime) -> tuple[str, ...]:
    """Those before the current one."""
    first = _first_monday(now)
    return tuple(week_of(first + timedelta(weeks=number)) for number in range(WEEKS))


def plan_history(people: SamplePeople, *, now: datetime, seed: str = SEED) -> tuple[Change, ...]:
    """Everything in the order in which it was written; nothing is later than `now`."""
    teams = [team for team in people.teams if team != RAPID_TEAM]
    by_team = habits(seed, teams)
    first = _first_monday(now)
    deeds: list[Deed] = []
    for number in range(WEEKS + 1):
        week = _Week(seed, first + timedelta(weeks=number), now)
        for team in teams:
            deeds += _of_team(week, people, team, by_team[team])
        deeds += _of_commune(week, people)
        deeds += _of_rapid_team(week, people)
    written = [deed for deed in deeds if deed.at <= now]
    return tuple(_numbered(sorted(written, key=_moment), seed))


def _first_monday(now: datetime) -> date:
    today = local(now).date()
    return today - timedelta(days=today.weekday(), weeks=WEEKS)


def _moment(deed: Deed) -> tuple[datetime, str]:
    return deed.at, deed.team_id or ""


def _of_team(week: _Week, people: SamplePeople, team: str, habit: Habit) -> Iterator[Deed]:
    members = people.teams[team]
    crew = Crew(team, village_name(team), members, members)
    without = (ActivityKind.BUSINESS,) if team == BUSIEST else ()
    held = [
        _entry(week, crew, number, without)
        for number in range(entries_of(habit, week.seed, team, week.monday))
    ]
    held = [entry for entry in held if not is_rest(entry.day)]
    if held:
        yield from _brought_forward(week, held) if habit is EAGER else held
    elif says_so(habit, week.seed, team, week.monday):
        yield _zero_report(week, team, members)


def _of_commune(week: _Week, people: SamplePeople) -> Iterator[Deed]:
    drawn = dice(week.seed, week.monday, "commune")
    if drawn.random() >= COMMUNE_SESSION:
        return
    members = tuple(
        person for team, each in people.teams.items() if team != RAPID_TEAM for person in each
    )
    crew = Crew(None, "", (people.coordinator,), members)
    kind = drawn.choice((ActivityKind.RESIDENTS_SESSION, ActivityKind.MEMBERS_SESSION))
    day = week.monday + timedelta(days=drawn.randrange(5))
    if not is_rest(day):
        yield replace(draw_entry(drawn, crew, kind, day), place=HALL)


def _of_rapid_team(week: _Week, people: SamplePeople) -> Iterator[Deed]:
    drawn = dice(week.seed, week.monday, RAPID_TEAM)
    village = drawn.choice([team for team in people.teams if team != RAPID_TEAM])
    day = week.monday + timedelta(days=drawn.randrange(7))
    if drawn.random() < RAPID_VISIT and not is_rest(day):
        crew = Crew(RAPID_TEAM, village_name(village), people.teams[RAPID_TEAM], ())
        yield draw_entry(drawn, crew, ActivityKind.HOME_VISIT, day)


def _entry(week: _Week, crew: Crew, number: int, without: Sequence[ActivityKind]) -> RecordActivity:
    drawn = dice(week.seed, crew.team_id, week.monday, number)
    day = week.monday + timedelta(days=drawn.choices(range(7), DAY_WEIGHTS)[0])
    entry = draw_entry(drawn, crew, draw_kind(drawn, without), day)
    if entry.kind is ActivityKind.RESIDENTS_SESSION and drawn.random() < HAS_MORE:
        more = (drawn.choice(MORE), drawn.randint(1, 3))
        entry = replace(entry, indicators=(*entry.indicators, more))
    return entry


def _brought_forward(week: _Week, held: list[RecordActivity]) -> Iterator[RecordActivity]:
    """An eager team's entries. The current week shows something from its first hour: what would
    come later is entered by now, two entries of the busiest team and one of each other.
    """
    early = 2 if held[0].team_id == BUSIEST else 1
    latest = _latest_day(week)
    for number, entry in enumerate(held):
        if latest is None or entry.at <= week.now or number >= early:
            yield entry
            continue
        begun = from_local(datetime.combine(latest, time()))
        at = begun + (week.now - begun) * (number + 1) / (early + 1)
        yield replace(entry, day=min(entry.day, latest), at=at)


def _latest_day(week: _Week) -> date | None:
    """The last day so far of the current week on which people met; None in another week."""
    today = local(week.now).date()
    so_far = (today - timedelta(days=back) for back in range(today.weekday() + 1))
    if week.monday != today - timedelta(days=today.weekday()):
        return None
    return next((day for day in so_far if not is_rest(day)), None)


def _zero_report(week: _Week, team: str, members: tuple[str, ...]) -> FileZeroReport:
    drawn = dice(week.seed, team, week.monday, "filed")
    day = week.monday + timedelta(days=drawn.choices(range(8), ZERO_WEIGHTS)[0])
    at = datetime.combine(day, time(16)) + timedelta(minutes=drawn.randint(0, 300))
    name = week_of(week.monday)
    return FileZeroReport(team, name, members[0], from_local(at), key=week_key(team, name))


def _numbered(deeds: Sequence[Deed], seed: str) -> Iterator[Change]:
    """With ids in the order of time, as the product makes them."""
    clock = SetClock(EPOCH)
    ids = CountedIds(clock)
    for deed in deeds:
        clock.moment = deed.at
        match deed:
            case FileZeroReport():
                yield deed
            case RecordActivity():
                yield from _slip(deed, ids, seed)
                yield _with_ids(deed, ids)


def _slip(right: RecordActivity, ids: Ids, seed: str) -> Iterator[Change]:
    """Now and then an entry was sent with a wrong number first, and taken back."""
    sent = right.at - SLIP_SENT
    is_slip = right.kind in GUIDED and dice(seed, right.team_id, right.at, "slip").random() < SLIP
    if is_slip and not right.attendees and local(sent).date() >= right.day:
        wrong = _with_ids(replace(right, people=min(right.people + 10, MOST), at=sent), ids)
        yield wrong
        yield WithdrawActivity(
            activity_id=wrong.id,
            revision_id=ids.new(),
            by_id=wrong.author_id,
            at=right.at - SLIP_TAKEN_BACK,
            why="undo",
            key=wrong.key,
        )


def _with_ids(entry: RecordActivity, ids: Ids) -> RecordActivity:
    key = week_key(entry.team_id, week_of(entry.day)) if entry.team_id else ""
    business = entry.business and replace(entry.business, business_id=ids.new())
    return replace(entry, dialog_id=ids.new(), id=ids.new(), key=key, business=business)
