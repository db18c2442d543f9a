"""`toso key rotate`: what it says, what it refuses, and that no end of it loses anything."""

import asyncio
import json
import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.__main__ import main
from models.attachment import Attachment, AttachmentState
from models.held_alone import HeldAlone
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE
from models.sealed_file import Sealer
from models.vault import read_vault
from tests.cli.key_killing import NOW

ROOT = Path(__file__).parents[2]


async def _add_photo(database: Path, number: int) -> None:
    id_ = f"0{number:015}"
    path = database.parent / "files" / id_[:3] / f"{id_}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    store = await open_installation(database, now=NOW)
    with path.open("wb") as file:
        sealer = Sealer(file, store.vault.file_cipher, id_)
        sealer.add(f"picture {number}".encode())
        sealer.finish()
    async with store.write() as connection:
        await connection.execute(
            insert(Attachment).values(
                commune_id=SAMPLE_COMMUNE, id=id_, owner="p", dialog_id="d", channel="web",
                source="a", state=AttachmentState.STORED, deadline_at=NOW, created_at=NOW,
                file_name=f"{id_[:3]}/{path.name}", tries=0,
            )
        )  # fmt: skip
    await store.close()


def rotate(database: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    code = main(["key", "rotate", "--db", str(database), "--json", *more])
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    assert told["ok"] is (code == 0)
    return told


def test_it_says_where_the_former_key_is(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = sample_database.parent / "toso.key"
    former = key.read_bytes()

    told = rotate(sample_database, capsys)

    kept = Path(str(told["former_key"]))
    assert kept.read_bytes() == former != key.read_bytes()
    assert kept.stat().st_mode & 0o777 == key.stat().st_mode & 0o777 == 0o600
    assert told["fingerprint"] == read_vault(key).fingerprint
    assert told["values"] == 2 * 390  # numbers and birth years
    assert main(["doctor", "--db", str(sample_database)]) == 0


def test_in_words_it_names_codes_that_ended(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "0912000005", "0912000006", "--db", str(sample_database)]) == 0
    capsys.readouterr()

    assert main(["key", "rotate", "--db", str(sample_database)]) == 0

    said = capsys.readouterr().out
    assert "2 mã mời chưa dùng đã hết hạn" in said
    assert "toso.key." in said


def test_while_somebody_has_it_open_it_refuses_and_says_what_to_do(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = (sample_database.parent / "toso.key").read_bytes()
    import sqlite3

    running = sqlite3.connect(sample_database)
    running.execute("SELECT count(*) FROM person").fetchone()

    code = main(["key", "rotate", "--db", str(sample_database)])

    running.close()
    assert code == 1
    assert "dừng toso run" in capsys.readouterr().err
    assert (sample_database.parent / "toso.key").read_bytes() == key


def test_no_database_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["key", "rotate", "--db", str(tmp_path / "toso.db")]) == 1

    assert "Chưa có" in capsys.readouterr().err or list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_backup_from_before_opens_with_the_former_key(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--db", str(sample_database), "--to", str(tmp_path / "out")]) == 0
    (archive,) = (tmp_path / "out").glob("*.tar")
    told = rotate(sample_database, capsys) if not capsys.readouterr().err else {}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(sample_database.parent / "toso.key", elsewhere / "toso.key")
    refused = main(["restore", str(archive), "--db", str(elsewhere / "toso.db")])
    shutil.copy(str(told["former_key"]), elsewhere / "toso.key")

    assert refused == 1
    assert main(["restore", str(archive), "--db", str(elsewhere / "toso.db")]) == 0
    assert main(["invite", "0912000005", "--db", str(elsewhere / "toso.db")]) == 0


def test_doctor_tells_of_a_change_that_was_broken_off(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = sample_database.parent / "toso.key"
    shutil.copy(key, key.with_name("toso.key.new"))
    key.unlink()

    main(["doctor", "--db", str(sample_database), "--json"])

    checks = {c["name"]: c for c in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["key_change"]["state"] == "warning"
    assert "toso run" in checks["key_change"]["advice"]


@pytest.mark.slow
def test_held_database_cannot_be_opened_by_a_start(sample_database: Path) -> None:
    """Whoever could read it would take a change under way for one that was broken off."""
    held = HeldAlone(sample_database)
    code = main(["invite", "0912000005", "--db", str(sample_database)])
    held.close()

    assert code == 1


@pytest.mark.slow
async def test_killed_anywhere_it_is_finished_or_undone_by_the_next_start(
    sample_database: Path, tmp_path: Path
) -> None:
    for number in (1, 2):
        await _add_photo(sample_database, number)
    former = read_vault(sample_database.parent / "toso.key").fingerprint
    room = tmp_path / "room"
    room.mkdir()

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.cli.key_killing", str(sample_database.parent), str(room),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    told = [json.loads(line) for line in out.splitlines()]

    assert process.returncode == 0
    assert len(told) > 15
    for one in told:
        for found in (one["found"], one["again"]):
            assert found["fits"]
            assert found["pictures"] == ["picture 1", "picture 2"]
            assert found["litter"] == []
        assert one["again"]["key"] != one["found"]["key"]
    is_new = [one["found"]["key"] != former for one in told]
    assert is_new == sorted(is_new)  # the former up to a moment, from then on the new one
    assert is_new.count(True) > 3
    assert is_new.count(False) > 3
    assert [one["is_done"] for one in told] == [False] * (len(told) - 1) + [True]
