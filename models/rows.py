"""Changes as rows: the columns of one change, in the words of its table."""

from __future__ import annotations

from typing import Any

from models.activity import ActivityState
from models.attachment import AttachmentState
from models.changes import KeepAttachment, Notify, Queue, RecordActivity
from models.mail import Lane, OutboxState
from models.notice import Recipient
from models.weeks import week_of


def outbox_row(commune_id: str, change: Queue) -> dict[str, Any]:
    return {
        "commune_id": commune_id,
        "id": change.id,
        "owner": change.owner,
        "channel": change.channel,
        "external_id": change.external_id,
        "lane": change.lane,
        "identity": change.identity,
        "message": change.message,
        "state": OutboxState.WAITING,
        "not_before": change.not_before,
        "valid_until": change.valid_until,
        "tries": 0,
        "cause": change.cause,
        "created_at": change.created_at,
    }


def attachment_row(commune_id: str, change: KeepAttachment) -> dict[str, Any]:
    return {
        "commune_id": commune_id,
        "id": change.id,
        "owner": change.owner,
        "dialog_id": change.dialog_id,
        "person_id": change.person_id,
        "channel": change.channel,
        "source": change.source,
        "state": AttachmentState.PENDING,
        "mime": change.mime,
        "tries": 0,
        "next_try_at": change.at,
        "deadline_at": change.deadline_at,
        "created_at": change.at,
    }


def activity_row(commune_id: str, change: RecordActivity) -> dict[str, Any]:
    return {
        "commune_id": commune_id,
        "id": change.id,
        "team_id": change.team_id,
        "kind": change.kind,
        "day": change.day,
        "week": week_of(change.day),
        "place": change.place,
        "note": change.note,
        "author_id": change.author_id,
        "for_id": change.for_id,
        "how": change.how,
        "state": ActivityState.CONFIRMED,
        "confirmed_at": change.at,
        "dialog_id": change.dialog_id,
        "course_id": change.course_id,
        **counts_of(change),
    }


COUNTS = (
    "sessions",
    "people",
    "elderly",
    "fishermen",
    "freelance",
    "vulnerable",
    "vneid_1",
    "vneid_2",
    "vneid_unspecified",
)
"""The columns of an activity that are figures."""


def counts_of(change: RecordActivity) -> dict[str, int | None]:
    return {name: getattr(change, name) for name in COUNTS}


def figures(change: RecordActivity) -> dict[str, Any]:
    """What a revision keeps: figures and ids, not the person's own words."""
    return {
        **counts_of(change),
        "kind": change.kind.value,
        "day": change.day.isoformat(),
        "indicators": dict(change.indicators),
        "attendees": len(change.attendees),
        "photos": len(change.photos),
        **({"learners": len(set(change.learners))} if change.course_id else {}),
    }


def notice_row(commune_id: str, change: Notify, place: int, recipient: Recipient) -> dict[str, Any]:
    return {
        "commune_id": commune_id,
        "id": f"{change.id}.{place}",
        "owner": recipient.person_id,
        "channel": recipient.channel,
        "external_id": recipient.external_id,
        "lane": Lane.REMINDER,
        "identity": f"{change.identity}:{recipient.person_id}",
        "message": change.message,
        "state": OutboxState.WAITING,
        "not_before": change.not_before,
        "valid_until": change.valid_until,
        "tries": 0,
        "cause": None,
        "created_at": change.created_at,
    }
