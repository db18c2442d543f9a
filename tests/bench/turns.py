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
    """`module` of this package has `measure()`, which takes its readings; `rounds` times over."""

    module: str
    title: str
    rounds: int = 1


def take_turns(measurements: Sequence[Measurement]) -> dict[str, list[Reading]]:
    """All readings by module.

    What is compared takes turns, so that a busy moment of the machine meets all of it.
    """
    taken: dict[str, list[Reading]] = {one.module: [] for one in measurements}
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        for turn in range(max(one.rounds for one in measurements)):
            for one in measurements:
                if turn < one.rounds:
                    started = time.perf_counter()
                    taken[one.module] += processes.submit(run, one.module).result()
                    seconds = time.perf_counter() - started
                    sys.stderr.write(f"{one.title} {turn + 1}/{one.rounds}: {seconds:.0f} s\n")
    return taken


def run(module: str) -> tuple[Reading, ...]:
    """In a process that has imported nothing else yet."""
    readings: tuple[Reading, ...] = import_module(f"tests.bench.{module}").measure()
    return readings
