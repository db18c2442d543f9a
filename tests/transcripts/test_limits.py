"""What people really read keeps the limits of an elder's patience, over all dialogs of this folder:
few short lines, one question, and the question last.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.script import BadLineError
from bot.cli.transcript import INDENT, read_entry

FILES = sorted(Path(__file__).parent.rglob("*.txt"))
OFFICERS = frozenset({"0912001001", "0912001002", "0912001004"})

MOST_LINES = 5
MOST_ON_A_PAGE = 12
"""A review page, a week, an officer's tally."""

LONGEST = 110
LONGEST_OF_NAMES = 150
"""A line that names people or teams one by one is as long as their names."""

SENT = re.compile(r"  Bot(?: → (?P<to>(?:new|resident):[^:]+|\d+))?: ?(?P<first>.*)")
CHOICE = re.compile(r"\d+\. |\[")
WAYS = re.compile(r"\S+ (?:có thể gõ|can type): ")
QUOTED = re.compile(r"“[^”]*”")
"""Somebody's own words said back: a question in them is not put to the reader."""

NAMES = re.compile(r"(?:[^,]+, ){4}")


@dataclass(frozen=True)
class Seen:
    """One message as its reader sees it, without the choices and the ways out."""

    where: str
    to: str
    lines: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return self.to in OFFICERS or any(line.startswith(("•", "–")) for line in self.lines)


def seen_in(name: str, written: str) -> Iterator[Seen]:
    speaker, lines = "", written.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.startswith("  "):
            speaker = _speaker(line) or speaker
            continue
        found = SENT.fullmatch(line)
        if found is None:
            continue
        said = [found["first"]]
        for more in lines[number:]:
            if not more.startswith(INDENT):
                break
            said.append(more.removeprefix(INDENT))
        yield Seen(
            f"{name}:{number}",
            found["to"] or speaker,
            tuple(one for one in said if not CHOICE.match(one) and not WAYS.match(one)),
        )


def _speaker(line: str) -> str:
    try:
        entry = read_entry(line)
    except BadLineError:
        return ""
    return str((entry.line or {}).get("who", ""))


def has_too_many_lines(seen: Seen) -> str:
    most = MOST_ON_A_PAGE if seen.is_page else MOST_LINES
    return f"{len(seen.lines)} lines" if len(seen.lines) > most else ""


def has_long_line(seen: Seen) -> str:
    for line in seen.lines:
        if len(line) > (LONGEST_OF_NAMES if NAMES.match(line) else LONGEST):
            return f"{len(line)} characters: {line}"
    return ""


def asks_twice(seen: Seen) -> str:
    count = sum(line.count("?") for line in _unquoted(seen))
    return f"{count} questions" if count > 1 else ""


def asks_too_early(seen: Seen) -> str:
    asked = any("?" in line for line in _unquoted(seen)[:-1])
    return "the question is not last" if asked else ""


def _unquoted(seen: Seen) -> tuple[str, ...]:
    return tuple(QUOTED.sub("", line) for line in seen.lines)


RULES = (has_too_many_lines, has_long_line, asks_twice, asks_too_early)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_is_short_and_asks_one_thing_last(path: Path) -> None:
    seen = list(seen_in(path.stem, path.read_text(encoding="utf-8")))

    assert seen
    assert [f"{one.where}: {fault}" for one in seen for rule in RULES if (fault := rule(one))] == []


def test_reader_is_known_by_name_or_is_whoever_spoke() -> None:
    written = (
        "0912000001: chào\n  Bot: Dạ\n       1. Một\n       Bác có thể gõ: *lùi*\n"
        "  Bot → new:Lan: Vâng\n       [Một]\n"
    )

    assert list(seen_in("a", written)) == [
        Seen("a:2", "0912000001", ("Dạ",)),
        Seen("a:5", "new:Lan", ("Vâng",)),
    ]


MEMBER, OFFICER = "0912000002", "0912001001"


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (has_too_many_lines, (MEMBER, ("a",) * 6), (MEMBER, ("a",) * 5)),
        (has_too_many_lines, (MEMBER, ("•",) * 13), (MEMBER, ("•",) * 12)),
        (has_too_many_lines, (OFFICER, ("a",) * 13), (OFFICER, ("a",) * 12)),
        (has_long_line, (MEMBER, ("a" * 111,)), (MEMBER, ("a" * 110,))),
        (has_long_line, (MEMBER, ("Tên, " * 31,)), (MEMBER, ("Tên, " * 30,))),
        (asks_twice, (MEMBER, ("Ai? Sao?",)), (MEMBER, ("Ai ạ?",))),
        (asks_twice, (MEMBER, ("Ai? Ví dụ: Sao?",)), (MEMBER, ("Ai ạ? Ví dụ: “Sao?”",))),
        (asks_too_early, (MEMBER, ("Ai ạ?", "Vâng.")), (MEMBER, ("Vâng.", "Ai ạ? Ví dụ: Hoa"))),
        (asks_too_early, (MEMBER, ("Hỏi: Ai?", "Nhé.")), (MEMBER, ("Hỏi: “Ai?”", "Nhé."))),
    ],
)
def test_rule_catches_a_violation(
    rule: Callable[[Seen], str],
    bad: tuple[str, tuple[str, ...]],
    good: tuple[str, tuple[str, ...]],
) -> None:
    assert rule(Seen("a:1", *bad))
    assert not rule(Seen("a:1", *good))
