"""The photos and files that transcripts send, made once."""

import random
from pathlib import Path

import pytest
from PIL import Image

PHOTOS = ("anh.jpg", "anh2.jpg", "anh3.png")
LARGE = 50 * 1024 * 1024


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `anh.jpg`, `anh2.jpg`, `anh3.png`, and those that must be refused: `hong.jpg`
    is broken off, `gia.jpg` is no picture at all, `bom.png` claims more points than any camera
    makes, `lon.jpg` has 50 MB. `tailieu.pdf` is a file.
    """
    folder = tmp_path_factory.mktemp("photos")
    for number, name in enumerate(PHOTOS, start=1):
        Image.effect_noise((64 * number, 48), 80).save(folder / name)
    whole = (folder / "anh.jpg").read_bytes()
    (folder / "hong.jpg").write_bytes(whole[: len(whole) // 3])
    (folder / "gia.jpg").write_bytes(b"<html><script>alert(1)</script></html>")
    Image.new("1", (10_000, 10_000)).save(folder / "bom.png")
    (folder / "tailieu.pdf").write_bytes(b"%PDF-1.4\n" + random.Random(1).randbytes(2000))  # noqa: S311
    with (folder / "lon.jpg").open("wb") as file:
        file.truncate(LARGE)  # holds no block of the disk
    return folder
