"""Which commune of a database is served, and what becomes of a database that has none."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from bot.kernel.errors import TosoError
from bot.kernel.ids import Ids
from models.commune import find_communes
from models.database import Database
from models.sample import SAMPLE_COMMUNE, lay_sample
from models.sample_history import lay_sample_with_history


class WhenEmpty(Enum):
    """What `build` does where no commune is there yet. A database that has one is never touched."""

    LAY_SAMPLE = auto()
    LAY_SAMPLE_WITH_HISTORY = auto()
    REFUSE = auto()


async def served_commune(
    database: Database, wanted: str, when_empty: WhenEmpty, *, ids: Ids, now: datetime
) -> str:
    """The commune to serve: the one that was set, else the oldest; it may have to be laid first."""
    async with database.read() as connection:
        communes = await find_communes(connection)
    if not communes:
        await _lay(database, when_empty, ids=ids, now=now)
        communes = (SAMPLE_COMMUNE,)
    commune_id = wanted or communes[0]
    if commune_id not in communes:
        raise TosoError(f"there is no commune {commune_id}", notice="commune.missing")
    return commune_id


async def _lay(database: Database, when_empty: WhenEmpty, *, ids: Ids, now: datetime) -> None:
    match when_empty:
        case WhenEmpty.LAY_SAMPLE:
            await lay_sample(database, ids=ids, now=now)
        case WhenEmpty.LAY_SAMPLE_WITH_HISTORY:
            await lay_sample_with_history(database, now=now)
        case WhenEmpty.REFUSE:
            raise TosoError("the database holds no commune", notice="commune.none")
