"""Taking measurements: each run has a process of its own and inherits no other's memory."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module

from tests.bench.readings import Reading


@dataclass(frozen=True, slots=True)
class Measurement:
    """`module` of this package has `measure(*arguments)`, which takes its readings; `rounds` times
    over. `name` is what it is asked for by; `is_long` leaves it out of a quick run.
    """

    name: str
    title: str
    rounds: int = 1
    module: str = ""
    arguments: tuple[int, ...] = ()
    is_long: bool = False


def take_turns(measurements: Sequence[Measurement]) -> dict[str, list[Reading]]:
    """All readings by the measurement's name.

    What is compared takes turns, so that a busy moment of the machine meets all of it.
    """
    taken: dict[str, list[Reading]] = {one.name: [] for one in measurements}
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        for turn in range(max(one.rounds for one in measurements)):
            for one in measurements:
                if turn < one.rounds:
                    started = time.perf_counter()
                    taken[one.name] += processes.submit(run, one).result()
                    seconds = time.perf_counter() - started
                    sys.stderr.write(f"{one.title} {turn + 1}/{one.rounds}: {seconds:.0f} s\n")
    return taken


def run(one: Measurement) -> tuple[Reading, ...]:
    """In a process that has imported nothing else yet."""
    module = import_module(f"tests.bench.{one.module or one.name}")
    readings: tuple[Reading, ...] = module.measure(*one.arguments)
    return readings
