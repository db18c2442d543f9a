"""A backup holds the database of one moment and the photos it names, and no key."""

import sqlite3
import stat
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup.failure import Failure, Reason
from bot.backup.places import alone_in, sha256_of
from tests.backup.installations import NOW, PASSPHRASE, Installation


def test_archive_holds_database_and_photos_and_no_key(installation: Installation) -> None:
    taken = installation.take()

    with tarfile.open(taken.file) as tar:
        names = tar.getnames()
    key = installation.places.key.read_bytes()
    assert names == [
        "about.json", "toso.db", "files/000/0000000000000001.jpg",
        "files/000/0000000000000002.jpg", "manifest.json", "manifest.sha256",
    ]  # fmt: skip
    assert taken.file == installation.folder / "backups" / "toso-20261122T010203Z.tar"
    assert (taken.photos, taken.missing) == (2, ("000/0000000000000003.jpg",))
    assert key.strip() not in taken.file.read_bytes()
    assert stat.S_IMODE(taken.file.stat().st_mode) == 0o600
    assert (taken.size, taken.sha256) == (taken.file.stat().st_size, sha256_of(taken.file))


def test_backup_leaves_nothing_else_behind(installation: Installation) -> None:
    before = {path.name for path in installation.folder.iterdir()}

    taken = installation.take()

    assert {path.name for path in installation.folder.iterdir()} == {*before, "backups"}
    assert list(taken.file.parent.iterdir()) == [taken.file]


async def test_uploads_go_along_while_a_photo_is_on_its_way(installation: Installation) -> None:
    uploads = installation.places.uploads
    uploads.mkdir()
    (uploads / ("0" * 32)).write_bytes(b"sealed")
    (uploads / ("1" * 32 + ".0.part")).write_bytes(b"half")

    before = installation.take()
    await installation.add_photo(4, state="pending", has_file=False)
    after = installation.take(at=NOW + timedelta(seconds=1))

    assert (before.uploads, after.uploads) == (0, 1)


def test_what_is_not_committed_is_not_in_it(installation: Installation, tmp_path: Path) -> None:
    """Somebody writes while the copy is made; nobody waits for anybody."""
    writer = sqlite3.connect(installation.database, isolation_level=None, timeout=0)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE commune SET name = 'half'")

    taken = installation.take()
    writer.execute("COMMIT")
    writer.close()

    there = installation.elsewhere(tmp_path / "there")
    there.put_back(taken.file)
    reader = sqlite3.connect(there.database)
    assert reader.execute("SELECT name FROM commune").fetchone() != ("half",)
    reader.close()


def test_second_backup_of_one_moment_gets_its_own_name(installation: Installation) -> None:
    names = [installation.take(keeps_all=True).file.name for _ in range(2)]

    assert names == ["toso-20261122T010203Z.tar", "toso-20261122T010203Z-2.tar"]


def test_old_archives_of_this_database_alone_are_thinned(
    installation: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "archives"
    old = installation.take(folder, at=NOW - timedelta(minutes=2))
    sealed = installation.take(
        folder, at=NOW - timedelta(minutes=1), passphrase=PASSPHRASE, keeps_all=True
    )
    strangers = {
        "toso-20261122T000000Z.tar": b"what somebody else keeps",
        "toso-20261122T000001Z.tar.sealed": b"toso sealed backup 1\n{}\n",
        "notes.txt": b"",
    }
    for name, data in strangers.items():
        (folder / name).write_bytes(data)
    (folder / "toso-20261122T000002Z.tar").symlink_to(old.file)

    taken = installation.take(folder)

    assert taken.removed == (old.file.name, sealed.file.name)
    assert {path.name for path in folder.iterdir()} == {
        taken.file.name, "toso-20261122T000002Z.tar", *strangers,
    }  # fmt: skip


async def test_archives_of_another_database_in_the_folder_stay(
    installation: Installation, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Installation(tmp_path / "other")
    await other.happens(0)  # makes it, with a key of its own

    first = other.take(tmp_path / "archives", at=NOW - timedelta(minutes=1))
    taken = installation.take(tmp_path / "archives")

    assert taken.removed == ()
    assert first.file.exists()


def test_one_backup_at_a_time(installation: Installation) -> None:
    with alone_in(installation.folder), pytest.raises(Failure) as failed:
        installation.take()

    assert failed.value.reason is Reason.BUSY


def test_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Failure) as failed:
        Installation(tmp_path).take()

    assert failed.value.reason is Reason.NO_DATABASE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100])
def test_file_that_is_no_database_of_ours_is_refused(tmp_path: Path, data: bytes) -> None:
    installation = Installation(tmp_path)
    installation.database.write_bytes(data)

    with pytest.raises(Failure) as failed:
        installation.take()

    assert failed.value.reason is Reason.UNREADABLE
    assert list((tmp_path / "backups").iterdir()) == []


def test_damaged_database_makes_no_archive_and_removes_none(
    installation: Installation,
) -> None:
    good = installation.take(at=NOW - timedelta(minutes=5))
    with installation.database.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 40)

    with pytest.raises(Failure) as failed:
        installation.take()

    assert failed.value.reason is Reason.UNREADABLE
    assert list(good.file.parent.iterdir()) == [good.file]


def test_folder_that_cannot_be_is_told(installation: Installation) -> None:
    with pytest.raises(Failure) as failed:
        installation.take(installation.places.key)

    assert failed.value.reason is Reason.NOT_WRITTEN
