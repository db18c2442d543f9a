"""Half a year of the sample: what the tally finds is what was planned, and no definition breaks."""

import asyncio
import shutil
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.kernel.clock import from_local, local
from models.activity import Activity, ActivityKind, ActivityState, EntryWay, Revision, ZeroReport
from models.changes import Change, FileZeroReport, RecordActivity, WithdrawActivity
from models.commune import Team
from models.database import Database
from models.figures import TeamState
from models.indicator import Audience
from models.last_activity import last_activities
from models.needs import LastActivityNeed
from models.opening import open_installation
from models.people import Person
from models.sample import SAMPLE_COMMUNE, SamplePeople
from models.sample_history import WEEKS, lay_sample_with_history, plan_history
from models.seed import INDICATORS
from models.standing import week_standing
from models.tally import tally
from models.team_week import team_week
from models.weeks import week_days, week_of

MEMBERS = ActivityKind.MEMBERS_SESSION
RESIDENTS = ActivityKind.RESIDENTS_SESSION
VISIT = ActivityKind.HOME_VISIT
BUSINESS, INSTALLS = ActivityKind.BUSINESS, ActivityKind.INSTALLS
GUIDED, VISITS = (RESIDENTS, VISIT, INSTALLS), (VISIT, INSTALLS)
PEOPLE_OF = {BUSINESS: (0,), INSTALLS: range(1, 7)}
MEMBER, LEADER = "0912000002", "0912000001"

PEOPLE = SamplePeople(
    teams={
        **{f"thon-{team:02}": tuple(f"p{team}-{n}" for n in range(6)) for team in range(1, 59)},
        "doi-01": ("rapid",),
    },
    coordinator="officer",
)
OFFERED_TO_MEMBERS = {row.id for row in INDICATORS if row.audience is not Audience.RESIDENTS}


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return from_local(datetime(year, month, day, hour, minute))  # noqa: DTZ001  # local, as written


SUNDAY_EVENING = at(2026, 11, 22, 20, 0)
MOMENTS = {
    "sunday evening": SUNDAY_EVENING,
    "monday 00:30": at(2026, 11, 23, 0, 30),
    "monday 00:00": at(2026, 11, 23, 0, 0),
    "wednesday noon": at(2026, 11, 25, 12, 0),
    "new year": at(2027, 1, 1, 9, 0),
    "tết": at(2027, 2, 6, 10, 0),
    "a week of feast only": at(2027, 2, 8, 10, 0),
}


class Laid(NamedTuple):
    database: Database
    changes: tuple[Change, ...]


def of_kind(changes: Iterable[Change], kind: type) -> list:  # type: ignore[type-arg]
    return [change for change in changes if isinstance(change, kind)]


def standing(changes: Sequence[Change]) -> list[RecordActivity]:
    """What was recorded and not taken back."""
    gone = {change.activity_id for change in of_kind(changes, WithdrawActivity)}
    return [entry for entry in of_kind(changes, RecordActivity) if entry.id not in gone]


