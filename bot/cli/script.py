"""The lines of a script: JSON in, what it asks for out. Pure.

`{"at":"2026-11-20T09:00:00"}` moves the clock, with `"down":true` as if the program had been off
until then. Everything else is somebody speaking: bot.channels.terminal.inbound says how.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.channels.terminal.inbound import Said, read_said
from bot.kernel.clock import from_local


class BadLineError(Exception):
    """A line that cannot be obeyed: the script's fault, said with its number."""


@dataclass(frozen=True, slots=True)
class MoveTo:
    moment: datetime
    is_down: bool = False


Line: TypeAlias = MoveTo | Said


def parse_line(text: str) -> dict[str, Any]:
    """Raises BadLineError for what is no JSON object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadLineError("not JSON") from error
    if not isinstance(value, dict):
        raise BadLineError("not an object")
    return value


def read_line(line: Mapping[str, Any]) -> Line:
    """Raises BadLineError, saying what is wrong."""
    try:
        return _move(line) if "at" in line else read_said(line)
    except (ValueError, OverflowError) as error:  # the second: a time before all zones
        raise BadLineError(str(error)) from error


def _move(line: Mapping[str, Any]) -> MoveTo:
    at, is_down = line["at"], line.get("down", False)
    if set(line) - {"at", "down"} or not isinstance(at, str) or not isinstance(is_down, bool):
        raise ValueError("a move of the clock has a time and perhaps down")
    moment = from_local(datetime.fromisoformat(at))
    if not EARLIEST <= moment <= LATEST:
        raise ValueError(f"{at} is out of all bounds")
    return MoveTo(moment, is_down)


EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(3000, 1, 1, tzinfo=UTC)  # ids end in 3084
