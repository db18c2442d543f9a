"""`toso tally`: what it prints, and with what it leaves. It needs no key."""

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.__main__ import main
from models.activity import Activity, ActivityKind, ZeroReport
from models.database import open_database
from models.indicator import ActivityIndicator
from models.people import Person
from models.sample import SAMPLE_COMMUNE
from models.snapshot import Snapshot

TALLY_KEYS = [
    "week", "from", "to", "as_of", "teams", "teams_active", "teams_zero", "teams_silent",
    "sessions", "home_visits", "people_guided", "members_trained", "vneid", "trainees",
    "businesses", "ocop_products", "indicators", "commune", "by_team",
]  # fmt: skip
FROZEN = {"week": "2026-W47", "from": "2026-11-16", "to": "2026-11-22", "teams": 58}


def outputs(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def counted(sample_database: Path) -> str:
    """A database with two residents' sessions, a zero report, and one frozen week. No key."""
    asyncio.run(_count(sample_database))
    (sample_database.parent / "toso.key").unlink()
    return str(sample_database)


async def _count(path: Path) -> None:
    database = open_database(path)
    at = datetime(2026, 11, 18, tzinfo=UTC)
    async with database.write() as connection:
        author = await connection.scalar(select(Person.id).limit(1))
        mine = {"commune_id": SAMPLE_COMMUNE}
        await connection.execute(
            insert(Activity),
            [
                {
                    **mine, "id": f"a{number}", "team_id": team, "day": date(2026, 11, 18),
                    "kind": ActivityKind.RESIDENTS_SESSION, "week": "2026-W47", "sessions": 1,
                    "people": 1200, "vneid_2": 3, "author_id": author, "confirmed_at": at,
                    "dialog_id": f"d{number}",
                }
                for number, team in enumerate(["thon-01", None])
            ],
        )  # fmt: skip
        done = {**mine, "activity_id": "a0", "indicator_id": "dvc", "value": 4}
        await connection.execute(insert(ActivityIndicator), done)
        zero = {**mine, "team_id": "thon-02", "week": "2026-W47", "by_id": author, "at": at}
        await connection.execute(insert(ZeroReport), zero)
        frozen = {**mine, "week": "2026-W47", "taken_at": at, "tally": FROZEN}
        await connection.execute(insert(Snapshot), frozen)
    await database.close()


def test_tally_of_a_week(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["tally", "--week", "2026-W47", "--json", "--db", counted])

    (tally,) = outputs(capsys)
    assert code == 0
    assert list(tally) == TALLY_KEYS
    assert (tally["week"], tally["from"], tally["to"]) == ("2026-W47", "2026-11-16", "2026-11-22")
    assert tally["as_of"].endswith("+07:00")
    assert [tally[f"teams{state}"] for state in ("", "_active", "_zero", "_silent")] == [
        58,
        1,
        1,
        56,
    ]
    assert tally["sessions"] == {"members": 0, "residents": 2}
    assert tally["people_guided"] == 2400
    assert tally["vneid"] == {"level_1": 0, "level_2": 6, "unspecified": 0}
    assert tally["trainees"] == {"enrolled": 0, "attended": 0, "qualified": 0}
    assert tally["indicators"]["dvc"] == 4
    assert len(tally["indicators"]) == 13
    assert tally["commune"] == {
        "sessions": {"members": 0, "residents": 1}, "people_guided": 1200, "members_trained": 0,
    }  # fmt: skip
    assert tally["by_team"][0] == {
        "team": "thon-01", "name": "Thôn 01", "state": "active",
        "sessions": 1, "people_guided": 1200, "vneid": 3,
    }  # fmt: skip


def test_tally_of_days_has_no_week(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["tally", "--from", "2026-11-18", "--to", "2026-11-18", "--json", "--db", counted])

    (tally,) = outputs(capsys)
    assert tally["week"] is None
    assert (tally["from"], tally["to"]) == ("2026-11-18", "2026-11-18")
    assert tally["people_guided"] == 2400


def test_tally_of_nothing_said_is_of_the_current_week(
    counted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["tally", "--json", "--db", counted])

    (tally,) = outputs(capsys)
    first, as_of = date.fromisoformat(tally["from"]), datetime.fromisoformat(tally["as_of"]).date()
    assert tally["week"] is not None
    assert 0 <= (as_of - first).days < 7


@pytest.mark.parametrize(
    "period", [["--week", "2026-W47"], ["--from", "2026-11-15", "--to", "2026-11-23"]]
)
def test_tally_frozen_is_what_was_stored(
    counted: str, capsys: pytest.CaptureFixture[str], period: list[str]
) -> None:
    code = main(["tally", *period, "--frozen", "--json", "--db", counted])

    assert (code, outputs(capsys)) == (0, [FROZEN])


@pytest.mark.parametrize(
    "period", [["--week", "2026-W46"], ["--from", "2026-11-17", "--to", "2026-11-22"]]
)
def test_tally_says_when_nothing_is_frozen(
    counted: str, capsys: pytest.CaptureFixture[str], period: list[str]
) -> None:
    code = main(["tally", *period, "--frozen", "--json", "--db", counted])

    shown = capsys.readouterr()
    assert (code, shown.out) == (1, "")
    assert "chốt số" in shown.err


def test_tally_as_tables(counted: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["tally", "--week", "2026-W47", "--db", counted])

    shown = capsys.readouterr().out
    assert code == 0
    assert shown.startswith("Tuần 47 năm 2026 (16/11/2026 – 22/11/2026)")
    assert "2.400" in shown
    assert "Dịch vụ công" in shown
    assert "không phát sinh" in shown


def test_tally_makes_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["tally", "--db", str(tmp_path / "x" / "toso.db")])

    assert code == 1
    assert "Chưa có kho" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"words"])
def test_tally_of_a_file_that_is_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (tmp_path / "toso.db").write_bytes(content)

    code = main(["tally", "--db", str(tmp_path / "toso.db")])

    shown = capsys.readouterr()
    assert (code, shown.out) == (1, "")
    assert "Traceback" not in shown.err
    assert (tmp_path / "toso.db").read_bytes() == content


def test_simulated_session_shows_in_the_tally(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The simulator's database is the tally's: the second command goes on where the first ended."""
    script = tmp_path / "script.jsonl"
    script.write_text('{"who":"0912000001","text":"chào"}', encoding="utf-8")
    main(["simulate", "--script", str(script), "--db", str(sample_database), "--json"])
    capsys.readouterr()

    code = main(["tally", "--week", "2026-W47", "--json", "--db", str(sample_database)])

    (tally,) = outputs(capsys)
    assert (code, tally["teams_silent"]) == (0, 58)
