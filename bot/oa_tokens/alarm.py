"""What an administrator is told when we can no longer speak for the Official Account."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from models.oa_alarm import Alarm

LIFE = timedelta(days=14)
"""Without a new consent it does not mend itself, so the alarm stays true for long."""


def lost_alarm(id_: str, *, app_id: str, obtained_at: datetime, now: datetime) -> Alarm:
    """Once for each pair that was lost."""
    said = (Text("alarm.oa_lost"), Text("alarm.whom", command="toso zalo oa-login"))
    return _alarm(id_, said, f"lost:{app_id}:{obtained_at.isoformat()}", now)


def late_alarm(id_: str, *, app_id: str, obtained_at: datetime, now: datetime) -> Alarm:
    """The access token ends soon, and no new one is to be had."""
    said = (Text("alarm.oa_late"), Text("alarm.whom", command="toso doctor"))
    return _alarm(id_, said, f"late:{app_id}:{obtained_at.isoformat()}", now)


def _alarm(id_: str, said: tuple[Text, ...], what: str, now: datetime) -> Alarm:
    return Alarm(
        id=id_,
        identity=f"alarm:oa_token:{what}",
        message=message_to_text(Message(said)),
        at=now,
        valid_until=now + LIFE,
    )
