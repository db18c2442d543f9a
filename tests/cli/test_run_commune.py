"""`toso run` on a real commune: residents alone, nothing of the sample, and kind refusals."""

import asyncio
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from sqlalchemy import func, select

from bot.cli.refusal import Refusal
from bot.cli.run import run_web
from bot.cli.run_arguments import Run
from bot.settings import Settings
from models.database import open_database
from models.opening import open_installation
from models.people import Person, PersonRole, Role
from tests.channels.web.site import Phone
from tests.cli.communes import NOW, make_real_commune, refused, serving

NOBODYS = "192.0.2.1"  # kept for documents (RFC 5737): no machine has it
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "to.example"}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return make_real_commune(tmp_path / "toso.db")


async def test_page_of_a_real_commune_shows_nothing_of_the_sample(real: Path) -> None:
    async with (
        serving("--port", "0", "--db", real) as served,
        ClientSession(served.address, cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        phone = Phone(session)
        page = await phone.open()
        changed = await phone.post("/as", {"role": "leader"})

    assert 'class="band" hidden' in page
    assert 'id="switch" hidden' in page
    assert "data-role=" not in page
    assert changed.status == 400
    assert "mẫu" not in "".join(served.said)
    assert "Ctrl-C" in served.said[1]


async def test_every_visitor_of_a_real_commune_is_a_resident(real: Path) -> None:
    async with (
        serving("--port", "0", "--db", real) as served,
        ClientSession(served.address, cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        phone = Phone(session)
        await phone.open()
        answer = await phone.say("client-01", "chào")
    database = open_database(real)
    async with database.read() as connection:
        roles = (await connection.execute(select(PersonRole.person_id, PersonRole.role))).all()
        people = await connection.scalar(select(func.count(Person.id)))
    await database.close()

    assert answer.status == 200
    assert people == 2
    assert [row.role for row in roles if row.person_id != "p1"] == [Role.RESIDENT]


@pytest.mark.parametrize(("more", "cookie"), [((), "toso="), (("--behind-proxy",), "__Host-toso=")])
async def test_forwarding_is_believed_only_behind_a_proxy(
    real: Path, more: tuple[str, ...], cookie: str
) -> None:
    async with (
        serving("--port", "0", "--db", real, *more) as served,
        ClientSession(served.address, headers=FORWARDED) as session,
        session.get("/") as response,
    ):
        (given,) = response.headers.getall("Set-Cookie")

    assert given.startswith(cookie)


def test_sample_is_not_served_as_a_real_commune(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = refused(capsys, "--port", "0", "--db", sample_database)

    assert code == 1
    assert said.endswith("toso run --sample")


def test_missing_database_is_answered_with_what_to_do_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = refused(capsys, "--port", "0", "--db", tmp_path / "x" / "toso.db")

    assert code == 1
    assert "toso init" in said
    assert list(tmp_path.iterdir()) == []


def test_database_of_the_settings_is_served_where_none_is_named(real: Path) -> None:
    """It comes as far as the address, which is none of this machine."""
    command = Run(sample=False, host=NOBODYS, port=0, behind_proxy=False, database=None)

    with pytest.raises(Refusal) as refusal:
        run_web(command, Settings(database=str(real)), lambda text: text.id)

    assert refusal.value.text.id == "cli.run.not_opened"


def test_database_without_a_commune_is_answered_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def make() -> None:
        await (await open_installation(tmp_path / "toso.db", now=NOW)).close()

    asyncio.run(make())

    code, said = refused(capsys, "--port", "0", "--db", tmp_path / "toso.db")

    assert code == 1
    assert "toso init" in said


def test_address_of_another_machine_is_refused(
    real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = refused(capsys, "--host", NOBODYS, "--port", "0", "--db", real)

    assert code == 1
    assert NOBODYS in said
