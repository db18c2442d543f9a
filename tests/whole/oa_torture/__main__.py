"""`python -m tests.whole.oa_torture [--kills N] [--races N] [--seed N]`: the product killed at each
point of a refresh of the Official Account's tokens. 0 if no pair was lost that need not have been,
and each that was lost was noticed, told and mended by one login.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.whole.oa_torture.judge import faults_of, losses_by_point
from tests.whole.oa_torture.points import Point
from tests.whole.oa_torture.run import Run, Told

SEEDS = 1_000_000


def main() -> int:
    given = _arguments()
    with ExitStack() as stack:
        if given.keep:
            given.keep.mkdir(parents=True)  # never on what another run has left
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        _say(f"seed {given.seed}: {given.kills} kills, {given.races} races")
        run = Run(kills=given.kills, races=given.races, seed=given.seed, folder=folder, say=_say)
        told = asyncio.run(run.go())
    faults = list(faults_of(told.kills, told.races))
    _say("\n".join([*_in_words(told), *(f"FAULT {fault}" for fault in faults)]))
    return 1 if faults else 0


def _in_words(told: Told) -> list[str]:
    killed = Counter(kill.point for kill in told.kills)
    lost = losses_by_point(told.kills)
    lines = [f"{len(told.kills)} kills in {told.seconds:.0f} s"]
    used = Counter(kill.point for kill in told.kills if kill.was_used)
    lines += [
        f"  {killed[point]:4} {point}: {used[point]} with the token used, {lost[point]} lost"
        for point in Point
    ]
    avoidable = sum(kill.is_lost and not kill.could_not_be_helped for kill in told.kills)
    lines.append(f"{avoidable} pairs lost but between Zalo's use of the token and our commit")
    mended = sum(bool(kill.is_mended) for kill in told.kills)
    alarms = sum(kill.alarms for kill in told.kills)
    lines.append(f"{lost.total()} lost there: {alarms} alarms, {mended} mended by one login")
    asked = ", ".join(str(race.asked) for race in told.races)
    lines.append(f"{len(told.races)} races of two programs: Zalo was asked {asked or '-'} times")
    if windows := told.windows:
        middle, high = windows[len(windows) // 2], windows[int(len(windows) * 0.99)]
        lines.append(
            f"from the answer to our commit, {len(windows)} refreshes: "
            f"median {middle:.1f} ms, p99 {high:.1f} ms, most {windows[-1]:.1f} ms"
        )
    return lines


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.whole.oa_torture")
    parser.add_argument("--kills", type=int, default=24)
    parser.add_argument("--races", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.randrange(SEEDS))  # noqa: S311
    parser.add_argument("--keep", type=Path, help="a new folder for the database and the log")
    return parser.parse_args()


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
