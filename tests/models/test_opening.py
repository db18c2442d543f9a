import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.kernel.errors import TosoError
from models.database import Database
from models.installation import Installation
from models.opening import open_installation
from models.vault import create_vault, read_vault
from tests.models.conftest import NOW


async def test_new_database_makes_its_key_beside_it(tmp_path: Path) -> None:
    database = await open_installation(tmp_path / "toso.db", now=NOW)

    async with database.read() as connection:
        row = (await connection.execute(select(Installation.__table__))).one()
    await database.close()

    assert (1, read_vault(tmp_path / "toso.key").fingerprint, NOW) == tuple(row)


async def test_key_may_lie_elsewhere(tmp_path: Path) -> None:
    key_file = tmp_path / "safe" / "key"

    database = await open_installation(tmp_path / "toso.db", now=NOW, key_file=key_file)
    await database.close()

    assert key_file.exists()
    assert not (tmp_path / "toso.key").exists()


async def test_new_database_takes_the_key_that_is_there(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "toso.key")

    database = await open_installation(tmp_path / "toso.db", now=NOW)
    await database.close()

    assert vault.fingerprint == database.vault.fingerprint


async def test_missing_key_stops_the_start_and_no_new_one_is_made(path: Path) -> None:
    (path.parent / "toso.key").unlink()

    with pytest.raises(TosoError) as caught:
        await open_installation(path, now=NOW)

    assert caught.value.notice == "key.missing"
    assert not (path.parent / "toso.key").exists()


async def test_different_key_stops_the_start(path: Path) -> None:
    (path.parent / "toso.key").unlink()
    create_vault(path.parent / "toso.key")

    with pytest.raises(TosoError) as caught:
        await open_installation(path, now=NOW)

    assert caught.value.notice == "key.different"


async def test_two_first_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"

    one, two = await asyncio.gather(*(open_installation(path, now=NOW) for _ in range(2)))
    async with one.read() as connection:
        rows = await connection.scalar(select(func.count()).select_from(Installation))
    await one.close()
    await two.close()

    assert rows == 1
    assert one.vault.fingerprint == two.vault.fingerprint


async def test_two_first_starts_with_two_keys_leave_one_of_them_in_charge(tmp_path: Path) -> None:
    path = tmp_path / "toso.db"

    found = await asyncio.gather(
        *(open_installation(path, now=NOW, key_file=tmp_path / name) for name in ("one", "two")),
        return_exceptions=True,
    )
    refused = [result for result in found if isinstance(result, TosoError)]
    for result in found:
        if isinstance(result, Database):
            await result.close()

    assert len(refused) == 1
    assert refused[0].notice in {"key.missing", "key.different"}  # as late as it came
