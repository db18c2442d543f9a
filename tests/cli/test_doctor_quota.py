"""What `toso doctor` says of months and room."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.cli.checkup import Check, State
from bot.cli.doctor_quota import of_quotas
from bot.settings import read_settings
from models.database import open_database
from models.mail import Outbox, OutboxState
from models.month_counts import MonthCount, add_counts
from models.people import Account, AccountState
from models.post import QUOTA, WINDOW
from models.sample import SAMPLE_COMMUNE

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SETTINGS = {
    "TOSO_ZALO_BOT_TOKENS": "hp1=1:abc,hp2=2:def",
    "TOSO_ZALO_OA_APP_ID": "1",
    "TOSO_ZALO_OA_APP_SECRET": "s",
}


async def checks(
    path: Path,
    counts: Sequence[MonthCount] = (),
    rows: Sequence[tuple[Any, dict[str, Any]]] = (),
    settings: dict[str, str] = SETTINGS,
) -> tuple[Check, ...]:
    database = open_database(str(path))
    try:
        async with database.write() as connection:
            await add_counts(connection, SAMPLE_COMMUNE, counts)
            for table, row in rows:
                await connection.execute(insert(table), {"commune_id": SAMPLE_COMMUNE, **row})
        return await of_quotas(database, read_settings(settings), NOW)
    finally:
        await database.close()


def accounts(bot: str, count: int, state: AccountState) -> list[tuple[Any, dict[str, Any]]]:
    return [
        (
            Account,
            {
                "channel": "zalo_bot", "external_id": f"{bot}/{state}{number}", "shown": "",
                "state": state, "created_at": NOW, "last_seen_at": NOW,
            },
        )
        for number in range(count)
    ]  # fmt: skip


def letter(id_: str, reason: str) -> tuple[Any, dict[str, Any]]:
    row = {
        "id": id_, "identity": id_, "owner": "hoa", "channel": "zalo_oa", "external_id": "1",
        "state": OutboxState.HELD, "reason": reason, "not_before": NOW, "created_at": NOW,
        "finished_at": NOW,
    }  # fmt: skip
    return Outbox, row


def told(check: Check) -> dict[str, Any]:
    return dict(check.text.parameters)


async def test_each_bot_and_the_account_have_their_line(sample_database: Path) -> None:
    counts = (
        MonthCount("zalo_bot", "hp1", "2026-11", received=1000, sent=200),
        MonthCount("zalo_bot", "hp1", "2026-10", received=9000),
        MonthCount("zalo_oa", "", "2026-11", received=5, sent=90, paid=20, templates=3, cost=600),
    )
    rows = accounts("hp1", 12, AccountState.ACTIVE)

    first, second, account = await checks(sample_database, counts, rows)

    assert {first.state, second.state, account.state} == {State.OK}
    assert told(first) == {"bot": "hp1", "users": 12, "most": 50, "used": 1200, "monthly": 3000}
    assert (told(second)["users"], told(second)["used"]) == (0, 0)
    assert told(account) == {"paid": 20, "monthly": 500, "templates": 3, "dong": 600}


@pytest.mark.parametrize(("used", "state"), [(2399, State.OK), (2400, State.WARNING)])
async def test_four_fifths_of_a_month_are_a_warning(
    sample_database: Path, used: int, state: State
) -> None:
    counts = [MonthCount("zalo_bot", "hp1", "2026-11", sent=used)]

    assert (await checks(sample_database, counts))[0].state is state


async def test_who_found_no_room_is_counted(sample_database: Path) -> None:
    rows = [
        *accounts("hp1", 50, AccountState.ACTIVE),
        *accounts("hp1", 2, AccountState.TURNED_AWAY),
    ]

    first, away, *_ = await checks(sample_database, rows=rows)

    assert (first.state, told(first)["users"]) == (State.WARNING, 50)
    assert (away.text.id, told(away)["count"]) == ("cli.doctor.zalo_month.turned_away", 2)


async def test_beyond_the_plan_each_message_costs(sample_database: Path) -> None:
    counts = [MonthCount("zalo_oa", "", "2026-11", sent=600, paid=510, templates=1, cost=200)]

    *_, account = await checks(sample_database, counts)

    assert told(account)["dong"] == 10 * 55 + 200


async def test_what_is_held_is_told_by_its_reason(sample_database: Path) -> None:
    rows = [letter("a", WINDOW), letter("b", QUOTA), letter("c", WINDOW)]

    *_, held = await checks(sample_database, rows=rows)

    assert (held.state, told(held)) == (State.OK, {"window": 2, "quota": 1})


async def test_where_no_bot_is_set_up_none_is_told_of(sample_database: Path) -> None:
    assert await checks(sample_database, settings={}) == ()
