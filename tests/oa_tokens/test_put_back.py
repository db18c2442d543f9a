"""The pair after a new key, and after a backup was put back, by the commands that do it."""

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, type_coerce

from bot.__main__ import main
from bot.cli.checkup import State
from bot.cli.doctor_oa import check_oa
from bot.kernel.errors import TosoError
from bot.oa_tokens.refresher import Outcome
from models.mail import Outbox
from models.oa_claims import find_pair_standing
from models.oa_token import OaToken
from models.opening import open_installation
from models.people import Role
from models.vault import read_vault
from tests.oa_tokens.desk import NOW, Desk
from tests.oa_tokens.test_refresher import join, refresher


async def command(desk: Desk, *line: str) -> None:
    """While no program has the database open."""
    await desk.database.close()
    code = await asyncio.to_thread(main, [*line, "--db", str(desk.path)])
    assert code == 0
    desk.database = await open_installation(desk.path, now=NOW)


async def test_pair_is_of_the_new_key_alone(desk: Desk) -> None:
    given = await desk.consent()
    await refresher(desk).refresh(await desk.tokens())  # so that there is a former pair too
    former = read_vault(desk.path.parent / "toso.key")

    await command(desk, "key", "rotate")

    row = (await desk.rows(OaToken))[0]
    columns = (OaToken.access, OaToken.refresh, OaToken.former_access, OaToken.former_refresh)
    bare = select(*(type_coerce(column, LargeBinary) for column in columns))
    async with desk.database.read() as connection:
        sealed = (await connection.execute(bare)).one()
    pair = desk.emulator.tokens.pairs[-1]
    assert (row.access, row.refresh) == (pair.access, pair.refresh)
    assert (row.former_access, row.former_refresh) == (given.access, given.refresh)
    for each in sealed:
        with pytest.raises(TosoError):
            former.cipher.unseal(each)


async def test_old_pair_of_a_backup_is_noticed_told_and_mended_by_one_consent(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.consent()
    await join(desk, Role.ADMINISTRATOR, ("web", "w-1"))
    await command(desk, "backup", "--json")
    archive = Path(json.loads(capsys.readouterr().out)["file"])
    await refresher(desk).refresh(await desk.tokens())
    await command(desk, "restore", str(archive), "--force")

    outcome = await refresher(desk).refresh(await desk.tokens())

    async with desk.database.read() as connection:
        check = check_oa(await find_pair_standing(connection, desk.whose), NOW)
    told = await desk.rows(Outbox)
    await desk.consent()
    mended = await refresher(desk).refresh(await desk.tokens())
    assert (outcome, mended) == (Outcome.LOST, Outcome.NEW_PAIR)
    assert [letter.external_id for letter in told] == ["w-1"]
    assert check.state is State.FAILED
    assert check.advice is not None
