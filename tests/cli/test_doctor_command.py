"""`toso doctor`: each thing that can be wrong is named, with what to do; it changes nothing."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.cli.doctor import run_doctor
from bot.cli.doctor_arguments import Doctor
from bot.dialog.address import Address
from bot.kernel.clock import SetClock
from bot.settings import Settings
from bot.texts import Reader, Texts
from models.database import open_database

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def examine(
    path: Path, capsys: pytest.CaptureFixture[str], *, now: datetime = NOW
) -> tuple[int, dict[str, Any]]:
    """The exit code and each check by its name."""
    texts = Texts()
    code = run_doctor(
        Doctor(str(path), as_json=True),
        Settings(),
        lambda text: texts.render(text, Reader("vi", Address.BAN)),
        clock=SetClock(now),
    )
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is (code == 0)
    return code, {check["name"]: check for check in told["checks"]}


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)
        connection.commit()


def test_sound_installation(sample_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample_database.read_bytes()

    code, checks = examine(sample_database, capsys)

    states = {name: check["state"] for name, check in checks.items()}
    assert code == 0
    assert states == {
        "database": "ok", "schema": "ok", "rows": "ok", "key": "warning", "disk": "ok",
        "clock": "ok", "permissions": "ok",
    }  # fmt: skip
    assert all(check["message"] for check in checks.values())
    assert "Chép thêm" in checks["key"]["advice"]
    assert sample_database.read_bytes() == before


def test_key_in_a_place_of_its_own_is_well(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = (sample_database.parent / "toso.key").rename(tmp_path / "elsewhere.key")
    texts = Texts()

    run_doctor(
        Doctor(None, as_json=True),
        Settings(database=str(sample_database), key_file=key),
        lambda text: texts.render(text, Reader("vi", Address.BAN)),
        clock=SetClock(NOW),
    )

    checks = json.loads(capsys.readouterr().out)["checks"]
    assert [check["state"] for check in checks if check["name"] == "key"] == ["ok"]


def test_key_that_is_gone_or_anothers_is_said(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = sample_database.parent / "toso.key"
    key.unlink()
    gone = examine(sample_database, capsys)
    key.write_text("A" * 43 + "=\n")
    other = examine(sample_database, capsys)

    assert [gone[0], other[0]] == [1, 1]
    assert gone[1]["key"]["state"] == other[1]["key"]["state"] == "failed"
    assert gone[1]["key"]["message"] != other[1]["key"]["message"]


def test_files_that_others_can_read_are_said(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sample_database.parent / "toso.key").chmod(0o644)
    sample_database.chmod(0o644)

    code, checks = examine(sample_database, capsys)

    assert code == 0
    assert checks["key"]["advice"].startswith("Gõ: chmod 600 ")
    assert checks["permissions"]["state"] == "warning"


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (
            (
                "INSERT INTO outbox (commune_id, id, owner, channel, external_id, lane, identity, "
                "state, not_before, tries, created_at) VALUES "
                "('mau', 'a', 'p', 'web', 'x', 0, 'i', 'waiting', '2026-11-22 01:00:00.000000', 0, "
                "'2026-11-22 01:00:00.000000')"
            ),
            "1 tin",
        ),
        (
            (
                "INSERT INTO timer (commune_id, id, owner, kind, version, due_at, state, payload) "
                "VALUES ('mau', 't', 'p', 'nudge', 1, '2026-11-22 01:00:00.000000', 'waiting', '')"
            ),
            "1 lời nhắc",
        ),
    ],
    ids=["letter", "timer"],
)
def test_rows_that_should_have_moved_on_are_counted(
    sample_database: Path, capsys: pytest.CaptureFixture[str], late: str, said: str
) -> None:
    change(sample_database, late)

    code, checks = examine(sample_database, capsys)

    assert (code, checks["rows"]["state"]) == (0, "warning")
    assert said in checks["rows"]["message"]


def waiting(id_: str, *, due: str, reason: str) -> str:
    return (
        "INSERT INTO outbox (commune_id, id, owner, channel, external_id, lane, identity, state, "  # noqa: S608
        f"reason, not_before, tries, created_at) VALUES ('mau', '{id_}', 'p', 'web', 'x', 0, "
        f"'{id_}', 'waiting', {reason}, '{due}.000000', 0, '2026-11-22 00:00:00.000000')"
    )


def test_letter_behind_one_that_waits_is_not_late(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_database, waiting("a", due="2026-11-22 03:00:00", reason="'throttled'"))
    change(sample_database, waiting("b", due="2026-11-22 00:00:00", reason="NULL"))

    _, checks = examine(sample_database, capsys)

    assert checks["rows"]["state"] == "ok"


def test_letter_that_its_channel_never_takes_is_said(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_database, waiting("a", due="2026-11-22 03:00:00", reason="'misconfigured'"))

    code, checks = examine(sample_database, capsys)

    assert (code, checks["channel"]["state"]) == (0, "warning")
    assert "1 tin" in checks["channel"]["message"]


@pytest.mark.parametrize(("held", "is_well"), [(None, False), (40, False), (128, True)])
def test_photo_whose_file_is_gone_or_cut_short_is_said(
    sample_database: Path,
    capsys: pytest.CaptureFixture[str],
    held: int | None,
    is_well: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    """A sealed file is 29 bytes longer than its picture."""
    change(
        sample_database,
        "INSERT INTO attachment (commune_id, id, owner, dialog_id, channel, source, state, tries, "
        "deadline_at, file_name, size, created_at) VALUES ('mau', 'a', 'p', 'd', 'web', x'01', "
        "'stored', 1, '2026-11-22 00:00:00.000000', 'aaa/a.jpg', 99, '2026-11-22 00:00:00.000000')",
    )
    if held is not None:
        file = sample_database.parent / "files" / "aaa" / "a.jpg"
        file.parent.mkdir(parents=True)
        file.write_bytes(bytes(held))

    code, checks = examine(sample_database, capsys)

    assert code == 0
    assert ("photos" not in checks) is is_well
    assert is_well or "aaa/a.jpg" in checks["photos"]["message"]


def test_message_set_aside_is_counted(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        sample_database,
        "INSERT INTO failed_message VALUES ('mau', 'web', 'm', 'TextSent', 'ValueError', 3, "
        "'2026-11-22 01:00:00', '2026-11-22 01:00:00', '2026-11-22 01:00:00.000000')",
    )

    _, checks = examine(sample_database, capsys)

    assert checks["set_aside"]["state"] == "warning"


def test_damaged_file_is_failed(sample_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = bytearray(sample_database.read_bytes())
    for place in range(8192, len(whole), 4096):
        whole[place : place + 512] = b"\xff" * 512
    sample_database.write_bytes(whole)

    code, checks = examine(sample_database, capsys)

    assert (code, checks["database"]["state"]) == (1, "failed")
    assert "bản sao lưu" in checks["database"]["advice"]


def test_row_without_its_owner_is_damage(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_database, "DELETE FROM team WHERE id = 'thon-01'")
    change(sample_database, "DELETE FROM village WHERE id = 'thon-02'")

    code, checks = examine(sample_database, capsys)

    assert (code, checks["database"]["state"]) == (1, "failed")


@pytest.mark.parametrize("now", [datetime(1970, 1, 1, tzinfo=UTC), NOW - timedelta(days=30)])
def test_clock_that_went_back_is_said(
    sample_database: Path, capsys: pytest.CaptureFixture[str], now: datetime
) -> None:
    code, checks = examine(sample_database, capsys, now=now)

    assert (code, checks["clock"]["state"]) == (1, "failed")


def test_older_schema_is_a_warning(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sample_database, "UPDATE alembic_version SET version_num = '0001'")

    code, checks = examine(sample_database, capsys)

    assert (code, checks["schema"]["state"]) == (0, "warning")


def test_no_database_is_refused_and_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["doctor", "--db", str(tmp_path / "none.db")])

    assert code == 1
    assert capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_people_read_a_line_for_each_check(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["doctor", "--db", str(sample_database)])

    shown = capsys.readouterr().out
    assert "✓ Kho lành lặn." in shown
    assert "→" in shown


def test_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    async def make() -> None:
        database = open_database(tmp_path / "new.db")
        await database.migrate()
        await database.close()

    asyncio.run(make())

    assert (tmp_path / "new.db").stat().st_mode & 0o077 == 0
