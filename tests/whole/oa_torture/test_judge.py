"""The judge of the torture of tokens can say no."""

from dataclasses import replace

import pytest

from tests.whole.oa_torture.judge import Kill, Race, faults_of
from tests.whole.oa_torture.points import Point

WELL = Kill(Point.CLAIMED, was_used=False, was_stored=False, is_lost=False, alarms=0, is_last=True)
LOST = Kill(
    Point.ANSWER_CAME,
    was_used=True,
    was_stored=False,
    is_lost=True,
    alarms=1,
    is_last=True,
    is_mended=True,
)


def test_what_could_not_be_helped_is_no_fault() -> None:
    assert list(faults_of([WELL, LOST], [Race(2, 1, 0)])) == []


@pytest.mark.parametrize(
    "kill",
    [
        replace(WELL, is_lost=True, alarms=1, is_mended=True),
        replace(WELL, alarms=1),
        replace(WELL, is_last=False),
        replace(LOST, was_stored=True),
        replace(LOST, is_lost=False, alarms=0),
        replace(LOST, alarms=0),
        replace(LOST, alarms=2),
        replace(LOST, is_mended=False),
    ],
)
def test_each_fault_is_found(kill: Kill) -> None:
    assert len(list(faults_of([kill], []))) == 1


@pytest.mark.parametrize("race", [Race(2, 2, 1), Race(2, 1, 1), Race(2, 0, 0)])
def test_race_that_asks_twice_is_found(race: Race) -> None:
    assert len(list(faults_of([], [race]))) == 1
