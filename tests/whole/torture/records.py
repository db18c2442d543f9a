"""What the database holds at the end, in the same words as what people read."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from models.activity import Activity, ActivityKind, ActivityState, Attendance, ZeroReport
from models.attachment import Attachment, AttachmentState
from models.base import Base
from models.commune import Team
from models.database import Connection
from models.figures import Tally
from models.indicator import ActivityIndicator, Indicator
from models.mail import Outbox, OutboxState
from models.people import Person
from models.tally import tally
from models.weeks import week_days
from tests.whole.torture.figures import Figures
from tests.whole.torture.idle import TeamWeek


@dataclass(frozen=True, slots=True)
class Standing:
    """One activity: of which dialog, whether it counts, and what it says. `names` are all."""

    id: str
    dialog: str
    is_counted: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Records:
    rows: tuple[Standing, ...]
    zero_reports: frozenset[TeamWeek]
    tally: Tally
    unsent: int
    failed: int
    pending_photos: int


def row_day(row: Row[Any]) -> str:
    return f"{row.day.day}/{row.day.month}"


async def read_records(connection: Connection, commune: str) -> Records:
    teams = {row.id: row.name for row in await _all(connection, Team)}
    people = {row.id: row.name for row in await _all(connection, Person, "id", "name")}
    labels = {row.id: row.label for row in await _all(connection, Indicator)}
    names: dict[str, set[str]] = defaultdict(set)
    for row in await _all(connection, Attendance):
        names[row.activity_id].add(people[row.person_id])
    topics: dict[str, set[tuple[str, int | None]]] = defaultdict(set)
    for row in await _all(connection, ActivityIndicator):
        topics[row.activity_id].add((labels[row.indicator_id], row.value))
    photos: dict[str, int] = defaultdict(int)
    pending = 0
    for row in await _all(connection, Attachment, "activity_id", "state"):
        photos[row.activity_id] += 1
        pending += row.state is AttachmentState.PENDING
    activities = await _all(connection, Activity)
    rows = tuple(
        Standing(
            id=row.id,
            dialog=row.dialog_id,
            is_counted=row.state is ActivityState.CONFIRMED,
            figures=Figures(row_day(row), row.kind.value, teams.get(row.team_id, ""))
            if row.kind is ActivityKind.BUSINESS
            else Figures(
                day=row_day(row),
                kind=row.kind.value,
                team=teams.get(row.team_id, ""),
                people=row.people,
                names=frozenset(names[row.id]),
                groups=frozenset(
                    (group, count)
                    for group in ("elderly", "fishermen", "freelance", "vulnerable")
                    if (count := getattr(row, group))
                ),
                topics=frozenset(topics[row.id]),
                vneid=(row.vneid_1, row.vneid_2, row.vneid_unspecified),
                place=row.place or "",
                photos=photos[row.id],
                note=row.note or "",
                for_whom=people[row.for_id] if row.for_id else "",
                how=row.how.value,
            ),
        )
        for row in activities
    )
    days = [row.day for row in activities]
    letters = await _all(connection, Outbox, "state")
    return Records(
        rows=rows,
        zero_reports=frozenset(
            TeamWeek(teams[row.team_id], _monday(row.week))
            for row in await _all(connection, ZeroReport)
            if row.withdrawn_at is None
        ),
        tally=await tally(connection, commune, min(days), max(days)),
        unsent=sum(row.state is OutboxState.WAITING for row in letters),
        failed=sum(row.state is OutboxState.FAILED for row in letters),
        pending_photos=pending,
    )


def letters_left(database: Path) -> tuple[set[str], int]:
    """The letters that had not gone out for all the product knows, and how many had, read from a
    copy right after a kill: the next start is to find the files as the kill left them.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / database.name
        for end in ("", "-wal"):
            part = database.with_name(database.name + end)
            if part.exists():
                shutil.copyfile(part, copy.with_name(copy.name + end))
        connection = sqlite3.connect(copy)
        try:
            rows = connection.execute("SELECT id FROM outbox WHERE state = 'waiting'").fetchall()
            sent = connection.execute("SELECT count(*) FROM outbox WHERE state = 'sent'").fetchone()
        except sqlite3.OperationalError:
            return set(), 0  # killed before the first schema was there
        finally:
            connection.close()
    return {row[0] for row in rows}, int(sent[0])


async def _all(
    connection: Connection, table: type[Base], *names: str
) -> list[Row[*tuple[Any, ...]]]:
    columns = [table.__table__.columns[name] for name in names] or list(table.__table__.columns)
    return list(await connection.execute(select(*columns)))


def _monday(week: str) -> str:
    monday, _ = week_days(week)
    return f"{monday.day}/{monday.month}"
