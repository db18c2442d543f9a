"""Flags as rows. What is mended or withdrawn settles its own flags, whoever did it and however."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState, Revision
from models.attachment import Attachment
from models.changes import RecordActivity
from models.flag import Flag, FlagEnd, FlagKind
from models.flag_changes import CallRight, FlagChange, RestoreActivity, SettleFlag
from models.weeks import week_of


def flag_rows(commune_id: str, record: RecordActivity) -> list[dict[str, Any]]:
    return [
        {
            "commune_id": commune_id,
            "id": flag.id,
            "kind": flag.kind,
            "activity_id": record.id,
            "other_id": flag.other_id,
            "team_id": record.team_id,
            "week": week_of(record.day),
            "detail": dict(flag.detail),
            "raised_at": record.at,
        }
        for flag in record.flags
    ]


async def raise_again(connection: AsyncConnection, commune_id: str, record: RecordActivity) -> None:
    """Flags of an entry that was there before: what somebody found right is not asked again, what
    was mended and is off still is open once more.
    """
    for row in flag_rows(commune_id, record):
        same = (
            Flag.commune_id == commune_id,
            Flag.activity_id == row["activity_id"],
            Flag.kind == row["kind"],
            Flag.other_id.is_(None)
            if row["other_id"] is None
            else Flag.other_id == row["other_id"],
        )
        known = (await connection.execute(select(Flag.id, Flag.end).where(*same))).first()
        if known is None:
            await connection.execute(insert(Flag), row)
        elif known.end is FlagEnd.MENDED:
            await connection.execute(
                update(Flag)
                .where(Flag.commune_id == commune_id, Flag.id == known.id)
                .values(settled_at=None, settled_by=None, end=None, detail=row["detail"])
            )


async def settle_of(
    connection: AsyncConnection,
    commune_id: str,
    activity_id: str,
    *,
    end: FlagEnd,
    by_id: str,
    at: datetime,
) -> None:
    """The open flags of an entry, and those in which it is the other one."""
    as_other = Flag.other_id == activity_id
    if end is FlagEnd.MENDED:  # of a photo in two reports, the other one's figures say nothing
        as_other &= Flag.kind == FlagKind.TWICE
    # Two statements: with an "or" of two columns SQLite walks the whole table.
    for which in (Flag.activity_id == activity_id, as_other):
        await connection.execute(
            update(Flag)
            .where(Flag.commune_id == commune_id, which, Flag.settled_at.is_(None))
            .values(settled_at=at, settled_by=by_id, end=end)
        )


async def apply_flag(connection: AsyncConnection, commune_id: str, change: FlagChange) -> None:
    match change:
        case SettleFlag(flag_id, end, by_id, at):
            await connection.execute(
                update(Flag)
                .where(Flag.commune_id == commune_id, Flag.id == flag_id, Flag.settled_at.is_(None))
                .values(settled_at=at, settled_by=by_id, end=end)
            )
        case CallRight(flag_id, by_id):
            mine = (Flag.commune_id == commune_id, Flag.id == flag_id)
            detail = await connection.scalar(select(Flag.detail).where(*mine))
            if detail is not None:
                said = {**detail, "right": by_id}
                await connection.execute(update(Flag).where(*mine).values(detail=said))
        case RestoreActivity():
            await _restore(connection, commune_id, change)


async def _restore(connection: AsyncConnection, commune_id: str, change: RestoreActivity) -> None:
    """Nothing is written where it stands already."""
    restored = await connection.execute(
        update(Activity)
        .where(
            Activity.commune_id == commune_id,
            Activity.id == change.activity_id,
            Activity.state == ActivityState.WITHDRAWN,
        )
        .values(state=ActivityState.CONFIRMED, withdrawn_at=None)
    )
    if not restored.rowcount:
        return
    if change.reopens:
        await connection.execute(
            update(Flag)
            .where(Flag.commune_id == commune_id, Flag.id == change.reopens)
            .values(settled_at=None, settled_by=None, end=None)
        )
    for photo in change.photos:
        await connection.execute(
            update(Attachment)
            .where(
                Attachment.commune_id == commune_id,
                Attachment.id == photo,
                or_(Attachment.activity_id.is_(None), Attachment.activity_id != change.activity_id),
            )
            .values(activity_id=change.activity_id)
        )
    await connection.execute(
        insert(Revision),
        {
            "commune_id": commune_id,
            "id": change.revision_id,
            "activity_id": change.activity_id,
            "at": change.at,
            "by_id": change.by_id,
            "channel": change.channel or None,
            "before": {"state": ActivityState.WITHDRAWN.value},
            "after": {"state": ActivityState.CONFIRMED.value},
            "why": change.why,
        },
    )
