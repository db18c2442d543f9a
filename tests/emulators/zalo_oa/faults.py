"""What goes wrong on demand: the next calls to an address end otherwise than they should."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    STATUS = "status"  # an HTTP status, with a JSON body that says so
    HTML = "html"  # the page of a gateway instead of JSON
    CODE = "code"  # HTTP 200 with a code of Zalo's
    HANG = "hang"  # nothing comes back
    CUT = "cut"  # the connection ends before anything was done
    LOST = "lost"  # all is done, and then the connection ends
    HOLD = "hold"  # all is done, and the answer waits until `released`


@dataclass(slots=True)
class Fault:
    """Until `times` are used up; `path` is how the addresses begin that it concerns.

    `reached` is set once a call has met it, `done` once what was asked has been done but for the
    answer; who holds a call sets `released`.
    """

    kind: Kind
    path: str = "/"
    times: int = 1
    status: int = 500
    code: int = -32
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Faults:
    waiting: list[Fault] = field(default_factory=list)
    met: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        self.waiting.append(fault)
        return fault

    def take(self, path: str) -> Fault | None:
        """The oldest that concerns `path`, one use of it gone."""
        for fault in self.waiting:
            if path.startswith(fault.path):
                fault.times -= 1
                fault.reached.set()
                self.met.append(fault)
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def end(self) -> None:
        """No call hangs any longer, and none will meet anything."""
        self.waiting.clear()
        for fault in self.met:
            fault.released.set()
