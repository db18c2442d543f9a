"""How likely everything is that happens in a made-up year."""

from __future__ import annotations

from dataclasses import dataclass

from models.sample_habits import EAGER, FITFUL, IDLE, SLEEPY, STEADY, Habit


@dataclass(frozen=True, slots=True)
class Rates:
    """How likely the rarer things are. `habits` are those of the teams in their order, over and
    over; `said_zero_but` are zero reports after which somebody remembers a session;
    `installs_before` and `installs_after` are those of a session told by themselves too.
    """

    habits: tuple[Habit, ...] = (
        EAGER, STEADY, FITFUL, IDLE, STEADY, SLEEPY, FITFUL, STEADY, FITFUL, IDLE,
    )  # fmt: skip
    at_tet: float = 0.06
    very_late: float = 0.03
    undone: float = 0.03
    dropped: float = 0.015
    mended: float = 0.05
    moved: float = 0.015
    taken_back: float = 0.03
    said_zero_but: float = 0.06
    commune_session: float = 0.4
    rapid_visit: float = 0.45
    looks_again: float = 0.1
    installs: float = 0.1
    installs_before: float = 0.02
    installs_after: float = 0.03
    installs_undone: float = 0.05
    own_counted: float = 0.15
    businesses: float = 0.06
    told_twice: float = 0.03
    product_listed: float = 0.75
    product_unlisted: float = 0.4
    product_removed: float = 0.35
    caught_up: float = 0.004
    classes: float = 0.25
    class_late: float = 0.06
    class_extra: float = 0.15
    class_mended: float = 0.05
    class_taken_back: float = 0.03
    class_late_name: float = 0.3
    list_copied: float = 0.4
    list_resent: float = 0.04
    taken_off: float = 0.4
    taken_apart: float = 0.35
    qualified: float = 0.8


AS_USUAL = Rates()
