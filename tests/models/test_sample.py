from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, select

from models.activity import Activity
from models.commune import Commune, Team, TeamKind, Village
from models.database import Database
from models.indicator import Indicator
from models.people import Account, Person, PersonRole, Role
from models.sample import SAMPLE_COMMUNE
from models.seed import INDICATORS, LABEL_LENGTH
from models.settings import load_settings
from tests.models.conftest import lay


async def scalar(database: Database, statement: Select[Any]) -> object:
    async with database.read() as connection:
        return await connection.scalar(statement)


async def holder(database: Database, phone: str) -> set[tuple[Role, str]]:
    async with database.read() as connection:
        found = await connection.execute(
            select(PersonRole.role, PersonRole.team_id)
            .join(Person, Person.id == PersonRole.person_id)
            .where(Person.phone_hash == database.vault.phone_hash(phone))
        )
        return {(row.role, row.team_id) for row in found}


async def test_sums_are_those_of_the_report_of_2025(database: Database) -> None:
    members = select(func.count(PersonRole.person_id.distinct())).where(
        PersonRole.role == Role.MEMBER
    )
    teams = select(func.count()).where(Team.kind == TeamKind.TO)

    assert await scalar(database, teams) == 58
    assert await scalar(database, members) == 386
    assert await scalar(database, select(func.count(Village.id))) == 58
    assert await scalar(database, select(func.sum(Village.households))) == 8203


async def test_first_of_each_team_leads_it(database: Database) -> None:
    leaders = await scalar(database, select(func.count()).where(PersonRole.role == Role.LEADER))

    assert leaders == 58
    assert await holder(database, "0912000001") == {
        (Role.LEADER, "thon-01"),
        (Role.MEMBER, "thon-01"),
    }
    assert await holder(database, "0912000008") == {
        (Role.LEADER, "thon-02"),
        (Role.MEMBER, "thon-02"),
    }
    assert await holder(database, "0912000386") == {(Role.MEMBER, "thon-58")}


async def test_officers_have_their_roles(database: Database) -> None:
    assert await holder(database, "0912001001") == {(Role.COORDINATOR, "")}
    assert await holder(database, "0912001002") == {(Role.ADMINISTRATOR, "")}
    assert await holder(database, "0912001003") == {(Role.RAPID, "doi-01")}
    assert await holder(database, "0912001004") == {(Role.OFFICE, "")}


async def test_everybody_has_joined_and_consented(database: Database) -> None:
    waiting = select(func.count()).where(
        Person.joined_at.is_(None) | Person.consent_at.is_(None) | Person.phone_hash.is_(None)
    )

    assert await scalar(database, select(func.count(Person.id))) == 390
    assert await scalar(database, waiting) == 0


async def test_sample_says_that_it_is_one_and_holds_no_work(database: Database) -> None:
    assert await scalar(database, select(Commune.is_sample)) is True
    assert await scalar(database, select(func.count(Activity.id))) == 0
    assert await scalar(database, select(func.count(Account.channel))) == 0


async def test_helper_of_the_sample_is_its_coordinator(database: Database) -> None:
    async with database.read() as connection:
        settings = await load_settings(connection, SAMPLE_COMMUNE)
    name = select(Person.name).where(Person.id == settings.helper_person_id)

    assert await scalar(database, name) == "Cán bộ Mẫu"


async def test_thirteen_indicators_are_seeded_in_order(database: Database) -> None:
    async with database.read() as connection:
        found = await connection.scalars(
            select(Indicator.id).where(Indicator.is_active).order_by(Indicator.position)
        )

    assert found.all() == [
        "households",
        "dvc",
        "payment",
        "esign",
        "vssid",
        "etax",
        "smarthp",
        "invoice",
        "ocop",
        "feedback",
        "media",
        "duty",
        "contest",
    ]


def test_labels_fit_a_ticked_button_and_units_are_mostly_people() -> None:
    assert [item.id for item in INDICATORS if len(f"✓ {item.label}") > LABEL_LENGTH] == []
    assert len({item.label for item in INDICATORS}) == len(INDICATORS)
    assert {item.id: item.unit for item in INDICATORS if item.unit != "người"} == {
        "households": "hộ",
        "media": "tin, bài, buổi",
        "duty": "buổi trực",
    }


async def test_sample_is_the_same_each_time(database: Database, tmp_path: Path) -> None:
    from models.opening import open_installation
    from tests.models.conftest import NOW

    await lay(tmp_path / "again" / "toso.db")
    other = await open_installation(tmp_path / "again" / "toso.db", now=NOW)
    rows = select(Person.id, Person.name, Person.phone, Person.created_at).order_by(Person.id)

    async with database.read() as one, other.read() as two:
        first, second = (await one.execute(rows)).all(), (await two.execute(rows)).all()
    await other.close()

    assert first == second
