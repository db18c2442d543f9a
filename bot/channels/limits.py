"""A channel's limits, as data: what it can carry, when it may write, and what that costs
(architecture, law 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


class Cost(Enum):
    """What one message costs. `CAPPED`: so many a month, all counted. `PAID`: some cost money."""

    FREE = auto()
    CAPPED = auto()
    PAID = auto()


@dataclass(frozen=True, slots=True)
class Window:
    """How long after a person has written we may write to them: without cost, and at all."""

    free: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan of each line holds; None where it has no such limit.

    `monthly` are messages: where the cost is `CAPPED`, all of them, both ways; where it is `PAID`,
    those beyond the free window that cost nothing more.
    """

    users: int | None = None
    monthly: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One of several bots of a channel: the operator's name for it, and the address under which
    people find it, "" where nobody knows it.
    """

    name: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """A channel's limits: data, with their link and date where they are declared.

    `is_local` says that nothing sent by it leaves this machine but to its own page: the sample
    commune sends by no other. `window` is None where we may write at any time. `files` are those
    whose MIME type stands in `carried`, or all where that is empty; with `by_url` the provider
    fetches them from an address of ours, and without one they do not go. `send_seconds` is how long
    the provider may take over one message; after that it counts as not reached, and the letter goes
    once more. `lines` are the bots of a channel that has several: each has the `plan` of its own,
    and its accounts begin with its name and a slash. `contact_form` says that the channel has a
    form of its own for a name and a phone number.
    """

    buttons: bool
    text_length: int
    button_count: int = 0
    label_length: int = 20
    files: bool = False
    push: bool = True
    window: Window | None = None
    is_local: bool = False
    cost: Cost = Cost.FREE
    plan: Plan = Plan()
    lines: tuple[Line, ...] = ()
    carried: tuple[str, ...] = ()
    by_url: bool = False
    send_seconds: float = 20.0
    contact_form: bool = False