def broken(changes: Sequence[Change], now: datetime) -> list[str]:
    """Every rule that some entry breaks, named with the entry."""
    found = []
    today = local(now).date()
    active = {(entry.team_id, week_of(entry.day)) for entry in of_kind(changes, RecordActivity)}
    for zero in of_kind(changes, FileZeroReport):
        monday, _ = week_days(zero.week)
        rules = {
            "zero beside an activity": (zero.team_id, zero.week) not in active,
            "zero by a member": zero.by_id in PEOPLE.teams[zero.team_id],
            "zero before its week": local(zero.at).date() >= monday,
            "zero not later than now": zero.at <= now,
        }
        found += [f"{rule}: {zero}" for rule, holds in rules.items() if not holds]
    for entry in of_kind(changes, RecordActivity):
        installs = entry.vneid_1 + entry.vneid_2 + entry.vneid_unspecified
        groups = (entry.elderly, entry.fishermen, entry.freelance, entry.vulnerable)
        values = [value for _, value in entry.indicators if value is not None]
        is_members = entry.kind is MEMBERS
        team = PEOPLE.teams.get(entry.team_id or "", ())
        rules = {
            "day not in the future": entry.day <= today,
            "day not on a holiday": (entry.day.month, entry.day.day) not in {(1, 1), (9, 2)},
            "sent after the day began": local(entry.at).date() >= entry.day,
            "sent not later than now": entry.at <= now,
            "3 to 40 people": entry.people in PEOPLE_OF.get(entry.kind, range(3, 41)),
            "a business has its name": (entry.business is not None) is (entry.kind is BUSINESS),
            "people of installs are the installs": entry.kind is not INSTALLS
            or installs == entry.people,
            "groups within the people": all(g is None or 1 <= g <= entry.people for g in groups),
            "vneid within the people": 0 <= installs <= entry.people,
            "indicators within the people": all(1 <= value <= entry.people for value in values),
            "an indicator once": len({id_ for id_, _ in entry.indicators}) == len(entry.indicators),
            "names are the people": entry.attendees == () or len(entry.attendees) == entry.people,
            "a name once": len(set(entry.attendees)) == len(entry.attendees),
            "names in members' sessions only": is_members or entry.attendees == (),
            "no residents' figures of members": not is_members
            or (installs == 0 and set(groups) == {None}),
            "indicators offered to members": not is_members
            or {id_ for id_, _ in entry.indicators} <= OFFERED_TO_MEMBERS,
            "a visit is no session": entry.sessions == int(entry.kind in (MEMBERS, RESIDENTS)),
            "for another by phone or paper": (entry.for_id is None) == (entry.how is EntryWay.SELF),
            "another is another": entry.for_id != entry.author_id,
            "written by the team's own": entry.author_id in team
            or (entry.team_id is None and entry.author_id == PEOPLE.coordinator),
            "names of the team's own": entry.team_id is None or set(entry.attendees) <= set(team),
        }
        found += [f"{rule}: {entry}" for rule, holds in rules.items() if not holds]
    by_id = {entry.id: entry for entry in of_kind(changes, RecordActivity)}
    for gone in of_kind(changes, WithdrawActivity):
        if not by_id[gone.activity_id].at < gone.at <= now:
            found.append(f"taken back after it was sent: {gone}")
    return found


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Change, ...]]:
    """The folder of a database in which it lies, to be copied, and what was laid."""
    folder = tmp_path_factory.mktemp("history")

    async def lay() -> tuple[Change, ...]:
        database = await open_installation(folder / "toso.db", now=SUNDAY_EVENING)
        try:
            return await lay_sample_with_history(database, now=SUNDAY_EVENING)
        finally:
            await database.close()

    return folder, asyncio.run(lay())


@pytest.fixture
async def laid(history: tuple[Path, tuple[Change, ...]], tmp_path: Path) -> AsyncIterator[Laid]:
    folder, changes = history
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    database = await open_installation(tmp_path / "toso.db", now=SUNDAY_EVENING)
    yield Laid(database, changes)
    await database.close()


# The plan


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("seed", ["toso", "a", "b"])
def test_no_definition_is_broken_at_moments_of_their_own(now: datetime, seed: str) -> None:
    assert broken(plan_history(PEOPLE, now=now, seed=seed), now) == []


