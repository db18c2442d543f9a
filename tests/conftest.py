"""What every test shares: no skipping where all is there, properties without a stopwatch, the
sample commune's database, made once and copied, photos to send, and `--update`.
"""

import asyncio
import logging
import os
import random
import shutil
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

from tests.lists import lists
from tests.papers import office

REQUIRE_ALL = os.environ.get("TOSO_REQUIRE_ALL") == "1"
PHOTOS = ("anh.jpg", "anh2.jpg", "anh3.png")
LARGE = 50 * 1024 * 1024

# A deadline measures the machine, not the product: two workers on two cores make it flicker.
hypothesis.settings.register_profile(
    "house",
    hypothesis.settings.default,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the transcripts by what comes out now"
    )


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample commune's database and its key: to be copied, never opened."""
    folder = tmp_path_factory.mktemp("sample")
    asyncio.run(_make_sample(folder / "toso.db"))
    return folder


@pytest.fixture
def sample_database(sample_folder: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample commune's database, its key beside it."""
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    return folder / "toso.db"


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `anh.jpg`, `anh2.jpg`, `anh3.png`, and those that must be refused: `hong.jpg`
    is broken off, `gia.jpg` is no picture at all, `bom.png` claims more points than any camera
    makes, `lon.jpg` has 50 MB. `tailieu.pdf` is a document, `lenh.docm` one with macros;
    `tests.lists` says what lists there are.
    """
    from PIL import Image

    folder = tmp_path_factory.mktemp("photos")
    for number, name in enumerate(PHOTOS, start=1):
        Image.effect_noise((64 * number, 48), 80).save(folder / name)
    whole = (folder / "anh.jpg").read_bytes()
    (folder / "hong.jpg").write_bytes(whole[: len(whole) // 3])
    (folder / "gia.jpg").write_bytes(b"<html><script>alert(1)</script></html>")
    Image.new("1", (10_000, 10_000)).save(folder / "bom.png")
    (folder / "tailieu.pdf").write_bytes(b"%PDF-1.4\n" + random.Random(1).randbytes(2000))  # noqa: S311
    (folder / "lenh.docm").write_bytes(office("docx", macros=True))
    for name, data in lists().items():
        (folder / name).write_bytes(data)
    with (folder / "lon.jpg").open("wb") as file:
        file.truncate(LARGE)  # holds no block of the disk
    return folder


async def _make_sample(path: Path) -> None:
    # Here, so that the tests of one pure package need not import the whole app.
    from bot.cli.simulation import Simulation

    async with Simulation.open(path):
        pass


@pytest.fixture(autouse=True)
def _our_loggers_speak_as_before() -> Generator[None]:
    """A command that ran in this process has set how much is logged (`bot.cli.logs`): what the next
    test looks for in the log must not be silent for that.
    """
    logger = logging.getLogger("toso")
    before = logger.level
    yield
    logger.setLevel(before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if REQUIRE_ALL and report.skipped:
        _fail(report)
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A skipped test proves nothing: where TOSO_REQUIRE_ALL is set, it is a failure."""
    report.outcome = "failed"
    report.longrepr = f"skipped although TOSO_REQUIRE_ALL=1: {report.longrepr}"
