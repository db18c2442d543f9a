"""A backup is put back as a whole or not at all; what is not proven changes nothing."""

import asyncio
import io
import shutil
import sqlite3
import sys
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup.failure import Failure, Reason
from bot.backup.places import alone_in
from models.database import open_database
from models.held_alone import kept_out
from models.whole_copy import read_standing
from tests.backup.installations import NOW, PASSPHRASE, Installation, bytes_below

ASIDE = "toso.db.before-restore-20261122T010203Z"


def refusal(
    installation: Installation, archive: Path, *, is_forced: bool = False, passphrase: str = ""
) -> Reason:
    """Why it was refused; by then nothing has changed."""
    before = bytes_below(installation.folder)
    with pytest.raises(Failure) as failed:
        installation.put_back(archive, is_forced=is_forced, passphrase=passphrase or None)
    assert bytes_below(installation.folder) == before
    return failed.value.reason


def test_new_machine_has_all_that_was_backed_up(
    installation: Installation, archive: Path, tmp_path: Path
) -> None:
    there = installation.elsewhere(tmp_path / "there")

    restored = there.put_back(archive)

    photos = {name: data for name, data in bytes_below(there.folder).items() if "files" in name}
    assert photos == {
        name: data for name, data in bytes_below(installation.folder).items() if "files" in name
    }
    assert read_standing(there.database) == read_standing_of(installation)
    assert restored.set_aside is None
    assert {path.name for path in there.folder.iterdir()} == {"toso.db", "toso.key", "files"}


def read_standing_of(installation: Installation) -> object:
    """Of a copy: the original is in WAL mode."""
    copy = installation.folder / "copy.db"
    with sqlite3.connect(installation.database) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    return read_standing(copy)


async def test_what_was_in_place_is_set_aside_and_still_opens(
    installation: Installation, archive: Path
) -> None:
    await installation.happens(5)
    (installation.places.files / "000" / "0000000000000001.jpg").unlink()

    restored = installation.put_back(archive, is_forced=True)

    old, new = await audits(installation.folder / ASIDE), await audits(installation.database)
    assert restored.set_aside == installation.folder / ASIDE
    assert (old - new, new - old) == ({"a5"}, set())
    assert (installation.places.files / "000" / "0000000000000001.jpg").exists()


async def audits(path: Path) -> set[str]:
    database = open_database(path, create=False)
    async with database.read() as connection:
        found = await connection.exec_driver_sql("SELECT id FROM audit")
        ids = {str(row[0]) for row in found}
    await database.close()
    return ids


def test_photo_with_other_bytes_is_set_aside(installation: Installation, archive: Path) -> None:
    photo = installation.places.files / "000" / "0000000000000001.jpg"
    good = photo.read_bytes()
    photo.write_bytes(b"bad block")

    installation.put_back(archive)

    aside = installation.folder / "files.before-restore-20261122T010203Z"
    assert photo.read_bytes() == good
    assert bytes_below(aside).keys() == {"000", "000/0000000000000001.jpg"}


async def test_newer_database_is_kept_unless_forced(
    installation: Installation, archive: Path
) -> None:
    await installation.happens(5)

    assert refusal(installation, archive) is Reason.NEWER_IN_PLACE
    assert installation.put_back(archive, is_forced=True).activities == 0


@pytest.mark.parametrize("is_forced", [False, True])
async def test_database_in_use_is_never_touched(
    installation: Installation, archive: Path, *, is_forced: bool
) -> None:
    """An idle connection, as the product holds it between two messages."""
    database = open_database(installation.database, create=False)
    async with database.read() as connection:
        await connection.exec_driver_sql("SELECT 1 FROM commune")

    with pytest.raises(Failure) as failed:
        installation.put_back(archive, is_forced=is_forced)
    await database.close()

    assert failed.value.reason is Reason.IN_USE
    assert installation.put_back(archive).set_aside is not None


async def test_lock_by_hand_keeps_others_out(installation: Installation) -> None:
    """The last guard: nobody opens the database between letting go and the exchange."""
    program = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "connection.execute('SELECT 1 FROM commune')\n"
    )
    with kept_out(installation.database):
        inside = await run_python(program, installation.database)
    after = await run_python(program, installation.database)

    assert "database is locked" in inside
    assert after == ""


async def run_python(program: str, path: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(path), stderr=asyncio.subprocess.PIPE
    )
    return (await process.communicate())[1].decode()


def test_log_beside_a_database_that_is_gone_does_not_reach_the_new_one(
    installation: Installation, archive: Path
) -> None:
    """SQLite would play any such log into the database that it finds beside it."""
    installation.database.rename(installation.folder / "elsewhere.db")
    (installation.folder / "toso.db-wal").write_bytes(b"of another database")

    restored = installation.put_back(archive)

    assert not (installation.folder / "toso.db-wal").exists()
    assert (installation.folder / f"{ASIDE}-wal").read_bytes() == b"of another database"
    assert restored.set_aside == installation.folder / ASIDE


