"""Whether a team's figures are the same three weeks running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from models.weeks import week_days, week_of

RUNNING = 3


@dataclass(frozen=True, slots=True)
class Figures:
    people: int
    vneid: int


def are_same(week: str, figures: Mapping[str, Figures]) -> bool:
    """The same people and installs, not none, as in each of the two weeks before."""
    now = figures.get(week)
    if now is None or not now.people:
        return False
    return all(figures.get(_before(week, number)) == now for number in range(1, RUNNING))


def _before(week: str, number: int) -> str:
    monday, _ = week_days(week)
    return week_of(monday - timedelta(weeks=number))
