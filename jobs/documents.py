"""The file of a document that was removed goes too: who was sent it before cannot open it again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from models.database import Database
from models.document_purge import forget_file, removed_files

SCHEDULE = timedelta(hours=1)


async def run(*, database: Database, commune_id: str, remove: Callable[[str], object]) -> int:
    """How many went. The file first: a row that still names it is only looked at once more."""
    async with database.read() as connection:
        files = await removed_files(connection, commune_id)
    for stored in files:
        await asyncio.to_thread(remove, stored)
        async with database.write() as connection:
            await forget_file(connection, commune_id, stored)
    return len(files)
