"""What joining asks for, in the way of `models.needs`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.join_changes import JOINING
from models.load import Known
from models.needs import Need


@dataclass(frozen=True, slots=True)
class Joining:
    """What stands behind a phone number: `person_id` is empty where it is on no list.

    `phone_tries` and `address_tries` are the moments of the failed tries that still count.
    """

    person_id: str
    code_hash: str
    expires_at: datetime | None
    used_at: datetime | None
    phone_tries: tuple[datetime, ...]
    address_tries: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class JoiningNeed(Need[Joining]):
    phone_hash: str
    address: str
    now: datetime

    @property
    def key(self) -> str:
        return JOINING


@dataclass(frozen=True, slots=True)
class Met:
    """A person who is not the one that speaks: as decisions see them, and their thread's text."""

    person: Known
    thread: str
    has_phone: bool


@dataclass(frozen=True, slots=True)
class PersonNeed(Need["Met | None"]):
    person_id: str

    @property
    def key(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True)
class JoinRequestRow:
    id: str
    person_id: str
    name: str
    team_name: str
    channel: str
    external_id: str
    asked_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JoinRequestsNeed(Need[tuple[JoinRequestRow, ...]]):
    """Open requests not older than `since` that these teams' leader may decide; with `whole`, all
    of the commune's.
    """

    team_ids: tuple[str, ...]
    since: datetime
    whole: bool = False

    @property
    def key(self) -> str:
        return JOINING
