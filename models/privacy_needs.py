"""What a person's own data asks for, in the way of `models.needs`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.activity import ActivityKind
from models.needs import Need


@dataclass(frozen=True, slots=True)
class OwnAccount:
    channel: str
    since: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is kept about one person, beside what every decision knows of them. `thread` is their
    talk's text. All of it is empty for a resident at their first word.
    """

    phone: str
    birth_year: str
    joined_at: datetime | None
    consent_at: datetime | None
    created_at: datetime | None
    reports: int
    scribe_requests: int
    accounts: tuple[OwnAccount, ...]
    thread: str


@dataclass(frozen=True, slots=True)
class OwnDataNeed(Need[OwnData]):
    person_id: str

    @property
    def key(self) -> str:
        return f"own:{self.person_id}"


@dataclass(frozen=True, slots=True)
class OwnReport:
    day: date
    kind: ActivityKind
    people: int
    place: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class OwnReportsNeed(Need[tuple[OwnReport, ...]]):
    """What this person logged, the newest first: `most` of them after the first `skip`."""

    person_id: str
    skip: int
    most: int

    @property
    def key(self) -> str:
        return f"own:{self.person_id}"


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Why a person cannot be deleted yet: they alone do what must be done. `teams` are those that
    they alone lead, and where somebody is left to be led.
    """

    is_last_administrator: bool
    teams: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.is_last_administrator and not self.teams


@dataclass(frozen=True, slots=True)
class InTheWayNeed(Need[InTheWay]):
    person_id: str

    @property
    def key(self) -> str:
        return "duties"


@dataclass(frozen=True, slots=True)
class PhoneOwnerNeed(Need[str]):
    """Whose number it is: the person's id, or ""."""

    phone_hash: str

    @property
    def key(self) -> str:
        return "phones"
