"""Every dialog of this folder, played twice: straight, and with a restart between any two lines.

`pytest tests/transcripts --update` rewrites the files by what comes out now: review the difference.
"""

import asyncio
import difflib
from pathlib import Path

import pytest

from bot.cli.transcript import read_transcript
from tests.transcripts.playing import play

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.rglob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dialog_goes_as_it_is_written(
    path: Path, sample_database: Path, photos: Path, request: pytest.FixtureRequest
) -> None:
    written = path.read_text(encoding="utf-8")

    played = asyncio.run(play(read_transcript(written), sample_database, photos, restarts=False))

    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
    elif written != played:
        pytest.fail(difference(path.name, written, played), pytrace=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dialog_survives_a_restart_between_any_two_lines(
    path: Path, sample_database: Path, photos: Path, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update"):
        pytest.skip("the file is being rewritten: compare in the next run")
    written = path.read_text(encoding="utf-8")

    played = asyncio.run(play(read_transcript(written), sample_database, photos, restarts=True))

    if written != played:
        pytest.fail(difference(f"{path.name}, restarted", written, played), pytrace=False)


def difference(name: str, written: str, played: str) -> str:
    lines = difflib.unified_diff(
        written.splitlines(), played.splitlines(), f"{name} as written", f"{name} as played",
        lineterm="",
    )  # fmt: skip
    return "\n".join(lines)
