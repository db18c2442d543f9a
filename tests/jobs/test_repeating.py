"""A job comes again by the clock, and its failure ends nothing."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.kernel.clock import SetClock
from jobs.repeating import repeat
from tests.jobs.talks import NOW

EVERY = timedelta(hours=6)


class Enough(Exception):  # the end of a test's patience
    pass


class Stand:
    """A clock that each pause moves on, and a job that keeps when it ran."""

    def __init__(self, *, step: timedelta, pauses: int, fails: bool = False) -> None:
        self.clock = SetClock(NOW)
        self.runs: list[timedelta] = []
        self._step = step
        self._pauses = pauses
        self._fails = fails

    async def job(self) -> int:
        self.runs.append(self.clock.now() - NOW)
        if self._fails:
            raise ValueError("0912000001")
        return 1

    async def pause(self, _seconds: float) -> None:
        if not self._pauses:
            raise Enough
        self._pauses -= 1
        self.clock.moment += self._step

    async def run(self) -> None:
        with pytest.raises(Enough):
            await repeat("job", self.job, every=EVERY, clock=self.clock, pause=self.pause)


async def test_job_runs_at_once_and_then_by_the_clock() -> None:
    stand = Stand(step=timedelta(hours=1), pauses=13)

    await stand.run()

    assert stand.runs == [timedelta(hours=hours) for hours in (0, 6, 12)]


async def test_machine_that_slept_long_runs_the_job_once() -> None:
    stand = Stand(step=timedelta(days=2), pauses=1)

    await stand.run()

    assert stand.runs == [timedelta(), timedelta(days=2)]


async def test_failure_is_one_line_without_words_and_the_job_comes_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stand = Stand(step=EVERY, pauses=1, fails=True)

    with caplog.at_level(logging.INFO):
        await stand.run()

    assert len(stand.runs) == 2
    assert [record.getMessage() for record in caplog.records] == ["job failed"] * 2
    assert "0912000001" not in caplog.text + str([vars(record) for record in caplog.records])


async def test_job_ends_when_it_is_told_to() -> None:
    ran = asyncio.Event()

    async def job() -> None:
        ran.set()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(repeat("job", job, every=EVERY, clock=SetClock(NOW)))
        await ran.wait()
        task.cancel()

    assert task.cancelled()
