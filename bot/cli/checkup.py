"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.dialog.text import Text


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """`advice` says what to do; None where nothing is to be done."""

    name: str
    state: State
    text: Text
    advice: Text | None = None
