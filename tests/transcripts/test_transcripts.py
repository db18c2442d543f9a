"""Every dialog of this folder, played with a restart between any two lines, and in one run.

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
def test_dialog_goes_as_it_is_written_with_a_restart_between_any_two_lines(
    path: Path, sample_database: Path, photos: Path, request: pytest.FixtureRequest
) -> None:
    is_rewritten = request.config.getoption("--update")
    written = path.read_text(encoding="utf-8")

    played = asyncio.run(
        play(read_transcript(written), sample_database, photos, restarts=not is_rewritten)
    )

    if is_rewritten:
        path.write_text(played, encoding="utf-8")
    elif written != played:
        pytest.fail(difference(f"{path.name}, restarted", written, played), pytrace=False)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dialog_goes_as_it_is_written_in_one_run(
    path: Path, sample_database: Path, photos: Path, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update"):
        pytest.skip("the file is being rewritten: compare in the next run")
    written = path.read_text(encoding="utf-8")

    played = asyncio.run(play(read_transcript(written), sample_database, photos, restarts=False))

    if written != played:
        pytest.fail(difference(path.name, written, played), pytrace=False)


def difference(name: str, written: str, played: str) -> str:
    lines = difflib.unified_diff(
        written.splitlines(), played.splitlines(), f"{name} as written", f"{name} as played",
        lineterm="",
    )  # fmt: skip
    return "\n".join(lines)
