"""The consent is taken back while somebody waits for an answer: one login, and it goes out."""

import asyncio
import contextlib
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from bot.__main__ import OPERATOR
from bot.cli.zalo_arguments import OaLogin
from bot.cli.zalo_login import run_oa_login
from bot.texts import Texts
from models.mail import Outbox, OutboxState
from models.oa_token import OaToken, TokenState
from models.post import MISCONFIGURED
from tests.cli.communes import make_real_commune
from tests.test_connecting_oa import HOA, Stage, at_work, settings_of


@pytest.fixture
def real_commune(tmp_path: Path) -> Path:
    return make_real_commune(tmp_path / "toso.db")


async def waiting(stage: Stage) -> list[str | None]:
    """Why each letter waits."""
    async with stage.app.database.read() as connection:
        found = await connection.scalars(
            select(Outbox.reason).where(Outbox.state == OutboxState.WAITING)
        )
        return list(found)


async def state(stage: Stage) -> TokenState:
    async with stage.app.database.read() as connection:
        return (await connection.execute(select(OaToken.state))).scalar_one()


async def log_in(stage: Stage, path: Path) -> dict[str, object]:
    """By the command, while the product runs."""
    shown = io.StringIO()
    emulator = stage.emulator

    def hear() -> str:
        opened = json.loads(shown.getvalue().splitlines()[-1])["open"]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(opened).query).items()}
        return emulator.tokens.allow(
            redirect=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            state=asked["state"],
        )

    command = OaLogin(str(path), None, None, other_oa=False, as_json=True)
    settings = settings_of(path, emulator.media.base, emulator)
    texts = Texts()
    with contextlib.redirect_stdout(shown):
        await asyncio.to_thread(
            run_oa_login, command, settings, lambda text: texts.render(text, OPERATOR), hear=hear
        )
    told: dict[str, object] = json.loads(shown.getvalue().splitlines()[-1])
    return told


def test_what_waited_for_the_consent_goes_out_after_one_login(real_commune: Path) -> None:
    async def talk() -> None:
        async with at_work(real_commune) as stage:
            await stage.emulator.acts.say(HOA, "chào")
            await stage.answers(1)
            stage.emulator.tokens.kill(0)

            await stage.emulator.acts.say(HOA, "tôi là thành viên tổ")
            async with asyncio.timeout(30):
                while await waiting(stage) != [MISCONFIGURED]:  # noqa: ASYNC110  # of the store
                    await asyncio.sleep(0.01)
            before = await state(stage)
            told = await log_in(stage, real_commune)
            await stage.app.settle()

            assert before is TokenState.LOST
            assert (told["ok"], told["freed"]) == (True, 1)
            assert len(await stage.answers(2)) == 2
            assert await waiting(stage) == []

    asyncio.run(talk())
