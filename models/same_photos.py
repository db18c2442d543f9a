"""A photo whose bytes stand in another report already, seen when it arrives after its report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity
from models.attachment import Attachment
from models.flag import Flag, FlagKind
from models.flag_facts import same_photos
from models.flag_needs import SamePhotosNeed


async def flag_same_photos(
    connection: AsyncConnection, commune_id: str, photos: Sequence[str], now: datetime
) -> None:
    """One flag for a photo. What is of no report yet is looked at when the report is sent."""
    if not photos:
        return
    need = SamePhotosNeed(tuple(photos))
    found = (await same_photos(connection, commune_id, (need,)))[need]
    for photo in dict.fromkeys(same.photo_id for same in found):
        home = (
            await connection.execute(
                select(Activity.id, Activity.team_id, Activity.week)
                .join(Attachment, Attachment.activity_id == Activity.id)
                .where(
                    Attachment.commune_id == commune_id,
                    Attachment.id == photo,
                    Activity.commune_id == commune_id,
                )
            )
        ).one_or_none()
        other = next(
            (s for s in found if s.photo_id == photo and home and s.activity_id != home.id), None
        )
        if home is None or other is None:
            continue
        known = await connection.scalar(
            select(Flag.id).where(
                Flag.commune_id == commune_id,
                Flag.activity_id == home.id,
                Flag.kind == FlagKind.SAME_PHOTO,
                Flag.other_id == other.activity_id,
            )
        )
        if known is None:
            await connection.execute(
                insert(Flag),
                {
                    "commune_id": commune_id,
                    "id": photo,
                    "kind": FlagKind.SAME_PHOTO,
                    "activity_id": home.id,
                    "other_id": other.activity_id,
                    "team_id": home.team_id,
                    "week": home.week,
                    "detail": {"day": other.day.isoformat()},
                    "raised_at": now,
                },
            )
