"""`python -m tests.whole.torture [--kills N] [--reports N] [--seed N] [--json FILE]`: the product
killed again and again while people talk to it. 0 if nothing was lost, doubled or altered.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.whole.torture.run import Order, Run, Told

SEEDS = 1_000_000


def main() -> int:
    given = _arguments()
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        _say(
            f"seed {given.seed}: {given.kills} kills, {given.reports} reports, {given.people} people"
        )
        order = Order(given.kills, given.reports, given.seed, given.people)
        told = asyncio.run(Run(order, folder, _say).go())
    _say(_in_words(told))
    if given.json:
        given.json.write_text(json.dumps(as_json(told), ensure_ascii=False, indent=1) + "\n")
    return 1 if told.verdict.faults else 0


def as_json(told: Told) -> dict[str, object]:
    return asdict(told)


def _in_words(told: Told) -> str:
    verdict, again = told.verdict, told.resent
    lines = [
        f"seed {told.order.seed}: {told.kills} kills in {told.seconds:.0f} s",
        f"{verdict.confirmed} confirmed, {told.undone} of them taken back;"
        f" {told.zero_filed} reports of no activity",
        f"{len(verdict.lost)} lost, {len(verdict.doubled)} doubled, {len(verdict.altered)} altered,"
        f" {len(verdict.unasked)} unasked, {len(verdict.undone)} wrongly (not) taken back,"
        f" {len(verdict.zero)} zero reports wrong, {len(verdict.other)} other",
        f"{again.twice} messages sent twice: {again.by_kills} by kills"
        f" (in flight then: {again.in_flight}, at most {again.most_at_once} at once),"
        f" {again.by_silence} by a provider that took them and did not say so",
        f"the provider answered {told.answers}",
        f"the product answered {told.pushes}",
        *(f"logged {count}: {words}" for words, count in told.logged.items()),
        *(f"FAULT {fault}" for fault in verdict.faults),
    ]
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.whole.torture")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(SEEDS))  # noqa: S311
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    return parser.parse_args()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
