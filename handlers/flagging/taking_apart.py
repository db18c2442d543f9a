"""A merge taken back: the entry that stayed says what it said, the other one stands again."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from bot.task import Asker, Submission
from handlers.flagging.fields import record_of
from models.activity import ActivityKind, EntryWay
from models.changes import Change, EditActivity, RecordActivity, activity_key, week_key
from models.flag_changes import RestoreActivity, flag_key
from models.logged import Logged
from models.weeks import week_of

NOT_KEPT = frozenset({"flags", "course_id", "learners", "enrolled", "also"})
"""Of days of a class, which are not merged, and of flags, which an edit raises anew."""


def kept_as_text(first: Logged, second: Logged) -> str:
    """What taking back must know: the first entry whole, and the second one's photos."""
    record = record_of(first)
    written = {
        field.name: getattr(record, field.name)
        for field in fields(record)
        if field.name not in NOT_KEPT
    }
    said = {"record": written, "photos": second.photos}
    return json.dumps(said, ensure_ascii=False, default=_written)


def _written(value: date) -> str:
    """A day, or a moment."""
    return value.isoformat()


def _record_from(written: dict[str, Any]) -> RecordActivity:
    return RecordActivity(
        **{
            **written,
            "kind": ActivityKind(written["kind"]),
            "day": date.fromisoformat(written["day"]),
            "how": EntryWay(written["how"]),
            "at": datetime.fromisoformat(written["at"]),
            "indicators": tuple((id_, value) for id_, value in written["indicators"]),
            "attendees": tuple(written["attendees"]),
            "photos": tuple(written["photos"]),
        }
    )


def apart(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    """`record` are the two entries, the one that stayed in front. The edit comes first: it lets go
    of the photos that the other one takes back.
    """
    first_id, _, second_id = record.partition("/")
    kept = json.loads(str(submission.context.fact("kept")))
    former = _record_from(kept["record"])
    flag_id = str(submission.context.fact("flag"))
    week = week_key(former.team_id, week_of(former.day)) if former.team_id else ""
    return (
        EditActivity(
            record=former,
            revision_id=asker.new_id(),
            by_id=asker.person.id,
            at=asker.now,
            channel=asker.door.channel,
            why="undo",
            key=week,
            also=(activity_key(first_id),),
        ),
        RestoreActivity(
            activity_id=second_id,
            revision_id=asker.new_id(),
            by_id=asker.person.id,
            at=asker.now,
            why="undo",
            channel=asker.door.channel,
            photos=tuple(kept["photos"]),
            reopens=flag_id,
            also=(activity_key(second_id), flag_key(flag_id)),
        ),
    )
