"""What SQLite means to do for each statement that was executed, and whether that stays short as the
years pile up.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from models.database import Database

GROWING = frozenset(
    {
        "account", "activity", "activity_indicator", "assignment", "assignment_team", "attachment",
        "attendance", "dialog", "enrolment", "flag", "inbox", "learner",
        "learner_attendance", "learner_key", "learner_verdict", "outbox", "revision",
        "scribe_request", "timer",
        "web_log", "zero_report",
    }
)  # fmt: skip
"""Tables that get rows for as long as people report."""

STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?: .*?\((.+)\))?")
ALIAS = re.compile(r"_\d+$")
SAYS_NOTHING = frozenset({"commune_id=", "id<", "id>"})
"""Terms that leave about everything of a table: it holds one commune, and ids are ever larger."""

UNSETTLED = frozenset({"waiting", "pending", "held"})
"""States that rows leave again."""


@dataclass(frozen=True, slots=True)
class Executed:
    """`parameters` are those of the first row."""

    statement: str
    parameters: tuple[Any, ...]


@contextmanager
def executed_in(database: Database) -> Iterator[set[Executed]]:
    """Every statement of the block, as SQLite gets it."""
    seen: set[Executed] = set()

    def keep(*about: Any) -> None:  # noqa: ANN401  # SQLAlchemy's own
        _, _, statement, parameters, _, is_many = about
        seen.add(Executed(statement, tuple(parameters[0] if is_many else parameters or ())))

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def tables_in(executed: set[Executed]) -> set[str]:
    words = {word for one in executed for word in re.findall(r"\w+", one.statement)}
    return words & GROWING


def long_walks(path: Path, executed: set[Executed]) -> list[str]:
    """Steps that read about all of a table that grows, each with its statement."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            f"{step}\n    {' '.join(one.statement.split())}"
            for one in sorted(executed, key=lambda one: one.statement)
            for step in _steps(connection, one)
            if _is_long(step, one.parameters)
        ]


def _steps(connection: sqlite3.Connection, one: Executed) -> list[str]:
    if not one.statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
        return []
    plan = connection.execute(f"EXPLAIN QUERY PLAN {one.statement}", one.parameters)
    return [detail for *_, detail in plan]


def _is_long(step: str, parameters: tuple[Any, ...]) -> bool:
    found = STEP.match(step)
    if found is None or ALIAS.sub("", found[2]) not in GROWING:
        return False
    terms = {term.rstrip("?") for term in (found[3] or "").split(" AND ") if term}
    if found[1] == "SCAN" or not terms:
        return True
    telling = terms - SAYS_NOTHING
    if telling == {"state="}:
        return not UNSETTLED & {one for one in parameters if isinstance(one, str)}
    return not telling
