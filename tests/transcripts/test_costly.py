"""Where each message counts, a report takes six of them at most, both ways: every part of
`costly/six_messages.txt` is one report, from the first word to what says that it is kept.
"""

import re
from pathlib import Path

import pytest

from bot.cli.transcript import read_entry

WRITTEN = (Path(__file__).parent / "costly" / "six_messages.txt").read_text(encoding="utf-8")
HEAD, *REPORTS = re.split(r"^# ", WRITTEN, flags=re.MULTILINE)[1:]
MOST = 6


def messages(part: str) -> int:
    """What a person sent, and each part that came back, to them or to anybody."""
    lines = part.splitlines()[1:]
    said = [line for line in lines if not line.startswith("  ") and (read_entry(line).line)]
    return len(said) + sum(line.startswith("  Bot") for line in lines)


@pytest.mark.parametrize("part", REPORTS, ids=lambda part: part.splitlines()[0])
def test_report_takes_at_most_six_messages(part: str) -> None:
    assert part.rpartition("  Bot: ")[2].startswith("Cháu ghi ")
    assert messages(part) <= MOST


def test_every_report_is_of_somebody_else_and_on_a_channel_that_counts() -> None:
    assert "! capped" in HEAD
    speakers = [re.findall(r"^(\d+): ", part, re.MULTILINE) for part in REPORTS]

    assert all(len(set(who)) == 1 for who in speakers)
    assert len({who[0] for who in speakers}) == len(REPORTS)


def test_seventh_message_is_counted() -> None:
    assert messages("x\n1: a\n  Bot: b\n       c\n1: d\n  Bot: e\n  Bot → 2: f\n1: g\n") == 6
