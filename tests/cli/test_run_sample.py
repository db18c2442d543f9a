"""`toso run --sample`, which is `make run`, in a process of its own."""

import asyncio
import os
import socket
import subprocess
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar
from sqlalchemy import func, select

from bot.cli.refusal import Refusal
from bot.cli.run import run_web
from bot.cli.run_arguments import Run
from bot.settings import Settings
from models.activity import Activity, Revision, ZeroReport
from models.commune import Commune
from models.database import open_database
from models.people import Person
from tests.channels.web.site import Phone
from tests.cli.communes import ROOT, make_real_commune, refused, serving


async def counts(path: Path) -> list[int]:
    """How many communes, people, activities, revisions and zero reports there are. No key."""
    database = open_database(path, create=False)
    async with database.read() as connection:
        found = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (Commune, Person, Activity, Revision, ZeroReport)
        ]
    await database.close()
    return found


async def test_first_start_makes_everything_and_says_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "toso.db"

    async with (
        serving("--sample", "--port", "0", "--db", path) as served,
        ClientSession(served.address, cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        page = await Phone(session).open()

    communes, people, activities, revisions, zero = await counts(path)
    assert served.said[0].startswith("Trang trò chuyện ở: http://127.0.0.1:")
    assert "đơn vị mẫu" in served.said[1]
    assert "Ctrl-C" in served.said[1]
    assert 'data-role="member"' in page
    assert (communes, people) == (1, 390)
    assert activities > 500
    assert revisions > activities
    assert zero > 100
    assert sorted(each.name for each in path.parent.glob("toso.*")) == ["toso.db", "toso.key"]


async def test_second_start_finds_the_data_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"
    async with serving("--sample", "--port", "0", "--db", path):
        pass
    before = await counts(path)

    async with serving("--sample", "--port", "0", "--db", path):
        pass

    assert await counts(path) == before


async def test_plain_sample_that_is_there_stays_plain(sample_database: Path) -> None:
    async with serving("--sample", "--port", "0", "--db", sample_database):
        pass

    assert await counts(sample_database) == [1, 390, 0, 0, 0]


def test_taken_port_is_answered_with_what_to_do(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code, said = refused(capsys, "--sample", "--port", str(port), "--db", sample_database)

    assert code == 1
    assert said.startswith(f"Cổng {port} đang có chương trình khác dùng.")
    assert f"toso run --sample --port {port + 1}" in said


def test_real_commune_is_not_opened_with_the_samples_switch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_real_commune(tmp_path / "toso.db")
    before = asyncio.run(counts(path))

    code, said = refused(capsys, "--sample", "--port", "0", "--db", path)

    assert code == 1
    assert "đơn vị thật" in said
    assert asyncio.run(counts(path)) == before


def test_commune_set_for_the_real_one_does_not_stop_the_sample(sample_database: Path) -> None:
    """It comes as far as its port, which is taken."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = Run(True, "127.0.0.1", port, False, str(sample_database))  # noqa: FBT003

        with pytest.raises(Refusal) as refusal:
            run_web(command, Settings(commune="that"), lambda text: text.id)

    assert refusal.value.text.id == "cli.run.sample_port_taken"


def test_make_run_opens_the_sample() -> None:
    """Make names the commands and runs none: `-n`, with a stamp that is newer than its sources."""
    asked = ("make", "-n", "-o", "install", "run")
    # Under `make test` this make would be a part of that one, and say so.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}

    plain, ported = (
        subprocess.run(  # noqa: S603  # our own words
            [*asked, *more],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env=alone,
        ).stdout
        for more in ([], ["PORT=8081"])
    )

    assert plain.split()[-2:] == ["run", "--sample"]
    assert ported.split()[-4:] == ["run", "--sample", "--port", "8081"]
