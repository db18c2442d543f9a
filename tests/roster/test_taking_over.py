"""What a list does to a commune's rows, on a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from models.adjustment import Cause
from models.audit import Audit
from models.closing import close_week
from models.commune import Commune, CommuneKind, Team, TeamKind, Village
from models.database import Database
from models.opening import open_installation
from models.people import NO_TEAM, Person, PersonRole, Role
from models.roster import Counts, Roster, RosterDuty, RosterMember, RosterTeam
from models.roster_import import import_roster, load_ground, preview_roster
from models.sample import SAMPLE_COMMUNE, lay_sample
from models.standing import week_standing
from tests.roster.files import (
    MEMBER_HEAD,
    TEAM_HEAD,
    check,
    sample_members,
    sample_teams,
    sheet,
    told,
)

COMMUNE = "moi"
NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


class Store:
    """A database with two communes: a new one, and the sample beside it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ids = CountedIds(SetClock(datetime(2026, 11, 17, tzinfo=UTC)))

    async def take(self, roster: Roster, commune: str = COMMUNE, *, end: bool = False) -> Any:  # noqa: ANN401
        return await import_roster(
            self.database,
            commune,
            roster,
            ids=self.ids,
            now=NOW,
            source="abc",
            deactivate_missing=end,
        )

    async def rows(self, *columns: Any, commune: str = COMMUNE) -> list[tuple[Any, ...]]:  # noqa: ANN401
        table = columns[0].class_
        async with self.database.read() as connection:
            found = await connection.execute(
                select(*columns).where(table.commune_id == commune).order_by(*columns)
            )
            return [tuple(row) for row in found]

    async def all(self) -> list[list[tuple[Any, ...]]]:
        return [
            await self.rows(*(getattr(table, name) for name in names))
            for table, names in (
                (Village, ("id", "name", "households", "adults")),
                (Team, ("id", "name", "kind", "village_id", "zalo_group", "zalo_link", "zalo_bot")),
                (Person, ("id", "name", "address", "phone_hash")),
                (PersonRole, ("person_id", "role", "team_id")),
            )
        ]

    async def execute(self, statement: Any) -> None:  # noqa: ANN401
        async with self.database.write() as connection:
            await connection.execute(statement)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    database = await open_installation(tmp_path / "toso.db", now=NOW)
    await lay_sample(database, ids=CountedIds(SetClock(NOW)), now=NOW)
    made = Store(database)
    row = {"id": COMMUNE, "name": "Mới", "kind": CommuneKind.WARD, "village_word": "thôn"}
    await made.execute(insert(Commune).values(row | {"created_at": NOW}))
    yield made
    await database.close()


def member(number: int, *duties: tuple[Role, str], **said: Any) -> RosterMember:  # noqa: ANN401
    held = frozenset(RosterDuty(role, team) for role, team in duties)
    row = RosterMember(f"Thành viên {number:03}", f"0{912000000 + number}", None, held)
    return replace(row, **said)


A, B = "Thôn 01", "Thôn 02"
TEAM_A = RosterTeam(A, village=A, households=142)
LEADER = member(1, (Role.LEADER, A), (Role.MEMBER, A))
OTHER = member(2, (Role.MEMBER, A))
LIST = Roster((TEAM_A,), (LEADER, OTHER))


def sample_roster() -> Roster:
    teams = [tuple(str(cell or "") for cell in row) for row in sample_teams()]
    checked = check(sheet(TEAM_HEAD, *teams, name="Tổ"), sheet(MEMBER_HEAD, *sample_members()))
    assert told(checked) == []
    assert checked.roster is not None
    return checked.roster


async def test_whole_list_is_taken_over_and_sealed(store: Store) -> None:
    outcome = await store.take(sample_roster())
    phones = await store.rows(Person.phone)

    assert (outcome.teams, outcome.members) == (Counts(created=58), Counts(created=386))
    assert sum(row[0] for row in await store.rows(Village.households)) == 8203
    assert {row[0] for row in phones} == {f"0{912000000 + n}" for n in range(1, 387)}
    raw = store.database.path.read_bytes() if store.database.path else b""
    assert b"0912000005" not in raw


async def test_second_import_changes_nothing(store: Store) -> None:
    await store.take(sample_roster())
    before = await store.all()

    outcome = await store.take(sample_roster())

    assert (outcome.teams, outcome.villages) == (Counts(unchanged=58), Counts(unchanged=58))
    assert outcome.members == Counts(unchanged=386)
    assert await store.all() == before


async def test_samples_own_list_changes_nothing_of_the_sample(store: Store) -> None:
    outcome = await store.take(sample_roster(), SAMPLE_COMMUNE)

    assert (outcome.teams, outcome.members) == (Counts(unchanged=58), Counts(unchanged=386))
    assert outcome.silent_teams == ("Đội phản ứng nhanh",)
    assert outcome.missing == ()


async def test_preview_tells_the_same_and_writes_nothing(store: Store) -> None:
    before = await store.all()

    previewed = await preview_roster(store.database, COMMUNE, LIST, ids=store.ids)

    assert await store.all() == before
    assert await store.rows(Audit.action) == []
    assert previewed == await store.take(LIST)


async def test_change_of_a_row_is_no_new_row(store: Store) -> None:
    await store.take(LIST)
    changed = Roster(
        (replace(TEAM_A, name="THÔN 1", households=150, zalo_group=True),),
        (
            replace(LEADER, name="Tên Khác", duties=frozenset({RosterDuty(Role.MEMBER, "THÔN 1")})),
            replace(OTHER, duties=frozenset({RosterDuty(Role.MEMBER, "THÔN 1")})),
        ),
    )
    outcome = await store.take(changed)

    assert outcome.teams == outcome.villages == Counts(updated=1)
    assert outcome.members == Counts(updated=1, unchanged=1)
    assert [each.before for each in outcome.renamed] == ["Thành viên 001"]
    assert await store.rows(Team.name, Team.zalo_group) == [("THÔN 1", True)]
    assert await store.rows(Village.households) == [(150,)]
    assert {row[0] for row in await store.rows(PersonRole.role)} == {Role.MEMBER}


