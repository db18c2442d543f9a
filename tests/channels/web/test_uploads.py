import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.failures import FetchFailed
from bot.channels.web.uploads import TooLargeError, Uploads, picture_type
from models.vault import SEAL_BYTES, Cipher
from tests.channels.web.site import NOW

SOURCE = "0" * 32
CIPHER = Cipher(bytes(32))


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "up", keyed_hash=lambda _: SOURCE, cipher=CIPHER, limit=10)


async def pieces(*given: bytes, then: Exception | None = None) -> AsyncIterator[bytes]:
    for piece in given:
        yield piece
    if then is not None:
        raise then


async def test_upload_is_read_back(uploads: Uploads) -> None:
    await uploads.keep(SOURCE, pieces(b"ab", b"cd"))

    assert await uploads.read(SOURCE, limit=10) == b"abcd"


async def test_upload_is_sealed_on_disk(uploads: Uploads, tmp_path: Path) -> None:
    await uploads.keep(SOURCE, pieces(b"khuon mat"))

    stored = (tmp_path / "up" / SOURCE).read_bytes()
    assert b"khuon" not in stored
    assert len(stored) == len(b"khuon mat") + SEAL_BYTES


async def test_upload_under_anothers_name_or_of_another_key_is_not_read(
    uploads: Uploads, tmp_path: Path
) -> None:
    await uploads.keep(SOURCE, pieces(b"abcd"))
    other = Uploads(
        tmp_path / "up", keyed_hash=lambda _: SOURCE, cipher=Cipher(b"k" * 32), limit=10
    )
    (tmp_path / "up" / ("1" * 32)).write_bytes((tmp_path / "up" / SOURCE).read_bytes())

    with pytest.raises(FetchFailed, match="unreadable"):
        await other.read(SOURCE, limit=10)
    with pytest.raises(FetchFailed, match="unreadable"):
        await uploads.read("1" * 32, limit=10)


async def test_retry_takes_the_place_of_the_first(uploads: Uploads, tmp_path: Path) -> None:
    await uploads.keep(SOURCE, pieces(b"old"))

    await uploads.keep(SOURCE, pieces(b"new"))

    assert await uploads.read(SOURCE, limit=10) == b"new"
    assert [path.name for path in (tmp_path / "up").iterdir()] == [SOURCE]


@pytest.mark.parametrize("error", [ConnectionResetError(), TimeoutError()])
async def test_cut_upload_leaves_nothing(
    uploads: Uploads, tmp_path: Path, error: Exception
) -> None:
    with pytest.raises(type(error)):
        await uploads.keep(SOURCE, pieces(b"ab", then=error))

    assert list((tmp_path / "up").iterdir()) == []


async def test_upload_over_the_cap_leaves_nothing(uploads: Uploads, tmp_path: Path) -> None:
    with pytest.raises(TooLargeError):
        await uploads.keep(SOURCE, pieces(b"123456", b"123456"))

    assert list((tmp_path / "up").iterdir()) == []


@pytest.mark.parametrize("source", [SOURCE, "../toso.key", "", "x" * 32, "0" * 32 + "/x"])
async def test_what_is_not_there_does_not_come(uploads: Uploads, source: str) -> None:
    with pytest.raises(FetchFailed, match="missing") as failed:
        await uploads.read(source, limit=10)

    assert failed.value.lasting


async def test_folder_and_too_much_are_refused(uploads: Uploads, tmp_path: Path) -> None:
    await uploads.keep(SOURCE, pieces(b"12345"))
    (tmp_path / "up" / ("1" * 32)).mkdir()

    with pytest.raises(FetchFailed, match="too_large"):
        await uploads.read(SOURCE, limit=4)
    with pytest.raises(FetchFailed, match="unreadable"):
        await uploads.read("1" * 32, limit=4)


async def test_sweep_takes_what_is_old_and_half_uploads_too(
    uploads: Uploads, tmp_path: Path
) -> None:
    await uploads.keep(SOURCE, pieces(b"1"))
    half = tmp_path / "up" / f"{SOURCE}.0.part"
    half.write_bytes(b"1")
    old = (NOW - timedelta(days=3)).timestamp()
    os.utime(half, (old, old))
    new = NOW.timestamp()
    os.utime(tmp_path / "up" / SOURCE, (new, new))

    assert uploads.sweep(NOW - timedelta(days=2)) == 1
    assert [path.name for path in (tmp_path / "up").iterdir()] == [SOURCE]


def test_only_pictures_are_shown() -> None:
    assert picture_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert picture_type(b"<svg onload=alert(1)>") is None
