"""What decisions need: each kind of need has one loader, whose answer is exact for every need."""

import inspect
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from models import alike_needs as alike_needs_module
from models import assignment_needs as assignment_needs_module
from models import audit_facts as audit_module
from models import business_needs as business_needs_module
from models import course_needs as course_needs_module
from models import document_needs as document_needs_module
from models import errand_needs as errand_needs_module
from models import explained as explained_module
from models import flag_needs as flag_needs_module
from models import indicator_needs as indicator_needs_module
from models import join_needs as join_needs_module
from models import line_needs as line_needs_module
from models import logged_needs as logged_needs_module
from models import needs as needs_module
from models import notice_needs as notice_needs_module
from models import privacy_needs as privacy_needs_module
from models import product_needs as product_needs_module
from models import read_lists as read_lists_module
from models import week_needs as week_needs_module
from models.activity import ActivityKind, ActivityState
from models.commune import CommuneSetting, Team
from models.database import Database
from models.facts import _LOADERS, load_facts
from models.indicator import Indicator
from models.needs import (
    Facts,
    HelperNeed,
    IndicatorsNeed,
    LastActivity,
    LastActivityNeed,
    MissingFactsError,
    Need,
    PeopleNeed,
    RosterNeed,
    ScribeListNeed,
    TeamsNeed,
    TeamWeekNeed,
)
from models.people import PersonRole, Role
from models.sample import SAMPLE_COMMUNE
from models.scribe import ScribeReason, ScribeRequest
from tests.models.conftest import DAY, NOW, Book

WEEK = "2026-W47"
LEADER, MEMBER = 1, 2
RAPID = 1_003


async def load(database: Database, *needs: Need[Any]) -> list[Any]:
    async with database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, needs)
    return [found[need] for need in needs]


def test_every_need_has_a_loader() -> None:
    kinds = {
        kind
        for module in (
            needs_module,
            line_needs_module,
            notice_needs_module,
            join_needs_module,
            flag_needs_module,
            read_lists_module,
            assignment_needs_module,
            alike_needs_module,
            course_needs_module,
            document_needs_module,
            week_needs_module,
            logged_needs_module,
            privacy_needs_module,
            errand_needs_module,
            explained_module,
            audit_module,
            indicator_needs_module,
            business_needs_module,
            product_needs_module,
        )
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Need) and kind is not Need
    }

    assert set(_LOADERS) == kinds


async def test_need_without_a_loader_is_our_fault(database: Database) -> None:
    @dataclass(frozen=True)
    class Odd(Need[str]):
        @property
        def key(self) -> str:
            return "odd"

    with pytest.raises(TypeError, match="no loader for Odd"):
        await load(database, Odd())


# Asking


def test_facts_name_what_they_lack_and_remember_what_was_read() -> None:
    facts = Facts({TeamsNeed(): ()})

    read = facts.of(TeamsNeed())
    with pytest.raises(MissingFactsError) as missing:
        facts.of(RosterNeed("thon-01"))

    assert read == ()
    assert missing.value.needs == (RosterNeed("thon-01"),)
    assert facts.used == {"teams", "roster:thon-01"}


def test_facts_name_all_that_they_lack_at_once() -> None:
    facts = Facts({TeamsNeed(): ()})
    wanted = (TeamsNeed(), RosterNeed("thon-01"), IndicatorsNeed())

    with pytest.raises(MissingFactsError) as missing:
        facts.require(wanted)

    assert missing.value.needs == wanted[1:]


def test_empty_answer_is_an_answer() -> None:
    helper = HelperNeed("p", "thon-01")

    assert Facts({helper: None}).of(helper) is None


# Lists


