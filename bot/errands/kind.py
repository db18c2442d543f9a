"""The shape of one kind of errand: a slow part that writes nothing, then a decision like that of
any task, in one transaction with the end of the errand.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

from bot.task import Asker, Done
from models.needs import Facts, Need

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Job:
    """One errand: its id, who asked for it, and what for."""

    id: str
    person_id: str
    argument: Mapping[str, Any]


class Bench(Protocol):
    """What the slow part may use."""

    async def ask(self, need: Need[Answer]) -> Answer:
        """As things stand now; the decision asks again."""
        ...

    async def read_file(self, stored: str) -> bytes:
        """A received file. Raises FileNotFoundError for one that is gone."""
        ...

    async def keep_file(self, job: Job, suffix: str, data: bytes) -> str:
        """The name under which it lies; a second time it takes the first one's place."""
        ...


Prepare: TypeAlias = Callable[[Job, Bench], Awaitable[Any]]
Finish: TypeAlias = Callable[[Job, Any, Asker, Facts], Done]


@dataclass(frozen=True, slots=True)
class ErrandKind:
    """`prepare` may take its time, may fail and be tried again; what it gives goes to `finish`,
    which is a function of its arguments and nothing else, asks `Facts` and looks at what the person
    may. Of its `Done` the changes, lines, links and files count.
    """

    name: str
    prepare: Prepare
    finish: Finish
