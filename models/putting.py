"""Statements that insert a row, or leave or change the one that is there.

They are written with every batch of messages: building them anew takes longer than SQLite takes to
write. So each is built once in a process.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy.dialects.sqlite import Insert, insert

from models.mail import Outbox


@cache
def put(table: type, changing: tuple[str, ...]) -> Insert:
    """Insert, or change the columns `changing` of the row that has the key."""
    statement = insert(table)
    keys = [column.name for column in table.__table__.primary_key]  # type: ignore[attr-defined]
    return statement.on_conflict_do_update(
        index_elements=keys,
        set_={name: statement.excluded[name] for name in changing},
    )


@cache
def queue() -> Insert:
    """A letter is queued once, by its identity."""
    return insert(Outbox).on_conflict_do_nothing(index_elements=["commune_id", "identity"])
