"""What the doctor says of the Official Account's pair of tokens, and what to do."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.cli.doctor import run_doctor
from bot.cli.doctor_arguments import Doctor
from bot.dialog.address import Address
from bot.kernel.clock import SetClock
from bot.settings import Settings
from bot.texts import Reader, Texts
from bot.zalo_settings import ZaloSettings
from models.oa_claims import Pair, Whose, log_in
from models.oa_token import OaToken, TokenState
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OA = ZaloSettings(app_id="123", app_secret="secret")


def lay(path: Path, age: timedelta, **columns: object) -> None:
    async def write() -> None:
        database = await open_installation(path, now=NOW)
        pair = Pair("access-1", "refresh-1", NOW - age + timedelta(hours=25))
        async with database.write() as connection:
            await log_in(
                connection, Whose(SAMPLE_COMMUNE, "123"), pair,
                oa_id="1", channel="zalo_oa", now=NOW - age,
            )  # fmt: skip
            if columns:
                await connection.execute(update(OaToken).values(**columns))
        await database.close()

    asyncio.run(write())


def examine(
    path: Path, capsys: pytest.CaptureFixture[str], zalo: ZaloSettings = OA
) -> tuple[int, dict[str, str] | None]:
    """The exit code, and the one check."""
    texts = Texts()
    code = run_doctor(
        Doctor(str(path), as_json=True),
        Settings(zalo=zalo),
        lambda text: texts.render(text, Reader("vi", Address.BAN)),
        clock=SetClock(NOW),
    )
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    return code, checks.get("oa_token")


@pytest.mark.parametrize(
    ("age", "columns", "code", "state", "advice"),
    [
        (timedelta(hours=3), {}, 0, "ok", None),
        (timedelta(hours=-3), {}, 0, "ok", None),
        (timedelta(hours=23), {}, 0, "warning", "toso run"),
        (timedelta(days=81), {}, 1, "failed", "toso zalo oa-login"),
        (timedelta(hours=3), {"state": TokenState.LOST}, 1, "failed", "toso zalo oa-login"),
        (
            timedelta(hours=20),
            {"state": TokenState.REFRESHING, "refreshing_at": NOW - timedelta(minutes=5)},
            0,
            "warning",
            "toso run",
        ),
        (
            timedelta(hours=20),
            {"state": TokenState.REFRESHING, "refreshing_at": NOW - timedelta(seconds=5)},
            0,
            "ok",
            None,
        ),
    ],
)
def test_pair_is_judged_by_its_age_and_state(  # noqa: PLR0917  # the columns of a table
    sample_database: Path,
    capsys: pytest.CaptureFixture[str],
    age: timedelta,
    columns: dict[str, object],
    code: int,
    state: str,
    advice: str | None,
) -> None:
    lay(sample_database, age, **columns)

    left, check = examine(sample_database, capsys)

    assert check is not None
    assert (left, check["state"]) == (code, state)
    assert check["advice"] is None if advice is None else advice in check["advice"]


def test_account_without_a_consent_is_a_warning(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, check = examine(sample_database, capsys)

    assert check is not None
    assert (code, check["state"]) == (0, "warning")
    assert "toso zalo oa-login" in check["advice"]


def test_without_an_official_account_nothing_is_said(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert examine(sample_database, capsys, ZaloSettings()) == (0, None)


def test_no_key_is_needed(sample_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(sample_database, timedelta(hours=3))
    (sample_database.parent / "toso.key").unlink()

    _, check = examine(sample_database, capsys)

    assert check is not None
    assert check["state"] == "ok"