@settings(max_examples=10)
@given(
    seed=st.text("abc", max_size=4),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_no_definition_is_broken_whatever_seed_and_moment(seed: str, now: datetime) -> None:
    assert broken(plan_history(PEOPLE, now=now, seed=seed), now) == []


def test_same_seed_and_moment_give_the_same_history_and_another_seed_another() -> None:
    one = plan_history(PEOPLE, now=SUNDAY_EVENING)

    assert one == plan_history(PEOPLE, now=SUNDAY_EVENING)
    assert one != plan_history(PEOPLE, now=SUNDAY_EVENING, seed="other")


def test_ids_are_unique_and_in_the_order_of_time() -> None:
    entries = standing(plan_history(PEOPLE, now=SUNDAY_EVENING))
    ids = [entry.id for entry in entries]

    assert sorted(set(ids)) == ids
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert len({entry.dialog_id for entry in entries}) == len(entries)


def test_it_goes_back_twenty_six_whole_weeks() -> None:
    weeks = {week_of(entry.day) for entry in standing(plan_history(PEOPLE, now=SUNDAY_EVENING))}

    assert len(weeks) == WEEKS + 1
    assert min(weeks) == "2026-W21"
    assert max(weeks) == "2026-W47"


def test_teams_differ_in_diligence() -> None:
    changes = plan_history(PEOPLE, now=SUNDAY_EVENING)
    active, zero = defaultdict(set), defaultdict(set)
    for entry in standing(changes):
        active[entry.team_id].add(week_of(entry.day))
    for report in of_kind(changes, FileZeroReport):
        zero[report.team_id].add(report.week)
    teams = [team for team in PEOPLE.teams if team != "doi-01"]
    silent = {team: WEEKS + 1 - len(active[team]) - len(zero[team]) for team in teams}

    assert len([team for team in teams if len(active[team]) > WEEKS]) in range(3, 6)
    assert len([team for team in teams if len(active[team]) > 0.7 * WEEKS]) > 10
    assert len([team for team in teams if len(zero[team]) > WEEKS / 2]) > 5
    assert len([team for team in teams if silent[team] > WEEKS / 2]) > 5


def test_kinds_have_sensible_shares() -> None:
    entries = standing(plan_history(PEOPLE, now=SUNDAY_EVENING))
    shares = {
        kind: sum(entry.kind is kind for entry in entries) / len(entries)
        for kind in (RESIDENTS, VISIT, MEMBERS, BUSINESS, INSTALLS)
    }

    assert sum(shares.values()) == pytest.approx(1)
    assert shares[RESIDENTS] > shares[VISIT] > shares[MEMBERS] > shares[BUSINESS] > 0
    assert any(entry.team_id is None for entry in entries)
    assert any(entry.team_id == "doi-01" for entry in entries)
    assert 0 < sum(entry.how is not EntryWay.SELF for entry in entries) < len(entries) / 5
    assert 0 < sum(entry.note is not None for entry in entries) < len(entries) / 5


@pytest.mark.parametrize("seed", ["toso", "a", "b", "c"])
@pytest.mark.parametrize(
    "now", [MOMENTS["monday 00:30"], MOMENTS["wednesday noon"], MOMENTS["new year"]]
)
def test_current_week_of_the_busiest_team_is_never_empty(now: datetime, seed: str) -> None:
    entries = standing(plan_history(PEOPLE, now=now, seed=seed))
    this_week = week_of(local(now).date())
    its = [e for e in entries if e.team_id == "thon-01" and week_of(e.day) == this_week]

    assert len(its) >= 2


def test_feast_is_kept() -> None:
    entries = standing(plan_history(PEOPLE, now=at(2027, 3, 1, 9, 0)))
    feast = {date(2027, 2, 6) + timedelta(days=days) for days in range(-4, 6)}

    assert [entry for entry in entries if entry.day in feast] == []


# What is laid


async def test_tally_of_each_week_is_the_sum_of_its_plan(
    laid: Laid,
) -> None:
    database, changes = laid
    first = week_days(week_of(local(SUNDAY_EVENING).date()))[0] - timedelta(weeks=WEEKS)
    entries = standing(changes)
    zero = {(report.team_id, report.week) for report in of_kind(changes, FileZeroReport)}
    for number in range(WEEKS + 1):
        monday = first + timedelta(weeks=number)
        held = [e for e in entries if monday <= e.day < monday + timedelta(days=7)]
        own = {e.team_id for e in held} - {None, "doi-01"}
        async with database.read() as connection:
            found = await tally(connection, SAMPLE_COMMUNE, monday, monday + timedelta(days=6))
        unnamed = [e for e in held if e.kind is MEMBERS and not e.attendees]
        named = {person for e in held for person in e.attendees}
        indicators = defaultdict(int)
        for entry in held:
            for id_, value in entry.indicators:
                indicators[id_] += value or 0

        assert len(found.by_team) == 58
        assert sum(found.teams_in(state) for state in TeamState) == 58
        assert own == {t.team for t in found.by_team if t.state is TeamState.ACTIVE}
        assert {t.team for t in found.by_team if t.state is TeamState.ZERO} == {
            team for team, week in zero if week == week_of(monday)
        }
        assert found.sessions.members == sum(e.kind is MEMBERS for e in held)
        assert found.sessions.residents == sum(e.kind is RESIDENTS for e in held)
        assert found.home_visits == sum(e.kind in VISITS for e in held)
        assert found.people_guided == sum(e.people for e in held if e.kind in GUIDED)
        supported = {(e.business.name, e.business.village) for e in held if e.business}
        assert found.businesses.supported == len(supported)
        assert found.members_trained == len(named) + sum(e.people for e in unnamed)
        assert found.vneid.level_1 == sum(e.vneid_1 for e in held)
        assert found.vneid.level_2 == sum(e.vneid_2 for e in held)
        assert found.vneid.unspecified == sum(e.vneid_unspecified for e in held)
        assert {id_: n for id_, n in found.indicators.items() if n} == {
            id_: n for id_, n in indicators.items() if n
        }
        assert found.commune.people_guided == sum(
            e.people for e in held if e.team_id in (None, "doi-01") and e.kind in GUIDED
        )


async def test_week_on_a_sunday_evening_has_teams_of_every_state(
    laid: Laid,
) -> None:
    database, _ = laid
    async with database.read() as connection:
        found = await tally(connection, SAMPLE_COMMUNE, date(2026, 11, 16), date(2026, 11, 22))

    assert found.teams_in(TeamState.ACTIVE) in range(17, 29)
    assert found.teams_in(TeamState.ZERO) in range(6, 17)
    assert found.teams_in(TeamState.SILENT) in range(17, 33)


async def test_rows_are_those_that_the_product_writes(
    laid: Laid,
) -> None:
    database, changes = laid
    withdrawn = of_kind(changes, WithdrawActivity)
    async with database.read() as connection:
        confirmed = await connection.scalar(
            select(func.count()).where(Activity.state == ActivityState.CONFIRMED)
        )
        reports = await connection.scalar(select(func.count(ZeroReport.week)))
        revisions = (await connection.execute(select(Revision.__table__))).all()
        joined = await connection.scalar(select(func.max(Person.joined_at)))
        first = await connection.scalar(select(func.min(Activity.confirmed_at)))

    assert len(withdrawn) > 0
    assert confirmed == len(standing(changes))
    assert reports == len(of_kind(changes, FileZeroReport))
    assert sorted(row.why for row in revisions) == sorted(
        ["confirmed"] * len(of_kind(changes, RecordActivity)) + ["undo"] * len(withdrawn)
    )
    entry = standing(changes)[0]
    (kept,) = (row for row in revisions if row.activity_id == entry.id)
    assert (kept.id, kept.by_id, kept.at, kept.before) == (
        entry.id, entry.author_id, entry.at, None,
    )  # fmt: skip
    assert kept.after["people"] == entry.people
    assert joined < first


async def test_roles_of_the_visitor_find_their_own_work(
    laid: Laid,
) -> None:
    """“Tuần của tổ” of the leader is not empty, and the member has a session to repeat."""
    database, _ = laid
    async with database.read() as connection:
        by_hash = select(Person.id).where(Person.phone_hash == database.vault.phone_hash(MEMBER))
        member = await connection.scalar(by_hash)
        need = LastActivityNeed(member, "thon-01")
        last = (await last_activities(connection, SAMPLE_COMMUNE, (need,)))[need]
        week = await team_week(connection, SAMPLE_COMMUNE, "thon-01", "2026-W47")

    assert last is not None
    assert last.kind in (RESIDENTS, VISIT, MEMBERS)
    assert len(week.entries) >= 2


@pytest.mark.slow
async def test_same_moment_lays_the_same_rows(tmp_path: Path) -> None:
    found = []
    for folder in ("one", "two"):
        database = await open_installation(tmp_path / folder / "toso.db", now=SUNDAY_EVENING)
        await lay_sample_with_history(database, now=SUNDAY_EVENING)
        async with database.read() as connection:
            found.append(
                [
                    (await connection.execute(select(table.__table__).order_by(*keys))).all()
                    for table, keys in (
                        (Activity, (Activity.id,)),
                        (Revision, (Revision.id,)),
                        (ZeroReport, (ZeroReport.team_id, ZeroReport.week)),
                        (Team, (Team.id,)),
                    )
                ]
            )
        await database.close()

    assert found[0] == found[1]


async def test_fault_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    """All or nothing: a start that was cut off begins anew, and finds no commune without a past."""
    database = await open_installation(tmp_path / "toso.db", now=SUNDAY_EVENING)
    async with database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE zero_report")

    with pytest.raises(Exception, match="zero_report"):
        await lay_sample_with_history(database, now=SUNDAY_EVENING)

    async with database.read() as connection:
        assert await connection.scalar(select(func.count(Team.id))) == 0
        assert await connection.scalar(select(func.count(Activity.id))) == 0
    await database.close()


async def test_every_whole_week_is_closed_and_adds_up(laid: Laid) -> None:
    first = SUNDAY_EVENING.date() - timedelta(days=SUNDAY_EVENING.weekday(), weeks=WEEKS)
    async with laid.database.read() as connection:
        for number in range(WEEKS):
            week = week_of(first + timedelta(weeks=number))
            standing = await week_standing(connection, SAMPLE_COMMUNE, week, SUNDAY_EVENING)
            assert standing is not None
            assert standing.is_exact
