"""`python -m tests.whole.torture [--kills N] [--reports N] [--seed N] [--wire NAME] [--json FILE]`:
the product killed again and again while people talk to it. 0 if nothing was lost, doubled or
altered.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Coroutine
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.whole.torture.killing import Order
from tests.whole.torture.run import Run, Told
from tests.whole.torture.typed.run import TypedRun

SEEDS = 1_000_000


def _vendor(order: Order, folder: Path) -> Coroutine[None, None, Told]:
    return Run(order, folder, _say).go()


def _zalo_bot(order: Order, folder: Path) -> Coroutine[None, None, Told]:
    from tests.whole.torture.typed.zalo_bot import ZaloBotWire

    return TypedRun(order, folder, _say, ZaloBotWire(order.seed)).go()


def _zalo_oa(order: Order, folder: Path) -> Coroutine[None, None, Told]:
    from tests.whole.torture.typed.zalo_oa import ZaloOaWire

    return TypedRun(order, folder, _say, ZaloOaWire(order.seed, folder / "toso.db")).go()


RUNS = {"vendor": _vendor, "zalo_bot": _zalo_bot, "zalo_oa": _zalo_oa}


def main() -> int:
    given = _arguments()
    with ExitStack() as stack:
        if given.keep:
            given.keep.mkdir(parents=True)  # never on what another run has left
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        order = Order(given.kills, given.reports, given.seed, given.people)
        _say(f"seed {order.seed}: {order.kills} kills, {order.reports} reports, at least")
        told = asyncio.run(RUNS[given.wire](order, folder))
    _say(_in_words(told))
    if given.json:
        given.json.write_text(json.dumps(as_json(told), ensure_ascii=False, indent=1) + "\n")
    return 1 if told.verdict.faults else 0


def as_json(told: Told) -> dict[str, object]:
    return asdict(told)


def _in_words(told: Told) -> str:
    verdict, again = told.verdict, told.resent
    wrong = ", ".join(
        f"{len(found)} {name}"
        for name, found in (
            ("lost", verdict.lost),
            ("doubled", verdict.doubled),
            ("altered", verdict.altered),
            ("unasked", verdict.unasked),
            ("wrongly taken back or not", verdict.undone),
            ("reports of no activity wrong", verdict.zero),
            ("other faults", verdict.other),
        )
    )
    flying = f"in flight then {again.in_flight}, at one of them {again.most_at_once}"
    lines = (
        f"seed {told.order.seed}: {told.kills} kills in {told.seconds:.0f} s",
        f"{verdict.confirmed} confirmed, {told.undone} of them taken back",
        f"{told.zero_filed} reports of no activity",
        wrong,
        f"{again.twice} messages sent twice",
        f"  {again.by_kills} by kills ({flying}, of at most {again.bound})",
        f"  {again.by_silence} by a provider that took them and did not say so",
        f"provider: {_counted(told.answers)}",
        f"product: {_counted(told.pushes)}",
        *(f"logged {count} times: {words}" for words, count in told.logged.items()),
        *(f"FAULT {fault}" for fault in verdict.faults),
    )
    return "\n".join(lines)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.whole.torture")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(SEEDS))  # noqa: S311
    parser.add_argument("--wire", choices=RUNS, default="vendor")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    return parser.parse_args()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
