"""A new commune: what its name becomes, and that it is written whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from models.audit import Audit
from models.commune import Commune, CommuneKind, find_communes
from models.founding import (
    FIRST_ROLES,
    Founding,
    TakenError,
    find_standing,
    found_commune,
    full_name,
    id_of,
)
from models.indicator import Indicator
from models.join import CODE_LIFE, JoinCode
from models.join_changes import code_hash
from models.load import load_people, load_people_by_phone
from models.opening import open_installation
from models.people import Person
from models.seed import INDICATORS
from models.settings import load_settings

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PHONE = "0912999000"
FOUNDING = Founding("Cát Hải", CommuneKind.SPECIAL_ZONE, "thôn", "Nguyễn Văn An", PHONE)


@pytest.mark.parametrize(
    ("typed", "kind", "name", "id_"),
    [
        ("Cát Hải", CommuneKind.SPECIAL_ZONE, "đặc khu Cát Hải", "cat-hai"),
        ("Đặc  khu Cát Hải", CommuneKind.SPECIAL_ZONE, "đặc khu Cát Hải", "cat-hai"),
        ("ĐẶC KHU Cát Hải", CommuneKind.SPECIAL_ZONE, "đặc khu Cát Hải", "cat-hai"),
        ("Xã Đàn", CommuneKind.WARD, "phường Xã Đàn", "xa-dan"),
        ("Xa Mát", CommuneKind.RURAL, "xã Xa Mát", "xa-mat"),
        ("Phường 7", CommuneKind.WARD, "phường 7", "7"),
        ("Ia R'Bol (mới)", CommuneKind.RURAL, "xã Ia R'Bol (mới)", "ia-r-bol-moi"),
        ("Xã", CommuneKind.RURAL, "xã ", ""),
    ],
)
def test_name_is_read_with_its_kind_once(
    typed: str, kind: CommuneKind, name: str, id_: str
) -> None:
    assert (name, id_) == (full_name(typed, kind), id_of(typed, kind))


@given(st.text(), st.sampled_from(CommuneKind))
def test_id_fits_a_setting_of_the_operator(name: str, kind: CommuneKind) -> None:
    id_ = id_of(name, kind)

    assert set(id_) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert id_ == id_.strip("-")
    assert id_of(full_name(name, kind), kind) == id_ or not id_


async def test_commune_stands_with_all_that_it_needs(tmp_path: Path) -> None:
    database = await open_installation(tmp_path / "toso.db", now=NOW)
    try:
        ids = CountedIds(SetClock(NOW))
        founded = await found_commune(database, FOUNDING, ids=ids, now=NOW)
        vault = database.vault
        async with database.read() as connection:
            communes = await find_communes(connection)
            standing = await find_standing(connection)
            found = await load_people_by_phone(connection, "cat-hai", {vault.phone_hash(PHONE)})
            [person_id] = found.values()
            person = (await load_people(connection, "cat-hai", {person_id}))[person_id]
            settings = await load_settings(connection, "cat-hai")
            indicators = await connection.scalar(select(func.count()).select_from(Indicator))
            code = (await connection.execute(select(*JoinCode.__table__.columns))).one()
            joined = await connection.scalar(select(Person.joined_at))
            audit = (
                await connection.execute(
                    select(Audit.action, Audit.by_id, Audit.subject).order_by(Audit.id)
                )
            ).all()
    finally:
        await database.close()

    assert communes == ("cat-hai",)
    assert standing is not None
    assert (standing.name, standing.is_sample) == ("đặc khu Cát Hải", False)
    assert founded.administrator.to.person_id == person_id == settings.helper_person_id
    assert {duty.role for duty in person.duties} == set(FIRST_ROLES)
    assert len(INDICATORS) == indicators
    assert joined is None
    assert code.code_hash == code_hash(vault.keyed_hash, person_id, founded.administrator.code)
    assert code.expires_at == founded.administrator.expires_at == NOW + CODE_LIFE
    assert [tuple(row) for row in audit] == [
        ("commune.founded", None, "cat-hai"),
        ("role.given", None, person_id),
        ("role.given", None, person_id),
        ("person.invited", None, person_id),
    ]


async def test_second_commune_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    database = await open_installation(tmp_path / "toso.db", now=NOW)
    try:
        ids = CountedIds(SetClock(NOW))
        await found_commune(database, FOUNDING, ids=ids, now=NOW)
        other = Founding("Hải An", CommuneKind.WARD, "khu", "Lê Thị Bình", "0912999001")
        with pytest.raises(TakenError):
            await found_commune(database, other, ids=ids, now=NOW)
        async with database.read() as connection:
            names = (await connection.scalars(select(Commune.name))).all()
            people = await connection.scalar(select(func.count()).select_from(Person))
    finally:
        await database.close()

    assert (names, people) == (["đặc khu Cát Hải"], 1)
