"""Sealed archives: they open with their passphrase, whole, and with nothing else."""

import io
import unicodedata

import pytest

from bot.backup.manifest import About
from bot.backup.passphrase import (
    MAGIC,
    SealedSink,
    SealedSource,
    WrongPassphraseError,
    read_passphrase,
    read_sealed_about,
)
from bot.backup.tape import BrokenError, CutOffError
from models.sealed_file import PIECE_BYTES
from tests.backup.installations import NOW, PASSPHRASE

ABOUT = About("0123456789abcdef", NOW)
DATA = bytes(range(256)) * 1000  # some pieces


@pytest.fixture(scope="module")
def sealed() -> bytes:
    """scrypt is slow on purpose, so one is made for all."""
    file = io.BytesIO()
    sink = SealedSink(file, PASSPHRASE, ABOUT)
    sink.write(DATA)
    sink.finish()
    return file.getvalue()


def opened(sealed: bytes, passphrase: str = PASSPHRASE) -> bytes:
    file = io.BytesIO(sealed)
    assert file.read(len(MAGIC)) == MAGIC
    source = SealedSource(file, passphrase)
    found = b""
    while piece := source.read(100_000):
        found += piece
    return found


def test_it_opens_with_its_passphrase(sealed: bytes) -> None:
    assert opened(sealed) == DATA
    assert DATA[:256] not in sealed


def test_whose_it_is_is_read_without_the_passphrase(sealed: bytes) -> None:
    assert read_sealed_about(io.BytesIO(sealed[len(MAGIC) :])) == ABOUT


def test_wrong_passphrase_is_told_as_such(sealed: bytes) -> None:
    with pytest.raises(WrongPassphraseError):
        opened(sealed, PASSPHRASE.upper())


def test_changed_line_does_not_open(sealed: bytes) -> None:
    with pytest.raises(WrongPassphraseError):
        opened(sealed.replace(b"0123456789abcdef", b"0123456789abcdee"))


def test_other_cost_of_a_stranger_is_not_paid(sealed: bytes) -> None:
    with pytest.raises(BrokenError):
        opened(sealed.replace(b"131072", b"999999"))


@pytest.mark.parametrize("place", [-1, -PIECE_BYTES, -2 * PIECE_BYTES])
def test_changed_byte_is_refused(sealed: bytes, place: int) -> None:
    changed = bytearray(sealed)
    changed[place] ^= 1

    with pytest.raises(BrokenError):
        opened(bytes(changed))


@pytest.mark.parametrize("size", [-1, -PIECE_BYTES, 30, 250])
def test_cut_archive_is_refused(sealed: bytes, size: int) -> None:
    with pytest.raises((BrokenError, CutOffError)):
        opened(sealed[:size])


def test_passphrase_is_the_first_line_however_it_was_typed() -> None:
    apart = unicodedata.normalize("NFD", PASSPHRASE)

    assert apart != PASSPHRASE
    assert read_passphrase(f"{apart}\r\nghi chú\n".encode()) == PASSPHRASE


@pytest.mark.parametrize("data", [b"", b"\n", b"  \nabc", b"\xff\xfe"])
def test_file_without_a_passphrase_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"passphrase|utf-8"):
        read_passphrase(data)
