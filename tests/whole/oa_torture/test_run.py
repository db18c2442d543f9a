"""One kill at each point of a refresh, and one race; `make torture` has many."""

import asyncio
from pathlib import Path

import pytest

from tests.whole.oa_torture.judge import faults_of, losses_by_point
from tests.whole.oa_torture.points import Point
from tests.whole.oa_torture.run import Run

BEYOND_HELP = {
    Point.CONSUMED,
    Point.ANSWER_CAME,
    Point.STORING,
    Point.PAIR_WRITTEN,
}


@pytest.mark.slow
def test_no_kill_costs_a_pair_but_between_the_answer_and_the_commit(tmp_path: Path) -> None:
    run = Run(kills=len(Point), races=1, seed=1, folder=tmp_path, say=lambda _: None)

    told = asyncio.run(run.go())

    lost = losses_by_point(told.kills)
    assert list(faults_of(told.kills, told.races)) == []
    assert lost.keys() >= BEYOND_HELP
    assert lost.keys() <= BEYOND_HELP | {Point.ANSWERED, Point.ANY_MOMENT}
    assert told.windows
