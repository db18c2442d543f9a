"""The product as its people run it: `toso run` in a process of its own, on the sample or on a real
commune.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = (sys.executable, "-m", "bot")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Product:
    address: str
    database: Path

    def tally(self) -> dict[str, Any]:
        """This week's figures, as `toso tally` counts them."""
        figures: dict[str, Any] = json.loads(toso("tally", "--json", "--db", self.database))
        return figures


def toso(*of_command: str | Path) -> str:
    """What a command prints. Raises CalledProcessError where it cannot do what was asked."""
    done = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [*PROGRAM, *map(str, of_command)],
        env=_settings(),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return done.stdout


@contextmanager
def running_product(database: Path, *, is_sample: bool = True) -> Iterator[Product]:
    """Until the end of the block, then stopped as an operator stops it."""
    sample = ["--sample"] if is_sample else []
    journal = database.parent / "run.log"
    journal.parent.mkdir(parents=True, exist_ok=True)
    with (
        journal.open("w", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603  # as above
            [*PROGRAM, "run", *sample, "--port", "0", "--db", str(database)],
            env=_settings(),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Product(_address(process, journal), database)
        finally:
            process.send_signal(signal.SIGTERM)
            guard = threading.Timer(PATIENCE, process.kill)
            guard.start()
            process.communicate()
            guard.cancel()


def _address(process: subprocess.Popen[str], journal: Path) -> str:
    """What it prints once it serves. Raises RuntimeError where it ends or hangs before that."""
    assert process.stdout is not None
    guard = threading.Timer(PATIENCE, process.kill)
    guard.start()
    try:
        for line in process.stdout:
            if found := ADDRESS.search(line):
                return found[0]
    finally:
        guard.cancel()
    raise RuntimeError(f"toso run gave no address: {journal.read_text(encoding='utf-8')}")


def _settings() -> dict[str, str]:
    """Compiled modules are kept, as an installed command keeps them: it starts twice as fast."""
    left_out = ("TOSO_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
