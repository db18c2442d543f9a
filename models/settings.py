"""What a commune may set for itself.

A row exists only where it differs from the default written here.
"""

from dataclasses import dataclass, fields, replace
from datetime import time
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.errors import TosoError
from models.commune import CommuneSetting


@dataclass(frozen=True, slots=True)
class CommuneSettings:
    """Times are Asia/Ho_Chi_Minh."""

    people_limit: int = 200  # above it a head count is asked for once more
    old_days: int = 31  # older than this, the date is asked for once more
    undo_minutes: int = 15
    edit_days_member: int = 7  # how long who logged a session may mend it or take it back
    edit_days_leader: int = 31  # and the leader of the team
    cutoff: str = "Mon 07:00"  # until then the former week can be reported on time
    helper_person_id: str | None = None  # whose name and number are given to a person who is stuck
    takeover_minutes: int = 60  # how long we keep silent once somebody of the office answers
    quiet_from: time = time(21)
    quiet_to: time = time(6, 30)
    messages_days: int = 30  # how long it is known what was taken and what was sent, at least 30
    requests_days: int = 30  # requests, codes and photos of no report, after their end
    talk_days: int = 90  # lines of talks in the web chat
    audit_years: int = 5
    zbs_price: int = 200  # đồng for a message by phone number; each template has a price of its own


DEFAULTS = CommuneSettings()


async def load_settings(connection: AsyncConnection, commune_id: str) -> CommuneSettings:
    """The commune's settings over the defaults; a key that is not known here is passed over.

    Raises TosoError when a stored value is not of the default's type: a wrong limit must not count
    silently.
    """
    rows = await connection.execute(_stored(), {"commune": commune_id})
    known = {field.name for field in fields(CommuneSettings)}
    stored = {row.key: _read(row.key, row.value) for row in rows if row.key in known}
    return replace(DEFAULTS, **stored)


@cache  # asked for every batch of messages: building it anew takes longer than the answer
def _stored() -> Select[str, Any]:
    return select(CommuneSetting.key, CommuneSetting.value).where(
        CommuneSetting.commune_id == bindparam("commune")
    )


def _read(key: str, value: Any) -> Any:  # noqa: ANN401  # JSON in, a field of many types out
    expected = getattr(DEFAULTS, key)
    match expected:
        case time() if isinstance(value, str):
            try:
                return time.fromisoformat(value)
            except ValueError as error:
                raise TosoError(f"the commune setting {key} is no time") from error
        case int() if type(value) is int:
            return value
        case None | str() if isinstance(value, str):
            return value
        case _:
            raise TosoError(f"the commune setting {key} has the wrong type")
