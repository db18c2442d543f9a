"""What a dialog asks its host to do, in the imperative. The host finds one function for each by
`match`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.dialog.answers import Answers
from bot.dialog.message import Message


@dataclass(frozen=True, slots=True)
class Say:
    message: Message


@dataclass(frozen=True, slots=True)
class Lookup:
    """Find people or places of `kind` by `words`; the answer comes back as `LookedUp` within the
    same turn.
    """

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Submit:
    answers: Answers


@dataclass(frozen=True, slots=True)
class Park:
    """Put the dialog aside as a draft, then start `wanted` ("" for nothing)."""

    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Forget the dialog: the person said so, or there was nothing in it. Then start `wanted`."""

    wanted: str = ""


@dataclass(frozen=True, slots=True)
class AskScribe:
    """The person wants somebody to write it for them. The dialog goes on."""


Effect: TypeAlias = Say | Lookup | Submit | Park | Drop | AskScribe
