"""The sample commune: artificial names, the sums of the report of 2025 (seed 002, 4a and 4b).

58 villages with a Tổ each, 386 members, 8 203 households, one Đội. It has no activities and no
accounts: an account appears at a person's first word. `models.sample_history` gives it a past.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from bot.kernel.ids import Ids
from models.base import Base
from models.commune import Commune, CommuneKind, CommuneSetting, Team, TeamKind, Village
from models.database import Connection, Database
from models.indicator import Indicator
from models.join import CONSENT_VERSION
from models.people import NO_TEAM, Person, PersonRole, Role
from models.seed import indicator_rows
from models.vault import Vault

SAMPLE_COMMUNE = "mau"

TEAMS = 58
TEAMS_OF_SEVEN = 38  # 38 × 7 + 20 × 6 = 386 members
VILLAGES_OF_142 = 25  # 25 × 142 + 33 × 141 = 8 203 households
RAPID_TEAM = "doi-01"
FIRST_PHONE = 912000001
FIRST_BIRTH, BIRTH_YEARS = 1941, 49

OFFICERS = (
    ("0912001001", "Cán bộ Mẫu", Role.COORDINATOR, NO_TEAM),
    ("0912001002", "Quản trị Mẫu", Role.ADMINISTRATOR, NO_TEAM),
    ("0912001003", "Đội viên Mẫu", Role.RAPID, RAPID_TEAM),
    ("0912001004", "VP HĐND và UBND Mẫu", Role.OFFICE, NO_TEAM),
)

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class SamplePeople:
    """Person ids: of each team in its order, a Tổ's leader first, and of the coordinator."""

    teams: dict[str, tuple[str, ...]]
    coordinator: str


async def lay_sample(
    database: Database, *, ids: Ids, now: datetime, teams: int = TEAMS
) -> SamplePeople:
    """Write the whole commune in one transaction, or its first `teams` alone. The same ids and
    moment give the same rows.
    """
    async with database.write() as connection:
        return await write_sample(connection, database.vault, ids=ids, now=now, teams=teams)


async def write_sample(
    connection: Connection, vault: Vault, *, ids: Ids, now: datetime, teams: int = TEAMS
) -> SamplePeople:
    """The whole commune, in a transaction that is open already."""
    people, roles = _people(vault, ids, now, teams)
    found = _by_team(roles)
    rows: tuple[tuple[type[Base], list[Row]], ...] = (
        (Commune, [_commune(now)]),
        (Village, [_village(number) for number in range(1, teams + 1)]),
        (Team, [*(_team(number) for number in range(1, teams + 1)), _rapid_team()]),
        (Indicator, indicator_rows(SAMPLE_COMMUNE)),
        (Person, people),
        (PersonRole, roles),
        (CommuneSetting, [_in_sample(key="helper_person_id", value=found.coordinator)]),
    )
    for table, values in rows:
        await connection.execute(insert(table), values)
    return found


def village_name(team_id: str) -> str:
    """The name of a Tổ's village, which is the Tổ's own."""
    return f"Thôn {team_id.removeprefix('thon-')}"


def _commune(now: datetime) -> Row:
    return {
        "id": SAMPLE_COMMUNE,
        "name": "đặc khu Mẫu (dữ liệu mẫu)",
        "kind": CommuneKind.SPECIAL_ZONE,
        "village_word": "thôn",
        "is_sample": True,
        "created_at": now,
    }


def _village(number: int) -> Row:
    households = 142 if number <= VILLAGES_OF_142 else 141
    return _in_sample(
        id=_team_id(number), name=village_name(_team_id(number)), households=households, adults=None
    )


def _team(number: int) -> Row:
    return _in_sample(
        id=_team_id(number),
        name=village_name(_team_id(number)),
        kind=TeamKind.TO,
        village_id=_team_id(number),
        position=number,
        is_active=True,
    )


def _rapid_team() -> Row:
    return _in_sample(
        id=RAPID_TEAM,
        name="Đội phản ứng nhanh",
        kind=TeamKind.DOI,
        village_id=None,
        position=TEAMS + 1,
        is_active=True,
    )


def _people(vault: Vault, ids: Ids, now: datetime, teams: int) -> tuple[list[Row], list[Row]]:
    people: list[Row] = []
    roles: list[Row] = []

    def join(phone: str, name: str, team_id: str, *held: Role) -> None:
        person = _in_sample(
            id=ids.new(),
            name=name,
            language="vi",
            phone=phone,
            phone_hash=vault.phone_hash(phone),
            birth_year=str(FIRST_BIRTH + len(people) % BIRTH_YEARS),
            consent_version=CONSENT_VERSION,
            consent_at=now,
            joined_at=now,
            created_at=now,
        )
        people.append(person)
        roles.extend(
            _in_sample(person_id=person["id"], role=role, team_id=team_id) for role in held
        )

    for team in range(1, teams + 1):
        for place in range(7 if team <= TEAMS_OF_SEVEN else 6):
            number = len(people) + 1
            phone = f"0{FIRST_PHONE + number - 1}"
            if place == 0:
                join(phone, f"Tổ trưởng {team:02}", _team_id(team), Role.LEADER, Role.MEMBER)
            else:
                join(phone, f"Thành viên {number:03}", _team_id(team), Role.MEMBER)
    for phone, name, role, team_id in OFFICERS:
        join(phone, name, team_id, role)
    return people, roles


def _by_team(roles: list[Row]) -> SamplePeople:
    teams: dict[str, tuple[str, ...]] = {}
    coordinator = ""
    for row in roles:
        person, team = str(row["person_id"]), str(row["team_id"])
        if row["role"] in (Role.MEMBER, Role.RAPID):
            teams[team] = (*teams.get(team, ()), person)
        elif row["role"] is Role.COORDINATOR:
            coordinator = person
    return SamplePeople(teams, coordinator)


def _team_id(number: int) -> str:
    return f"thon-{number:02}"


def _in_sample(**columns: object) -> Row:
    return {"commune_id": SAMPLE_COMMUNE, **columns}
