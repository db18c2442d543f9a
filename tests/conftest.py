"""What every test shares: no skipping where all is there, properties without a stopwatch, the
sample commune's database, made once and copied, and `--update`.
"""

import asyncio
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

from bot.cli.simulation import DATABASE_NAME, Simulation

REQUIRE_ALL = os.environ.get("TOSO_REQUIRE_ALL") == "1"

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
    asyncio.run(_make_sample(folder / DATABASE_NAME))
    return folder


@pytest.fixture
def sample_database(sample_folder: Path, tmp_path: Path) -> Path:
    """A fresh copy of the sample commune's database, its key beside it."""
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    return folder / DATABASE_NAME


async def _make_sample(path: Path) -> None:
    async with Simulation.open(path):
        pass


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
