"""The figures of one run of the bench: medians over its runs, beside what was aimed at."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.readings import Reading

HEAD = ("", "median", "", "least … most", "runs", "aim", "")
MET, MISSED = "✓", "✗"


@dataclass(frozen=True, slots=True)
class Figure:
    """`runs` are the values in the order in which they were taken."""

    measurement: str
    name: str
    unit: str
    runs: tuple[float, ...]

    @property
    def value(self) -> float:
        return statistics.median(self.runs)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should be at most, or with `is_least` at least."""

    limit: float
    is_least: bool = False

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.is_least else value <= self.limit


Aims = dict[tuple[str, str], Aim]
"""By measurement and reading."""


@dataclass(frozen=True, slots=True)
class Machine:
    cores: int
    system: str
    python: str


def this_machine(cores: int | None) -> Machine:
    return Machine(
        cores or 1, f"{platform.system()} {platform.machine()}", platform.python_version()
    )


def figures_of(measurement: str, readings: Sequence[Reading]) -> tuple[Figure, ...]:
    """Readings of one name are the runs of one figure."""
    runs: dict[tuple[str, str], list[float]] = {}
    for reading in readings:
        runs.setdefault((reading.name, reading.unit), []).append(reading.value)
    return tuple(Figure(measurement, *key, tuple(values)) for key, values in runs.items())


def table(
    figures: Sequence[Figure], titles: Mapping[str, str], aims: Aims, machine: Machine
) -> str:
    """Lines of text; a measurement's title stands once, above its figures."""
    rows: list[tuple[str, ...]] = [HEAD]
    above = ""
    for figure in figures:
        if figure.measurement != above:
            above = figure.measurement
            rows.append((titles[above], *("" for _ in HEAD[1:])))
        rows.append(_row(figure, aims.get((figure.measurement, figure.name))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = (_line(row, widths) for row in rows)
    cores = f"{machine.cores} cores, {machine.system}, Python {machine.python}"
    return "\n".join((cores, "", *lines, ""))


def as_json(figures: Sequence[Figure], aims: Aims, machine: Machine) -> dict[str, Any]:
    return {
        "machine": asdict(machine),
        "figures": [
            {
                **asdict(figure),
                "median": figure.value,
                "aim": asdict(aim) if aim else None,
                "met": aim.is_met(figure.value) if aim else None,
            }
            for figure in figures
            for aim in (aims.get((figure.measurement, figure.name)),)
        ],
    }


def _row(figure: Figure, aim: Aim | None) -> tuple[str, ...]:
    spread = f"{_number(min(figure.runs))} … {_number(max(figure.runs))}"
    row = (f"  {figure.name}", _number(figure.value), figure.unit, spread, str(len(figure.runs)))
    if aim is None:
        return (*row, "", "")
    sign = "≥" if aim.is_least else "≤"
    return (*row, f"{sign} {_number(aim.limit)}", MET if aim.is_met(figure.value) else MISSED)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *others = (
        cell.ljust(width) if column in {0, 2} else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((name, *others)).rstrip()


def _number(value: float) -> str:
    """Three figures say all that a measurement knows."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
