"""What a run reads off, and the folder that it works in."""

from __future__ import annotations

import os
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one run."""

    name: str
    value: float
    unit: str


@dataclass(slots=True)
class Stopwatch:
    """Seconds on the wall and on the processor since it was made.

    The processor's hardly change when another program takes a share of the machine.
    """

    wall: float = field(default_factory=time.perf_counter)
    processor: float = field(default_factory=time.process_time)

    def rates(self, name: str, count: int) -> tuple[Reading, ...]:
        """How many a second, and how long the processor worked for each."""
        wall, processor = time.perf_counter() - self.wall, time.process_time() - self.processor
        return (
            Reading(name, count / wall, "/s"),
            Reading("processor for each", processor / count * 1000, "ms"),
        )


def waits(name: str, seconds: Sequence[float]) -> tuple[Reading, ...]:
    """The median and the tail of how long people waited, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return tuple(Reading(f"{name} p{cut}", cuts[cut - 1] * 1000, "ms") for cut in (50, 95, 99))


def memory(process_id: int) -> tuple[float, ...]:
    """The megabytes that a process holds; nothing where the system does not tell."""
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return ()
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
    return (int(found[1]) / 1024,) if found else ()


def processor(process_id: int) -> tuple[float, ...]:
    """The seconds that a process has worked; nothing where the system does not tell."""
    stat = Path(f"/proc/{process_id}/stat")
    if not stat.exists():
        return ()
    worked = stat.read_text().rpartition(")")[2].split()[11:13]  # utime and stime, man 5 proc
    return (sum(map(int, worked)) / os.sysconf("SC_CLK_TCK"),)


@contextmanager
def disk_folder() -> Iterator[Path]:
    """A new folder on a disk: what is written there costs a real sync, which memory would not.

    `/var/tmp` outlives a restart, so nobody mounts it in memory; elsewhere nothing promises that.
    """
    lasting = Path("/var/tmp")  # noqa: S108  # the folder in it gets a name of its own
    parent = lasting if lasting.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="toso-bench-", dir=parent) as folder:
        yield Path(folder)