async def test_indicators_are_the_active_ones_in_order(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(
            update(Indicator).where(Indicator.id == "dvc").values(is_active=False)
        )

    (rows,) = await load(database, IndicatorsNeed())

    assert [row.id for row in rows] == [
        "households", "payment", "esign", "vssid", "etax", "smarthp", "invoice", "ocop", "feedback",
        "media", "duty", "contest",
    ]  # fmt: skip


async def test_teams_are_the_active_ones_in_order(database: Database) -> None:
    async with database.write() as connection:
        closed = update(Team).where(Team.id == "thon-02").values(is_active=False)
        await connection.execute(closed)

    (rows,) = await load(database, TeamsNeed())

    assert [row.id for row in rows[:2]] == ["thon-01", "thon-03"]


async def test_roster_is_one_teams_with_its_leader_first(database: Database, book: Book) -> None:
    first, second, none = await load(
        database, RosterNeed("thon-01"), RosterNeed("thon-02"), RosterNeed("nowhere")
    )

    assert [row.id for row in first] == [await book.person(number) for number in range(1, 8)]
    assert second[0].id == await book.person(8)
    assert none == ()


async def test_person_with_two_roles_stands_once_in_the_roster(
    database: Database, book: Book
) -> None:
    (roster,) = await load(database, RosterNeed("thon-01"))

    assert [row.id for row in roster].count(await book.person(LEADER)) == 1


async def test_people_are_of_the_teams_asked_for_or_of_all(database: Database) -> None:
    some, everybody = await load(database, PeopleNeed(("thon-01", "thon-02")), PeopleNeed())

    assert {row.team_id for row in some} == {"thon-01", "thon-02"}
    assert len(some) == 14
    assert len(everybody) == 387  # with the one of the Đội


# The helper


async def test_helper_of_a_member_is_their_leader(database: Database, book: Book) -> None:
    need = HelperNeed(await book.person(MEMBER), "thon-01")

    (helper,) = await load(database, need)

    assert helper.person_id == await book.person(LEADER)
    assert helper.phone == "0912000001"


async def test_nobody_is_their_own_helper(database: Database, book: Book) -> None:
    general = await book.person(8)
    row = {"commune_id": SAMPLE_COMMUNE, "key": "helper_person_id", "value": general}
    async with database.write() as connection:
        await connection.execute(
            delete(CommuneSetting).where(CommuneSetting.key == "helper_person_id")
        )
        await connection.execute(insert(CommuneSetting), [row])

    leader, helper_themselves = await load(
        database,
        HelperNeed(await book.person(LEADER), "thon-01"),
        HelperNeed(general, "thon-02"),
    )

    assert leader.person_id == general
    assert helper_themselves is None


# The last activity


async def test_last_activity_is_the_newest_confirmed_of_person_and_team(
    database: Database, book: Book
) -> None:
    person = await book.person(LEADER)
    await book.activity(people=5, place="chợ")
    await book.activity(
        people=9,
        elderly=3,
        vneid_1=1,
        vneid_2=2,
        place="nhà văn hóa",
        indicators={"dvc": 4, "payment": None},
    )
    await book.activity(people=7, state=ActivityState.WITHDRAWN, withdrawn_at=NOW)
    await book.activity(team="thon-02", people=6)
    await book.activity(people=8, author_id=await book.person(MEMBER))

    mine, elsewhere, nothing = await load(
        database,
        LastActivityNeed(person, "thon-01"),
        LastActivityNeed(person, "thon-02"),
        LastActivityNeed(await book.person(MEMBER), "thon-02"),
    )

    assert mine == LastActivity(
        kind=ActivityKind.RESIDENTS_SESSION,
        people=9,
        groups=(("elderly", 3),),
        vneid=(1, 2, 0),
        indicators=(("dvc", 4), ("payment", None)),
        place="nhà văn hóa",
    )
    assert (elsewhere.people, nothing) == (6, None)


async def test_last_activity_is_one_that_a_session_asks_for(database: Database, book: Book) -> None:
    """Installs by themselves and a business have questions of their own."""
    person = await book.person(1)
    await book.activity(people=8)
    for kind in (ActivityKind.INSTALLS, ActivityKind.BUSINESS, ActivityKind.CLASS_DAY):
        await book.activity(kind, people=3)

    (last,) = await load(database, LastActivityNeed(person, "thon-01"))

    assert last.people == 8


async def test_last_activity_of_the_commune_is_no_teams(database: Database, book: Book) -> None:
    person = await book.person(LEADER)
    members = (LEADER, MEMBER)
    await book.activity(ActivityKind.MEMBERS_SESSION, None, people=2, members=members)

    commune, team = await load(
        database, LastActivityNeed(person, ""), LastActivityNeed(person, "thon-01")
    )

    assert set(commune.attendee_ids) == {await book.person(number) for number in members}
    assert team is None


# A team's week


async def test_weeks_of_several_teams_come_together(database: Database, book: Book) -> None:
    await book.activity(people=9)
    await book.activity(people=5, day=DAY - timedelta(days=7))
    await book.zero_report("thon-02", WEEK)

    this, last, zero = await load(
        database,
        TeamWeekNeed("thon-01", WEEK),
        TeamWeekNeed("thon-01", "2026-W46"),
        TeamWeekNeed("thon-02", WEEK),
    )

    assert (this.people_guided, last.people_guided, zero.people_guided) == (9, 5, 0)
    assert (this.has_zero_report, zero.has_zero_report) == (False, True)


# Who asked for a scribe


@pytest.fixture
async def asked(book: Book) -> dict[int, str]:
    """Person ids by number, of those who asked: a member, a leader, and one of the Đội."""
    ids = {number: await book.person(number) for number in (LEADER, MEMBER, RAPID)}
    teams = {LEADER: "thon-01", MEMBER: "thon-01", RAPID: "doi-01"}
    for number, person in ids.items():
        row = {"id": f"s{number}", "person_id": person, "team_id": teams[number]}
        await book.put(ScribeRequest, {**row, "reason": ScribeReason.ASKED, "at": NOW})
    return ids


async def test_leaders_list_is_of_their_team(database: Database, asked: dict[int, str]) -> None:
    mine, others = await load(database, ScribeListNeed(("thon-01",)), ScribeListNeed(("thon-02",)))

    assert {row.person_id for row in mine} == {asked[LEADER], asked[MEMBER]}
    assert others == ()


async def test_coordinators_list_is_of_those_whom_no_leader_can_help(
    database: Database, asked: dict[int, str]
) -> None:
    (rows,) = await load(database, ScribeListNeed((), of_leaders=True))

    assert {row.person_id for row in rows} == {asked[LEADER], asked[RAPID]}


async def test_requests_of_a_team_that_lost_its_leader_come_to_the_coordinator(
    database: Database, asked: dict[int, str]
) -> None:
    async with database.write() as connection:
        gone = delete(PersonRole).where(PersonRole.role == Role.LEADER)
        await connection.execute(gone.where(PersonRole.team_id == "thon-01"))

    (rows,) = await load(database, ScribeListNeed((), of_leaders=True))

    assert {row.person_id for row in rows} == set(asked.values())


async def test_closed_requests_are_on_no_list(database: Database, asked: dict[int, str]) -> None:
    async with database.write() as connection:
        await connection.execute(update(ScribeRequest).values(closed_at=NOW))

    lists = await load(database, ScribeListNeed(("thon-01",)), ScribeListNeed((), of_leaders=True))

    assert asked
    assert lists == [(), ()]
