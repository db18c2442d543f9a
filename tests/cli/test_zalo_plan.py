"""`toso zalo plan`: who fits on which bot, and what that costs. It needs no key."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.channels.zalo_bot.capabilities import BASIC
from bot.cli.zalo_plan import run_zalo_plan
from bot.cli.zalo_plan_arguments import PlanZalo
from bot.kernel.clock import SetClock
from bot.settings import Settings, read_settings
from models.database import open_database
from models.month_counts import MonthCount, add_counts
from models.sample import SAMPLE_COMMUNE

DECEMBER = SetClock(datetime(2026, 12, 3, tzinfo=UTC))
KEYS = [
    "people", "teams", "officers", "set_up", "holds_all", "bots", "left", "officers_left",
    "too_large", "month", "ways",
]  # fmt: skip
BOTS = "TOSO_ZALO_BOT_TOKENS"
MANY = ",".join(f"hp{number}={number}:abc" for number in range(1, 10))


@pytest.fixture
def database(sample_database: Path) -> str:
    (sample_database.parent / "toso.key").unlink()
    return str(sample_database)


def plan(
    database: str, capsys: pytest.CaptureFixture[str], settings: Settings | None = None
) -> dict[str, Any]:
    command = PlanZalo(database, as_json=True)
    code = run_zalo_plan(command, settings or Settings(), lambda text: text.id, clock=DECEMBER)
    assert code == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_one_free_account_does_not_hold_the_commune_and_what_does_is_said(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = plan(database, capsys)

    assert list(found) == KEYS
    assert (found["people"], found["teams"], found["officers"]) == (390, 59, 3)
    assert found["holds_all"] is found["set_up"] is False
    assert [bot["people"] for bot in found["bots"]] == [46, 49, 49]
    assert sum(each["people"] for each in found["left"]) == 390 - 46 - 49 - 49
    ways = {way["way"]: way for way in found["ways"]}
    assert (ways["bots_all"]["bots"], ways["bots_all"]["accounts"]) == (9, 3)
    assert (ways["bots_leaders"]["bots"], ways["bots_leaders"]["people"]) == (2, 61)
    assert ways["oa_growth"]["dong_a_year"] == 2_500_000 + 12 * 55 * (512 - 500)
    assert ways["oa_full"]["dong_a_year"] == 6_000_000
    assert {key for key, way in ways.items() if way["holds_all"]} == {
        "bots_all", "oa_growth", "oa_full", "web",
    }  # fmt: skip


def test_so_many_bots_as_were_said_to_be_needed_hold_everybody(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = plan(database, capsys, read_settings({BOTS: MANY}))

    assert found["set_up"] is found["holds_all"] is True
    assert found["left"] == []
    assert len([team for bot in found["bots"] for team in bot["teams"]]) == 59
    assert max(bot["people"] for bot in found["bots"]) <= (BASIC.users or 0)


def test_what_was_counted_last_month_takes_the_place_of_what_is_assumed(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def count() -> None:
        store = open_database(database)
        rows = [
            MonthCount("zalo_bot", "hp1", "2026-11", received=900, sent=1000),
            MonthCount("zalo_oa", "", "2026-11", received=10, sent=2100, paid=2010),
            MonthCount("zalo_bot", "hp1", "2026-12", received=1, sent=1),
        ]
        async with store.write() as connection:
            await add_counts(connection, SAMPLE_COMMUNE, rows)
        await store.close()

    asyncio.run(count())

    found = plan(database, capsys, read_settings({BOTS: MANY}))

    assert found["month"] == {"counted": "2026-11", "messages": 4010, "beyond_48_hours": 2010}
    assert found["bots"][0]["messages"] == 1900
    ways = {way["way"]: way["dong_a_year"] for way in found["ways"]}
    assert ways["oa_growth"] == 2_500_000 + 12 * 55 * 1510
    assert ways["oa_full"] == 6_000_000 + 12 * 55 * 10


def test_it_reads_as_a_table(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["zalo", "plan", "--db", database]) == 0

    printed = capsys.readouterr().out
    assert "Chưa có chỗ: 38 tổ, đội, 246 người (Thôn 21," in printed
    assert "9 bot, 3 tài khoản Zalo" in printed
