"""Mending and taking back an activity: nothing of what it said before is lost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState, Attendance, Revision
from models.attachment import Attachment
from models.changes import EditActivity, RecordActivity, WithdrawActivity
from models.class_days import came_to_class, write_learners
from models.flag import FlagEnd
from models.flag_writing import raise_again, settle_of
from models.indicator import ActivityIndicator
from models.rows import COUNTS, counts_of, figures
from models.weeks import week_of


async def withdraw_activity(
    connection: AsyncConnection, commune_id: str, change: WithdrawActivity
) -> None:
    """The row is marked. Nothing is written where it is withdrawn already."""
    withdrawn = await connection.execute(
        update(Activity)
        .where(
            Activity.commune_id == commune_id,
            Activity.id == change.activity_id,
            Activity.state == ActivityState.CONFIRMED,
        )
        .values(state=ActivityState.WITHDRAWN, withdrawn_at=change.at)
    )
    if not withdrawn.rowcount:
        return
    await settle_of(
        connection, commune_id, change.activity_id,
        end=FlagEnd.WITHDRAWN, by_id=change.by_id, at=change.at,
    )  # fmt: skip
    await connection.execute(
        insert(Revision),
        {
            "commune_id": commune_id,
            "id": change.revision_id,
            "activity_id": change.activity_id,
            "at": change.at,
            "by_id": change.by_id,
            "channel": change.channel or None,
            "before": {"state": ActivityState.CONFIRMED.value},
            "after": {"state": ActivityState.WITHDRAWN.value},
            "why": change.why,
        },
    )


async def edit_activity(connection: AsyncConnection, commune_id: str, change: EditActivity) -> None:
    """Nothing is written where the activity is withdrawn, or says the same already."""
    record = change.record
    mine = (Activity.commune_id == commune_id, Activity.id == record.id)
    row = (await connection.execute(select(Activity.__table__).where(*mine))).one_or_none()
    if row is None or row.state is not ActivityState.CONFIRMED:
        return
    before = await _figures(connection, commune_id, row)
    after = figures(record)
    is_same = (row.place, row.note) == (record.place, record.note)
    if before == after and is_same and not await _others_came(connection, commune_id, record):
        return
    await connection.execute(
        update(Activity)
        .where(*mine)
        .values(
            kind=record.kind,
            day=record.day,
            week=week_of(record.day),
            place=record.place,
            note=record.note,
            **counts_of(record),
        )
    )
    await _hang_anew(connection, commune_id, record)
    await settle_of(
        connection, commune_id, record.id, end=FlagEnd.MENDED, by_id=change.by_id, at=change.at
    )
    await raise_again(connection, commune_id, record)
    await connection.execute(
        insert(Revision),
        {
            "commune_id": commune_id,
            "id": change.revision_id,
            "activity_id": record.id,
            "at": change.at,
            "by_id": change.by_id,
            "channel": change.channel,
            "before": before,
            "after": after,
            "why": change.why,
        },
    )


async def _figures(connection: AsyncConnection, commune_id: str, row: Any) -> dict[str, Any]:  # noqa: ANN401  # a row
    """What a revision keeps, of the activity as it stands."""
    indicators = await connection.execute(
        select(ActivityIndicator.indicator_id, ActivityIndicator.value).where(
            ActivityIndicator.commune_id == commune_id, ActivityIndicator.activity_id == row.id
        )
    )
    return {
        **{name: getattr(row, name) for name in COUNTS},
        "kind": row.kind.value,
        "day": row.day.isoformat(),
        "indicators": {one.indicator_id: one.value for one in indicators},
        "attendees": len(await _came(connection, commune_id, row.id)),
        "photos": len(await _photos(connection, commune_id, row.id)),
        **(
            {"learners": len(await came_to_class(connection, commune_id, row.id))}
            if row.course_id
            else {}
        ),
    }


async def _came(connection: AsyncConnection, commune_id: str, activity_id: str) -> set[str]:
    rows = await connection.execute(
        select(Attendance.person_id).where(
            Attendance.commune_id == commune_id, Attendance.activity_id == activity_id
        )
    )
    return set(rows.scalars())


async def _photos(connection: AsyncConnection, commune_id: str, activity_id: str) -> set[str]:
    rows = await connection.execute(
        select(Attachment.id).where(
            Attachment.commune_id == commune_id, Attachment.activity_id == activity_id
        )
    )
    return set(rows.scalars())


async def _others_came(
    connection: AsyncConnection, commune_id: str, record: RecordActivity
) -> bool:
    """As many, but other people or photos: no figure tells them apart."""
    return (
        await _came(connection, commune_id, record.id) != set(record.attendees)
        or await _photos(connection, commune_id, record.id) != set(record.photos)
        or await came_to_class(connection, commune_id, record.id) != set(record.learners)
    )


async def _hang_anew(connection: AsyncConnection, commune_id: str, record: RecordActivity) -> None:
    for table in (ActivityIndicator, Attendance):
        await connection.execute(
            delete(table).where(table.commune_id == commune_id, table.activity_id == record.id)
        )
    mine = {"commune_id": commune_id, "activity_id": record.id}
    if record.indicators:
        rows = [{**mine, "indicator_id": id_, "value": value} for id_, value in record.indicators]
        await connection.execute(insert(ActivityIndicator), rows)
    if record.attendees:
        came = [{**mine, "person_id": person} for person in record.attendees]
        await connection.execute(insert(Attendance), came)
    await write_learners(connection, commune_id, record)
    photos = await _photos(connection, commune_id, record.id)
    for gone in photos - set(record.photos):
        await _bind(connection, commune_id, gone, None)
    for new in set(record.photos) - photos:
        await _bind(connection, commune_id, new, record.id)


async def _bind(
    connection: AsyncConnection, commune_id: str, photo: str, activity_id: str | None
) -> None:
    await connection.execute(
        update(Attachment)
        .where(Attachment.commune_id == commune_id, Attachment.id == photo)
        .values(activity_id=activity_id)
    )
