"""Which weeks' figures a change may move, and in what way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity
from models.adjustment import Cause
from models.alike_changes import JudgeLearners, UndoVerdict
from models.alike_weeks import weeks_of_people
from models.changes import (
    Change,
    EditActivity,
    FileZeroReport,
    RecordActivity,
    WithdrawActivity,
    WithdrawZeroReport,
)
from models.class_list import Enrol, LeaveCourse, Unenrol
from models.class_weeks import ClassWeeks, find_class_weeks
from models.flag_changes import RestoreActivity
from models.trainee_changes import MarkSkills
from models.weeks import week_of


@dataclass(frozen=True, slots=True)
class Touched:
    """A change of what was held, with the weeks whose figures it may move."""

    change: Change
    at: datetime
    by_id: str
    team_id: str | None
    weeks: tuple[str, ...]
    cause: Cause
    subject: str
    is_stated: bool = True
    """Whether a leader's statement of the week speaks of what it moves."""


async def touched_weeks(
    connection: AsyncConnection, commune_id: str, changes: Sequence[Change]
) -> list[Touched]:
    """The changes of what was held, in their order. An entry that is taken back is looked up, in
    this batch or in the store.
    """
    recorded = {change.id: change for change in changes if isinstance(change, RecordActivity)}
    named = {
        change.activity_id
        for change in changes
        if isinstance(change, WithdrawActivity | RestoreActivity)
        and change.activity_id not in recorded
    } | {change.record.id for change in changes if isinstance(change, EditActivity)}
    stored = await _held(connection, commune_id, named)
    for change in recorded.values():
        stored[change.id] = (change.team_id, week_of(change.day))
    lists = await find_class_weeks(connection, commune_id, changes)
    touched = [
        found for change in changes if (found := _touched(change, stored, lists)) is not None
    ]
    for judged in changes:
        if isinstance(judged, JudgeLearners | UndoVerdict):
            weeks = await weeks_of_people(connection, commune_id, (judged.one_id, judged.other_id))
            touched.append(
                Touched(
                    judged, judged.at, judged.by_id, None, weeks,
                    Cause.SAME_PERSON, "", is_stated=False,
                )
            )  # fmt: skip
    return touched


def _touched(
    change: Change, held: dict[str, tuple[str | None, str]], lists: ClassWeeks
) -> Touched | None:
    match change:
        case RecordActivity():
            team, week = held[change.id]
            weeks = lists.with_list(change, week)
            return Touched(
                change, change.at, change.author_id, team, weeks, Cause.LOGGED, change.id
            )
        case WithdrawActivity() if change.activity_id in held:
            team, week = held[change.activity_id]
            subject = change.activity_id
            return Touched(change, change.at, change.by_id, team, (week,), Cause.WITHDRAWN, subject)
        case RestoreActivity(restored) if restored in held:
            team, week = held[restored]
            return Touched(change, change.at, change.by_id, team, (week,), Cause.EDITED, restored)
        case EditActivity(record) if record.id in held:
            team, week = held[record.id]
            weeks = lists.with_list(record, week, week_of(record.day))
            return Touched(change, change.at, change.by_id, team, weeks, Cause.EDITED, record.id)
        case FileZeroReport(team, week, by_id, at):
            return Touched(change, at, by_id, team, (week,), Cause.ZERO_FILED, team)
        case WithdrawZeroReport(team, week, at, by_id):
            return Touched(change, at, by_id, team, (week,), Cause.ZERO_WITHDRAWN, team)
        case Enrol() | Unenrol() | LeaveCourse():
            course = change.course_id
            return Touched(
                change, change.at, change.by_id, lists.teams.get(course),
                lists.weeks.get(course, ()), Cause.CLASS_LIST, course, is_stated=False,
            )  # fmt: skip
        case MarkSkills():
            return Touched(
                change, change.at, change.by_id, None, lists.of_marking(change),
                Cause.QUALIFIED, "", is_stated=False,
            )  # fmt: skip
        case _:
            return None


async def _held(
    connection: AsyncConnection, commune_id: str, activity_ids: Collection[str]
) -> dict[str, tuple[str | None, str]]:
    if not activity_ids:
        return {}
    rows = await connection.execute(
        select(Activity.id, Activity.team_id, Activity.week).where(
            Activity.commune_id == commune_id, Activity.id.in_(activity_ids)
        )
    )
    return {row.id: (row.team_id, row.week) for row in rows}
