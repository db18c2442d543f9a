"""`python -m tests.language.pairs [FILE…]`: how well two people on lists are told apart.

Each line of a file is `{"id", "one", "other", "same"}`; a person is `{"name"}` and what else is
known of `birth`, `phone`, `place`. Without files, all of `tests/language/same_person`.

- same: of the pairs said to be one person how many are (precision), and of those that are one how
  many were said to be (recall)
- same or perhaps: the same for the pairs that somebody is shown
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.language.same_person.judge import Likeness, Someone, Verdict, alike

FOLDER = Path(__file__).parent / "same_person"
SHOWN = frozenset({Verdict.SAME, Verdict.PERHAPS})


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    one: Someone
    other: Someone
    is_same: bool


@dataclass(frozen=True, slots=True)
class Judged:
    pair: Pair
    likeness: Likeness

    @property
    def badness(self) -> int:
        """What is done without asking and wrong is worst, then what nobody is asked about."""
        verdict, is_same = self.likeness.verdict, self.pair.is_same
        if verdict is Verdict.SAME and not is_same:
            return 3
        if verdict is Verdict.DIFFERENT and is_same:
            return 2
        return int(verdict is Verdict.PERHAPS and not is_same)


@dataclass(frozen=True, slots=True)
class Rate:
    precision: float
    recall: float


def pairs_in(path: Path) -> Iterator[Pair]:
    for line in path.read_text("utf-8").splitlines():
        found = json.loads(line)
        one, other = Someone(**found["one"]), Someone(**found["other"])
        yield Pair(found["id"], one, other, found["same"])


def all_pairs() -> list[Pair]:
    return [pair for path in sorted(FOLDER.glob("*.jsonl")) for pair in pairs_in(path)]


def judge(pairs: Sequence[Pair]) -> list[Judged]:
    return [Judged(pair, alike(pair.one, pair.other)) for pair in pairs]


def rate(judged: Sequence[Judged], verdicts: frozenset[Verdict]) -> Rate:
    said = [one for one in judged if one.likeness.verdict in verdicts]
    right = sum(one.pair.is_same for one in said)
    there = sum(one.pair.is_same for one in judged)
    return Rate(right / len(said) if said else 1.0, right / there if there else 1.0)


def worst(judged: Sequence[Judged], many: int) -> list[Judged]:
    bad = [one for one in judged if one.badness]
    return sorted(bad, key=lambda one: -one.badness)[:many]


def table(judged: Sequence[Judged]) -> str:
    same, shown = rate(judged, frozenset({Verdict.SAME})), rate(judged, SHOWN)
    return "\n".join(
        (
            f"pairs            {len(judged)}, {sum(o.pair.is_same for o in judged)} of them one",
            f"same             precision {same.precision:.1%}  recall {same.recall:.1%}",
            f"same or perhaps  precision {shown.precision:.1%}  recall {shown.recall:.1%}",
        )
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.language.pairs")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--worst", type=int, default=10, metavar="N")
    given = parser.parse_args()
    pairs = [pair for path in given.files for pair in pairs_in(path)] or all_pairs()
    judged = judge(pairs)
    sys.stdout.write(f"{table(judged)}\n")
    for one in worst(judged, given.worst):
        label = "one" if one.pair.is_same else "two"
        sys.stdout.write(
            f"\n{one.pair.id}: {label}, said {one.likeness.verdict} ({one.likeness.name.name}, "
            f"{one.likeness.born})\n  {one.pair.one}\n  {one.pair.other}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
