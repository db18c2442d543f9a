"""What every test shares: no skipping where all is there, and properties without a stopwatch."""

import os
from collections.abc import Generator

import hypothesis
import pytest

REQUIRE_ALL = os.environ.get("TOSO_REQUIRE_ALL") == "1"

# A deadline measures the machine, not the product: two workers on two cores make it flicker.
hypothesis.settings.register_profile(
    "house",
    hypothesis.settings.default,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


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
