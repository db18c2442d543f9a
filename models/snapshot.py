"""A week's tally as it stood at its cut-off.

Only this freezes; whatever changes later is an adjustment.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class Snapshot(InCommune, Base):
    __tablename__ = "snapshot"

    week: Mapped[str] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime]
    tally: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """`tally` is what `models.figures.tally_json` gave when the week was frozen."""

    week: str
    taken_at: datetime
    tally: dict[str, Any]


async def stored_snapshot(
    connection: AsyncConnection, commune_id: str, week: str
) -> StoredSnapshot | None:
    found = await connection.execute(
        select(Snapshot.week, Snapshot.taken_at, Snapshot.tally).where(
            Snapshot.commune_id == commune_id, Snapshot.week == week
        )
    )
    row = found.one_or_none()
    return None if row is None else StoredSnapshot(row.week, row.taken_at, row.tally)