async def test_empty_cell_keeps_what_was_there(store: Store) -> None:
    link = "https://zalo.me/g/vidu"
    await store.take(Roster((replace(TEAM_A, zalo_group=True, zalo_link=link),), LIST.members))
    before = await store.all()

    outcome = await store.take(Roster((RosterTeam(A),), LIST.members))

    assert outcome.teams == Counts(unchanged=1)
    assert await store.all() == before


async def test_whoever_is_not_in_the_list_is_named_and_left_alone(store: Store) -> None:
    await store.take(LIST)
    before = await store.all()

    outcome = await store.take(Roster((TEAM_A,), (LEADER,)))

    assert [(each.name, each.team) for each in outcome.missing] == [("Thành viên 002", A)]
    assert await store.all() == before


async def test_asked_for_the_missing_lose_their_team_and_nothing_else(store: Store) -> None:
    officer = member(2, (Role.MEMBER, A), (Role.ADMINISTRATOR, NO_TEAM), (Role.MEMBER, B))
    await store.take(Roster((TEAM_A, RosterTeam(B)), (LEADER, officer)))

    outcome = await store.take(Roster((TEAM_A,), (LEADER,)), end=True)

    assert len(outcome.missing) == 1
    assert len(await store.rows(Person.id)) == 2
    held = await store.rows(PersonRole.role)
    assert sorted(row[0] for row in held) == ["administrator", "leader", "member", "member"]
    assert ("role.ended",) in await store.rows(Audit.action)


async def test_list_without_members_ends_nobodys_role(store: Store) -> None:
    await store.take(LIST)

    outcome = await store.take(Roster((TEAM_A,), ()), end=True)

    assert outcome.missing == ()
    assert len(await store.rows(PersonRole.role)) == 3


async def test_officers_roles_are_given_and_never_taken(store: Store) -> None:
    officer = member(9, (Role.COORDINATOR, NO_TEAM), (Role.ADMINISTRATOR, NO_TEAM))
    await store.take(Roster((TEAM_A,), (LEADER, officer)))

    await store.take(Roster((TEAM_A,), (LEADER, replace(officer, duties=LEADER.duties))), end=True)

    roles = [row[0] for row in await store.rows(PersonRole.role)]
    assert {Role.COORDINATOR, Role.ADMINISTRATOR} <= set(roles)
    assert (await store.rows(Audit.action)).count(("role.given",)) == 2


async def test_form_of_address_that_a_member_chose_is_theirs(store: Store) -> None:
    await store.take(Roster((TEAM_A,), (replace(LEADER, address="bác"), OTHER)))
    await store.take(Roster((TEAM_A,), (replace(LEADER, address="ông"), OTHER)))
    corrected = await store.rows(Person.address)
    await store.execute(
        update(Person).where(Person.commune_id == COMMUNE).values(joined_at=NOW, address="bà")
    )

    outcome = await store.take(Roster((TEAM_A,), (replace(LEADER, address="bác"), OTHER)))

    assert ("ông",) in corrected
    assert outcome.members == Counts(unchanged=2)
    assert await store.rows(Person.address) == [("bà",), ("bà",)]


async def test_other_commune_is_not_touched(store: Store) -> None:
    before = await store.rows(Person.id, Person.name, commune=SAMPLE_COMMUNE)

    await store.take(LIST)

    assert await store.rows(Person.id, Person.name, commune=SAMPLE_COMMUNE) == before


async def test_audit_holds_figures_and_no_words_of_people(store: Store) -> None:
    await store.take(LIST)
    ((action, detail),) = await store.rows(Audit.action, Audit.detail)

    assert action == "roster.imported"
    assert detail["members"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert "Thành viên" not in str(detail)


async def test_failure_half_way_leaves_nothing(store: Store) -> None:
    before = await store.all()
    broken = replace(OTHER, name=None)

    with pytest.raises(Exception, match="NOT NULL"):
        await store.take(Roster((TEAM_A,), (LEADER, broken)))

    assert await store.all() == before


async def test_team_that_was_closed_comes_back_with_the_list(store: Store) -> None:
    await store.take(LIST)
    await store.execute(update(Team).where(Team.commune_id == COMMUNE).values(is_active=False))

    outcome = await store.take(LIST)

    assert outcome.teams == Counts(updated=1)
    assert await store.rows(Team.is_active) == [(True,)]


async def test_ground_names_the_teams_and_the_sample(store: Store) -> None:
    ground = await load_ground(store.database, SAMPLE_COMMUNE)

    assert ground.is_sample
    assert len(ground.teams) == 59
    assert ground.teams[-1].kind is TeamKind.DOI
    assert not (await load_ground(store.database, COMMUNE)).is_sample


async def test_team_that_a_list_adds_is_an_adjustment_of_the_closed_weeks(store: Store) -> None:
    async with store.database.write() as connection:
        await close_week(connection, COMMUNE, "2026-W46", NOW)

    await store.take(Roster(teams=(RosterTeam("Thôn Mới", TeamKind.TO),), members=()))

    async with store.database.read() as connection:
        standing = await week_standing(connection, COMMUNE, "2026-W46", NOW)
    assert standing is not None
    assert standing.is_exact
    assert [noted.cause for noted in standing.adjustments] == [Cause.ROSTER]
