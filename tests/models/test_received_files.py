"""Received files: sealed, whole or not there, and nothing else on the disk can be asked for."""

from pathlib import Path

import pytest

from bot.kernel.errors import TosoError
from models.received_files import ReceivedFiles
from models.vault import Cipher

CIPHER = Cipher(b"k" * 32)


@pytest.fixture
def files(tmp_path: Path) -> ReceivedFiles:
    return ReceivedFiles(tmp_path / "files", CIPHER)


def test_what_was_kept_is_read_again_and_lies_sealed(files: ReceivedFiles, tmp_path: Path) -> None:
    stored = files.keep("0a1b2c", "pdf", b"%PDF-1.7 xong")

    assert stored == "0a1/0a1b2c.pdf"
    assert files.read(stored) == b"%PDF-1.7 xong"
    assert b"xong" not in (tmp_path / "files" / stored).read_bytes()


@pytest.mark.parametrize(
    "stored",
    ["../toso.key", "/etc/passwd", "0a1/../../toso.key", "0a1/0a1b2c", "0a1/x.pdf.part", "", "a"],
)
def test_no_other_file_can_be_asked_for(files: ReceivedFiles, tmp_path: Path, stored: str) -> None:
    (tmp_path / "toso.key").write_bytes(b"secret")

    with pytest.raises(FileNotFoundError):
        files.read(stored)
    files.remove(stored)

    assert (tmp_path / "toso.key").exists()


def test_file_under_anothers_name_does_not_open(files: ReceivedFiles, tmp_path: Path) -> None:
    stored = files.keep("0a1b2c", "pdf", b"one")
    (tmp_path / "files" / stored).rename(tmp_path / "files" / "0a1" / "0a1ccc.pdf")

    with pytest.raises(TosoError):
        files.read("0a1/0a1ccc.pdf")


def test_removed_file_is_gone(files: ReceivedFiles) -> None:
    stored = files.keep("0a1b2c", "pdf", b"one")

    files.remove(stored)
    files.remove(stored)

    with pytest.raises(FileNotFoundError):
        files.read(stored)
