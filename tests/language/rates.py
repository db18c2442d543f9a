"""`python -m tests.language.rates FILE…`: how well the reader understands labelled sentences.

Each line of a file is `{"id", "text", "at", "expect": {"kind", "reports"}}`, the expectation as
`toso parse --jsonl` would answer it. The rates are those that the product promises:

- exact: kind, and of every report the day, the counts and the codes to ask are as expected
- whole: exact, and place, part of the day and audience too
- asked back: at least one code to ask stands in a report
- asked where needed: of those whose label asks, how many ask
- wrong but accepted: nothing is asked, and a count or the day is wrong or lost, or something that
  is no report was read as one
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.language.sentences.heard import as_json
from bot.language.sentences.read import read_message

MATTERS = ("date", "counts")
BESIDE = ("place", "session", "audience")
REPORTING = frozenset({"report"})


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    text: str
    at: datetime
    expect: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    case: Case
    got: dict[str, Any]
    is_exact: bool
    is_whole: bool
    asks: bool
    needs: bool
    is_wrong: bool
    wrong_beside: frozenset[str]


def cases_in(path: Path) -> Iterator[Case]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            one = json.loads(line)
            yield Case(
                str(one["id"]), one["text"], datetime.fromisoformat(one["at"]), one["expect"]
            )


def score(case: Case) -> Scored:
    got = json.loads(json.dumps(as_json(read_message(case.text, case.at))))
    ours, theirs = got["reports"], case.expect["reports"]
    same_kind = got["kind"] == case.expect["kind"]
    matters = len(ours) == len(theirs) and all(
        one[name] == other[name] for one, other in _pairs(ours, theirs) for name in MATTERS
    )
    same_ask = len(ours) == len(theirs) and all(
        set(one["ask"]) == set(other["ask"]) for one, other in _pairs(ours, theirs)
    )
    beside = frozenset(
        name
        for one, other in _pairs(ours, theirs)
        for name in BESIDE
        if one[name] != other.get(name)
    )
    asks = any(one["ask"] for one in ours)
    is_exact = same_kind and matters and same_ask
    read_as_report = got["kind"] in REPORTING and case.expect["kind"] not in REPORTING
    is_wrong = not asks and (not matters or read_as_report)
    needs = any(one["ask"] for one in theirs)
    return Scored(case, got, is_exact, is_exact and not beside, asks, needs, is_wrong, beside)


def _pairs(ours: Sequence[Any], theirs: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    yield from zip(ours, theirs, strict=False)


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of all sentences, but `asked_where_needed`: of those whose label asks."""

    sentences: int
    exact: float
    whole: float
    asked_back: float
    asked_where_needed: float
    wrong_but_accepted: float
    wrong_kind: float
    wrong_place: float
    wrong_session: float
    wrong_audience: float


def rates(scored: Sequence[Scored]) -> Rates:
    def share(chosen: Iterable[bool], of: int) -> float:
        return sum(chosen) / of if of else 1.0

    size = len(scored)
    needing = [one for one in scored if one.needs]
    return Rates(
        size,
        share((one.is_exact for one in scored), size),
        share((one.is_whole for one in scored), size),
        share((one.asks for one in scored), size),
        share((one.asks for one in needing), len(needing)),
        share((one.is_wrong for one in scored), size),
        share((one.got["kind"] != one.case.expect["kind"] for one in scored), size),
        share(("place" in one.wrong_beside for one in scored), size),
        share(("session" in one.wrong_beside for one in scored), size),
        share(("audience" in one.wrong_beside for one in scored), size),
    )


def worst(scored: Sequence[Scored], many: int) -> list[Scored]:
    """First what was accepted and wrong, then what was not exact."""
    bad = [one for one in scored if not one.is_exact]
    return sorted(bad, key=lambda one: not one.is_wrong)[:many]


def table(found: Rates) -> str:
    shares = (
        f"{name.replace('_', ' '):22} {getattr(found, name):.1%}" for name in Rates.__slots__[1:]
    )
    return "\n".join((f"sentences              {found.sentences}", *shares))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.language.rates")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worst", type=int, default=10, metavar="N")
    given = parser.parse_args()
    scored = [score(case) for path in given.files for case in cases_in(path)]
    found = rates(scored)
    if given.json:
        sys.stdout.write(
            f"{json.dumps({name: getattr(found, name) for name in Rates.__slots__})}\n"
        )
        return 0
    sys.stdout.write(f"{table(found)}\n")
    for one in worst(scored, given.worst):
        mark = "WRONG" if one.is_wrong else "asked" if one.asks else "other"
        sys.stdout.write(
            f"\n[{mark}] {one.case.id}: {one.case.text!r} at {one.case.at:%Y-%m-%dT%H:%M}\n"
        )
        sys.stdout.write(f"  expected {_short(one.case.expect)}\n  got      {_short(one.got)}\n")
    return 0


def _short(answer: dict[str, Any]) -> str:
    reports = [{k: v for k, v in one.items() if v not in (None, [])} for one in answer["reports"]]
    return f"{answer['kind']} {json.dumps(reports, ensure_ascii=False)}"


if __name__ == "__main__":
    sys.exit(main())
