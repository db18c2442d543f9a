"""What a run reads off, and how several runs become one figure."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one run."""

    name: str
    value: float
    unit: str


def waits(name: str, seconds: Sequence[float]) -> tuple[Reading, ...]:
    """The median and the tail of how long people waited, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return tuple(Reading(f"{name} p{cut}", cuts[cut - 1] * 1000, "ms") for cut in (50, 95, 99))


@contextmanager
def disk_folder() -> Iterator[Path]:
    """A new folder on a disk: what is written there costs a real sync, which memory would not.

    `/var/tmp` outlives a restart, so nobody mounts it in memory; other systems have no such promise.
    """
    lasting = Path("/var/tmp")  # noqa: S108  # only the parent: the folder gets a name of its own
    parent = lasting if lasting.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="toso-bench-", dir=parent) as folder:
        yield Path(folder)
