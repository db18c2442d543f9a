"""Archives as tar: what is written is read, any other byte is refused, and tar can read it too."""

import io
import tarfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backup.tape import BrokenError, CutOffError, TapeReader, TapeWriter
from tests.backup.installations import NOW

FILES = st.dictionaries(
    st.from_regex(r"[a-z]{1,20}(/[a-z]{1,20})?", fullmatch=True),
    st.binary(max_size=3000),
    max_size=5,
)
SMALL = {"a.json": b"{}", "files/b": b"x" * 700}


def tape(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    writer = TapeWriter(sink, NOW)
    for name, data in files.items():
        writer.add_bytes(name, data)
    writer.finish()
    return sink.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    return {
        member.name: b"".join(member.pieces()) for member in TapeReader(io.BytesIO(data)).members()
    }


@given(FILES)
def test_what_is_written_is_read(files: dict[str, bytes]) -> None:
    assert read(tape(files)) == files


@given(FILES)
def test_tar_itself_reads_it(files: dict[str, bytes]) -> None:
    with tarfile.open(fileobj=io.BytesIO(tape(files))) as found:
        assert found.getnames() == list(files)


@given(st.integers(0, len(tape(SMALL)) - 1), st.integers(1, 255))
def test_changed_byte_is_refused_or_changes_a_file(place: int, by: int) -> None:
    data = bytearray(tape(SMALL))
    data[place] ^= by

    try:
        found = read(bytes(data))
    except (BrokenError, CutOffError):
        return
    assert found != SMALL


@given(st.integers(0, len(tape(SMALL)) - 1))
def test_whatever_is_cut_off_is_missed(size: int) -> None:
    with pytest.raises(CutOffError):
        read(tape(SMALL)[:size])


def test_what_stands_behind_the_end_is_refused() -> None:
    with pytest.raises(BrokenError):
        read(tape(SMALL) + b"\0")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_what_is_no_plain_file_is_refused(kind: bytes) -> None:
    info = tarfile.TarInfo("files/a")
    info.type, info.linkname = kind, "/etc/passwd"
    info.mode, info.mtime = 0o600, int(NOW.timestamp())

    with pytest.raises(BrokenError):
        read(info.tobuf(tarfile.GNU_FORMAT) + bytes(9728))


def test_file_that_grew_while_it_was_read_is_no_backup() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"12"
        yield b"34"

    for size in (3, 5):
        with pytest.raises(ValueError, match="changed its size"):
            TapeWriter(io.BytesIO(), NOW).add("a", size, pieces())
