"""Reading sentences: how long one takes, and beside it the libraries that read parts of them.

The peers get the same number phrases and dates of the study, each the way its documentation says.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import dateparser
from vn_numberwords import words_to_number

from bot.language.dates import OnDay, read_date
from bot.language.numbers import Exactly, Rough, read_number
from bot.language.sentences.read import read_message
from tests.bench.readings import Reading
from tests.language.rates import cases_in
from tests.language.study import cases

SENTENCES = Path(__file__).parents[1] / "language" / "sentences"
ROUNDS = 20
NOW = datetime.fromisoformat(cases()["now"])


def measure() -> tuple[Reading, ...]:
    messages = [case for path in sorted(SENTENCES.glob("*.jsonl")) for case in cases_in(path)]
    parse = _median([lambda case=case: read_message(case.text, case.at) for case in messages])
    return (
        Reading("one sentence", parse, "ms"),
        *_numbers(),
        *_dates(),
    )


def _numbers() -> tuple[Reading, ...]:
    phrases: list[tuple[str, int]] = [tuple(pair) for pair in cases()["numbers"]]
    return (
        Reading("numbers of 50", sum(_ours(text) == right for text, right in phrases), "right"),
        Reading(
            "… vn-numberwords", sum(_theirs(text) == right for text, right in phrases), "right"
        ),
        Reading("one number", _median([lambda t=t: _ours(t) for t, _ in phrases]), "ms"),
        Reading("… vn-numberwords", _median([lambda t=t: _theirs(t) for t, _ in phrases]), "ms"),
    )


def _dates() -> tuple[Reading, ...]:
    phrases: list[tuple[str, str | None]] = [tuple(pair) for pair in cases()["dates"]]
    ours = sum(_our_day(text) == right for text, right in phrases)
    theirs = sum(_their_day(text) == right for text, right in phrases)
    return (
        Reading("dates of 40", ours, "right"),
        Reading("… dateparser", theirs, "right"),
        Reading("one date", _median([lambda t=t: _our_day(t) for t, _ in phrases]), "ms"),
        Reading("… dateparser", _median([lambda t=t: _their_day(t) for t, _ in phrases], 1), "ms"),
    )


def _ours(text: str) -> int | None:
    reading = read_number(text)
    return reading.value if isinstance(reading, Exactly | Rough) else None


def _theirs(text: str) -> int | None:
    try:
        return words_to_number(text)
    except (ValueError, KeyError):
        return None


def _our_day(text: str) -> str | None:
    reading = read_date(text, NOW.date())
    return reading.day.isoformat() if isinstance(reading, OnDay) else None


def _their_day(text: str) -> str | None:
    found = dateparser.parse(
        text, languages=["vi"],
        settings={"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"},
    )  # fmt: skip
    return None if found is None else date(found.year, found.month, found.day).isoformat()


def _median(calls: list[Callable[[], object]], rounds: int = ROUNDS) -> float:
    """Milliseconds of one call, once everything that is kept between calls is there."""
    for call in calls:
        call()
    taken: list[float] = []
    for _ in range(rounds):
        for call in calls:
            started = time.perf_counter()
            call()
            taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000
