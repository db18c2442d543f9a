"""A batch of changes against the clock of the weeks.

What comes before a week's cut-off reopens what was stated of it; what comes later is written by
itself, as an adjustment.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from models.alike_changes import NotePairs
from models.changes import Change
from models.closing import find_late, write_late
from models.statement_changes import Reopened, reopen_weeks
from models.touched import touched_weeks

Write: TypeAlias = Callable[[Sequence[Change]], Awaitable[None]]


async def write_in_time(
    connection: AsyncConnection, commune_id: str, changes: Sequence[Change], write: Write
) -> None:
    """All changes, by `write`: those in time together, then the late ones in their order."""
    touched = await touched_weeks(connection, commune_id, changes)
    late = await find_late(connection, commune_id, touched)
    is_late = {id(one.change): one.weeks for one in late}
    # Pairs name people whom a late change may only now bring.
    pairs = [change for change in changes if late and isinstance(change, NotePairs)]
    await write([change for change in changes if id(change) not in is_late and change not in pairs])
    await reopen_weeks(
        connection,
        commune_id,
        [
            Reopened(one.team_id, week, one.by_id, one.at, one.cause)
            for one in touched
            if one.team_id is not None and one.is_stated
            for week in one.weeks
            if week not in is_late.get(id(one.change), ())
        ],
    )
    for one in late:
        await write_late(connection, commune_id, one, write)
    if pairs:
        await write(pairs)
