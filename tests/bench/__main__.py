"""`python -m tests.bench [--json FILE]`: the product and its peers on this machine, in one go.

It decides no test: what falls short of its aim is marked in the table, no more.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from tests.bench.table import Aim, Aims, Figure, as_json, figures_of, table, this_machine
from tests.bench.turns import Measurement, take_turns

EVENING = "386 report within a minute"
MEASUREMENTS = (
    Measurement("steps", "Tổ Số, SQLite FULL, 50 in flight", 3),
    Measurement("peer_dialog", "aiogram-dialog, memory only", 3),
    Measurement("peer_durable", "aiogram FSM, naive SQLite FULL, 50 in flight", 3),
    Measurement("crowd", "Tổ Số, SQLite FULL, 386 at once", 3),
    Measurement("start", "toso chat"),
    Measurement("web", "toso run, 386 pages open"),
    Measurement("webhooks", "toso run, webhooks of Zalo, 200 people at once", 3),
    Measurement("webhooks_bot", "toso run, webhooks of Zalo's bots, 200 people at once", 3),
    Measurement("week", "58 teams, 52 weeks, 3 activities a week"),
    Measurement("year", "58 teams, a made-up year through the app", is_long=True),
    Measurement("sample", "sample commune with half a year", 3),
    Measurement("sentences", "reading Vietnamese sentences, numbers and dates", 3),
    Measurement("learners", "200 learners pasted into a commune of 5 000, looked up", 1),
    Measurement("load", f"{EVENING}, nothing stored", module="load", is_long=True),
    Measurement(
        "load_100k", f"{EVENING}, 100 000 activities stored", 1, "load", (100_000,), is_long=True
    ),
    Measurement(
        "load_1m", f"{EVENING}, 1 000 000 activities stored", 1, "load", (1_000_000,), is_long=True
    ),
)

AIMS: Aims = {
    ("steps", "commit p99"): Aim(50),
    ("steps", "reply p99"): Aim(50),
    ("start", "first answer"): Aim(1.5),
    ("start", "idle memory"): Aim(120),
    ("web", "page weight"): Aim(100),
    ("week", "tally"): Aim(20),
    ("year", "the year's tally"): Aim(100),
    ("sample", "laid"): Aim(2),
    ("sentences", "one sentence"): Aim(1),
    ("sentences", "numbers of 50"): Aim(50, is_least=True),
    ("sentences", "dates of 40"): Aim(40, is_least=True),
    ("sample", "this week"): Aim(20),
    ("learners", "list of 200"): Aim(1_000),
}
THROUGHPUT = ("steps", "steps")
PEER = ("peer_dialog", "updates")
REPLY = "reply p99"
GROWN = 1.5
"""How many times longer the tail may be with 100 000 or 1 000 000 activities than with none."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in MEASUREMENTS])
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    given = parser.parse_args()
    chosen = [
        one
        for one in MEASUREMENTS
        if (one.name in given.only if given.only else not (given.quick and one.is_long))
    ]

    taken = take_turns(chosen)
    figures = [figure for one in chosen for figure in figures_of(one.name, taken[one.name])]
    aims = _aims(figures)
    machine = this_machine(os.cpu_count())
    titles = {one.name: one.title for one in chosen}
    sys.stdout.write(table(figures, titles, aims, machine))
    if given.json:
        written = json.dumps(as_json(figures, aims, machine), ensure_ascii=False, indent=1)
        given.json.write_text(f"{written}\n", encoding="utf-8")
    return 0


def _aims(figures: list[Figure]) -> Aims:
    """What is fixed, and what follows from other figures of this very run: the peer's throughput,
    and how long people wait while nothing is stored.
    """
    found = {(one.measurement, one.name): one.value for one in figures}
    aims = dict(AIMS)
    if PEER in found:
        aims[THROUGHPUT] = Aim(found[PEER], is_least=True)
    if ("load", REPLY) in found:
        grown = Aim(found["load", REPLY] * GROWN)
        aims |= {("load_100k", REPLY): grown, ("load_1m", REPLY): grown}
    return aims


if __name__ == "__main__":
    sys.exit(main())
