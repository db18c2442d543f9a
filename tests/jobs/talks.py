"""Talks of the web chat on a clock that is set."""

from datetime import UTC, datetime, timedelta

from models.database import Database
from models.web_log import NewLine, add_lines, lines_after

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
COMMUNE = "mau"


async def say(database: Database, talk: str, *days_ago: float) -> list[int]:
    """One line that many days ago each; their numbers."""
    lines = [NewLine(talk, False, "{}", NOW - timedelta(days=days)) for days in days_ago]  # noqa: FBT003
    async with database.write() as connection:
        return list(await add_lines(connection, COMMUNE, lines))


async def numbers(database: Database, talk: str) -> list[int]:
    async with database.read() as connection:
        lines = await lines_after(connection, COMMUNE, talk, seq=0, most=1000)
    return [line.seq for line in lines]