@pytest.mark.parametrize("data", [b"", b"damaged beyond reading" * 400])
async def test_unreadable_database_is_set_aside_when_that_is_asked(
    installation: Installation, archive: Path, data: bytes
) -> None:
    installation.database.write_bytes(data)
    (installation.folder / "toso.db-wal").write_bytes(b"and its log")

    assert refusal(installation, archive) is Reason.UNREADABLE_IN_PLACE
    installation.put_back(archive, is_forced=True)

    assert (installation.folder / ASIDE).read_bytes() == data
    assert await audits(installation.database) == {"a-1"}


async def test_key_comes_first(archive: Path, tmp_path: Path) -> None:
    there = Installation(tmp_path / "there")
    there.folder.mkdir()
    assert refusal(there, archive) is Reason.KEY_MISSING

    await Installation(tmp_path / "third").happens(0)
    shutil.copy(tmp_path / "third" / "toso.key", there.folder)
    assert refusal(there, archive) is Reason.KEY_DIFFERENT

    there.places.key.write_bytes(b"no key")
    assert refusal(there, archive) is Reason.KEY_DIFFERENT


def test_schema_of_a_newer_program_is_refused(installation: Installation, tmp_path: Path) -> None:
    connection = sqlite3.connect(installation.database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    archive = installation.take(tmp_path / "archives").file

    there = installation.elsewhere(tmp_path / "there")

    assert refusal(there, archive) is Reason.NEWER_PROGRAM


def test_one_restore_at_a_time(installation: Installation, archive: Path) -> None:
    with alone_in(installation.folder):
        assert refusal(installation, archive) is Reason.BUSY


# Archives that are not as they were made.


@pytest.mark.parametrize("size", [0, 100, 512, 5000, 100_000, -10_240, -512, -1])
def test_cut_archive_changes_nothing(installation: Installation, archive: Path, size: int) -> None:
    archive.write_bytes(archive.read_bytes()[:size])

    reason = refusal(installation, archive, is_forced=True)

    assert reason is (Reason.CUT_OFF if size else Reason.NO_BACKUP)


@pytest.mark.parametrize("place", [0, 20, 130, 600, 1030, 2000, 300_000, -20_000, -11_000, -1])
def test_changed_byte_changes_nothing(
    installation: Installation, archive: Path, place: int
) -> None:
    data = bytearray(archive.read_bytes())
    data[place] ^= 1
    archive.write_bytes(data)

    assert refusal(installation, archive, is_forced=True) in {
        Reason.DAMAGED, Reason.NO_BACKUP, Reason.CUT_OFF,
    }  # fmt: skip


def test_sealed_archive_wants_its_passphrase(installation: Installation, tmp_path: Path) -> None:
    sealed = installation.take(tmp_path / "archives", passphrase=PASSPHRASE).file
    half = tmp_path / "half.tar.sealed"
    half.write_bytes(sealed.read_bytes()[:-5000])

    assert refusal(installation, sealed) is Reason.SEALED
    assert refusal(installation, sealed, passphrase=PASSPHRASE[1:]) is Reason.WRONG_PASSPHRASE
    assert refusal(installation, half, passphrase=PASSPHRASE) is Reason.DAMAGED
    installation.put_back(sealed, passphrase=PASSPHRASE)


def stranger(*members: tuple[str, bytes, int]) -> bytes:
    """A tar of (name, type, size)."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, kind, size in members:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, size, "/etc/passwd"
            tar.addfile(info, io.BytesIO(bytes(size)))
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"not a tar",
        stranger(("../../evil", tarfile.REGTYPE, 10)),
        stranger(("about.json", tarfile.SYMTYPE, 0)),
        stranger(("toso.db", tarfile.LNKTYPE, 0)),
        stranger(("dev", tarfile.CHRTYPE, 0)),
    ],
)
def test_foreign_file_changes_nothing(
    installation: Installation, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "toso-20261122T010203Z.tar"
    path.write_bytes(data)

    assert refusal(installation, path, is_forced=True) in {Reason.NO_BACKUP, Reason.DAMAGED}


def test_ten_gigabytes_of_zeros_are_not_read(installation: Installation, tmp_path: Path) -> None:
    """A hole in a file: it takes no room, and would take minutes to be read."""
    path = tmp_path / "zeros.tar"
    info = tarfile.TarInfo("about.json")
    info.size = 10 * 1024**3
    with path.open("wb") as file:
        file.write(info.tobuf())
        file.truncate(info.size + 10240)

    assert refusal(installation, path) in {Reason.NO_BACKUP, Reason.DAMAGED}


def test_archive_that_is_no_file_is_told(installation: Installation, tmp_path: Path) -> None:
    assert refusal(installation, tmp_path / "nowhere.tar") is Reason.NO_ARCHIVE
    assert refusal(installation, tmp_path) is Reason.NO_ARCHIVE


async def test_older_backup_is_put_back_under_its_own_moment(
    installation: Installation, archive: Path
) -> None:
    await installation.happens(5)
    later = installation.take(at=NOW + timedelta(minutes=6)).file

    first = installation.put_back(archive, is_forced=True)
    second = installation.put_back(later, at=NOW + timedelta(minutes=7))

    assert first.newest == NOW - timedelta(minutes=1)
    assert second.newest == NOW + timedelta(minutes=5)
