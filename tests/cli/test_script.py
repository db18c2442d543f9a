"""Lines of a script: what can be obeyed, and what is a bad line."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.contract import TextSent
from bot.channels.terminal.inbound import Said
from bot.cli.script import BadLineError, MoveTo, parse_line, read_line


@pytest.mark.parametrize(
    ("at", "moment"),
    [
        ("2026-11-20T09:00:00", datetime(2026, 11, 20, 2, tzinfo=UTC)),
        ("2026-11-20T09:00", datetime(2026, 11, 20, 2, tzinfo=UTC)),
        ("2026-11-20T09:00:00+00:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20T09:00:00Z", datetime(2026, 11, 20, 9, tzinfo=UTC)),
    ],
)
def test_time_without_a_zone_is_local(at: str, moment: datetime) -> None:
    assert MoveTo(moment) == read_line({"at": at})


def test_program_may_be_down_meanwhile() -> None:
    assert read_line({"at": "2026-11-20T09:00", "down": True}) == MoveTo(
        datetime(2026, 11, 20, 2, tzinfo=UTC), is_down=True
    )


def test_everything_else_is_somebody_speaking() -> None:
    assert read_line({"who": "0912000001", "text": "a"}) == Said("0912000001", TextSent("a"))


@pytest.mark.parametrize(
    "line",
    [
        {"at": "tomorrow"},
        {"at": 1},
        {"at": None},
        {"at": "0001-01-01T00:00:00"},
        {"at": "9999-12-31T23:59:59"},
        {"at": "2026-11-20T09:00", "down": "yes"},
        {"at": "2026-11-20T09:00", "who": "0912000001", "text": "a"},
        {"down": True},
        {},
    ],
)
def test_bad_line_is_named_so(line: dict[str, Any]) -> None:
    with pytest.raises(BadLineError):
        read_line(line)


@pytest.mark.parametrize("text", ["{", "[]", "7", "null", '"chào"', "[" * 100_000])
def test_line_must_be_an_object(text: str) -> None:
    with pytest.raises(BadLineError):
        parse_line(text)
