"""`toso backup` and `toso restore` from the line to the exit code."""

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.cli.backup import run_backup
from bot.cli.backup_arguments import Backup, Restore
from bot.cli.restore import run_restore
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.settings import Settings
from tests.backup.installations import NOW, bytes_below


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    shown = capsys.readouterr()
    assert shown.err == ""
    told: dict[str, Any] = json.loads(shown.out)
    return told


def word(text: Text) -> str:
    return text.id


def backup(database: str) -> int:
    command = Backup(database, None, None, keeps_all=False, as_json=True)
    return run_backup(command, Settings(), word, clock=SetClock(NOW))


def test_backup_tells_one_object(sample_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = backup(str(sample_database))

    told = said(capsys)
    file = sample_database.parent / "backups" / "toso-20261122T010203Z.tar"
    assert code == 0
    assert (told.pop("bytes"), len(told.pop("sha256"))) == (file.stat().st_size, 64)
    assert told == {
        "ok": True,
        "file": str(file),
        "created_at": "2026-11-22T01:02:03Z",
        "files": {"database": 1, "photos": 0, "uploads": 0, "missing": []},
        "encrypted": False,
        "removed": [],
    }


def test_restore_tells_one_object(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(str(sample_database))
    file = Path(said(capsys)["file"])
    command = Restore(file, str(sample_database), None, is_forced=False, as_json=True)

    code = run_restore(command, Settings(), word, clock=SetClock(NOW))

    assert code == 0
    assert said(capsys) == {
        "ok": True,
        "file": str(file),
        "database": str(sample_database),
        "set_aside": f"{sample_database}.before-restore-20261122T010203Z",
        "activities": 0,
        "newest": None,
    }


def test_failure_tells_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["restore", str(tmp_path / "a.tar"), "--db", str(tmp_path / "a.db"), "--json"])

    told = said(capsys)
    assert code == 1
    assert (told["ok"], told["reason"]) == (False, "no_archive")
    assert "a.tar" in told["message"]


@pytest.mark.parametrize("command", [["backup"], ["restore", "a.tar"]])
def test_database_server_has_its_own_tools(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*command, "--db", "postgresql://toso:bimat@db/toso"])

    shown = capsys.readouterr()
    assert (code, shown.out) == (1, "")
    assert "máy chủ" in shown.err
    assert "bimat" not in shown.err


def test_words_say_that_the_key_is_not_in_it(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words"
    words.write_text("chờ mùa gặt\n", encoding="utf-8")

    line = ["backup", "--db", str(sample_database), "--to", str(tmp_path / "đĩa")]
    code = main([*line, "--passphrase-file", str(words), "--keep-all"])

    shown = capsys.readouterr()
    (file,) = (tmp_path / "đĩa").iterdir()
    assert (code, shown.err) == (0, "")
    assert file.name.endswith(".tar.sealed")
    assert "Tệp chìa khoá toso.key không nằm trong bản này" in shown.out


def test_empty_passphrase_seals_nothing(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "words").write_text("\n", encoding="utf-8")
    line = ["backup", "--db", str(sample_database), "--json"]

    for name in ("words", "nowhere"):
        assert main([*line, "--passphrase-file", str(tmp_path / name)]) == 1
        assert said(capsys)["reason"] == "no_passphrase"
    assert not (sample_database.parent / "backups").exists()


def test_restored_database_is_brought_up_to_date_by_the_next_start(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup of an older version: its schema goes back by one, as that version left it."""
    from sqlalchemy import URL, create_engine

    from models.migrations.run import downgrade

    engine = create_engine(URL.create("sqlite", database=str(sample_database)))
    with engine.begin() as connection:
        downgrade(connection, "0003")
    engine.dispose()
    assert main(["backup", "--db", str(sample_database), "--json"]) == 0
    file = said(capsys)["file"]
    there = tmp_path / "there"
    there.mkdir()
    shutil.copy(sample_database.parent / "toso.key", there)

    assert main(["restore", file, "--db", str(there / "toso.db")]) == 0
    (tmp_path / "script").write_text('{"who":"0912000002","text":"chào"}\n', encoding="utf-8")
    line = ["simulate", "--script", str(tmp_path / "script"), "--db", str(there / "toso.db")]
    assert main(line) == 0

    database = sqlite3.connect(there / "toso.db")
    (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    database.close()
    assert version > "0003"


def test_restore_behind_a_link_replaces_the_database_itself(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--db", str(sample_database), "--json"]) == 0
    file = said(capsys)["file"]
    link = tmp_path / "toso.db"
    link.symlink_to(sample_database)

    assert main(["restore", file, "--db", str(link), "--json"]) == 0

    assert link.is_symlink()
    assert said(capsys)["database"] == str(sample_database)


def test_key_and_photos_are_taken_where_the_settings_say(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--db", str(sample_database), "--json"]) == 0
    file = Path(said(capsys)["file"])
    key = tmp_path / "elsewhere.key"
    shutil.copy(sample_database.parent / "toso.key", key)
    database = tmp_path / "new" / "toso.db"
    command = Restore(file, str(database), None, is_forced=False, as_json=True)

    code = run_restore(command, Settings(key_file=key), word)

    assert code == 0
    assert bytes_below(database.parent).keys() == {"toso.db"}
    assert os.access(database, os.W_OK)
