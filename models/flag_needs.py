"""What looking over an entry asks for, and what is asked of the flags that were raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.activity import ActivityKind
from models.flag import FlagEnd, FlagKind
from models.flag_changes import Detail, flag_key
from models.logged import Logged
from models.needs import Need

HISTORY_WEEKS = 16
"""How far an entry is compared back: a team's habits of a year ago say little."""

LISTED = 40


@dataclass(frozen=True, slots=True)
class PastEntry:
    activity_id: str
    week: str
    day: date
    kind: ActivityKind
    sessions: int
    people: int
    vneid: int
    place: str | None
    author_id: str


@dataclass(frozen=True, slots=True)
class RaisedRow:
    """A flag of the team's week; `is_open` until somebody settled it."""

    id: str
    kind: FlagKind
    activity_id: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class TeamHistory:
    """`entries` stand, of the week itself and the sixteen before; `flags` are the week's."""

    entries: tuple[PastEntry, ...] = ()
    flags: tuple[RaisedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamHistoryNeed(Need[TeamHistory]):
    team_id: str
    week: str

    @property
    def key(self) -> str:
        return f"team:{self.team_id}/{self.week}"


@dataclass(frozen=True, slots=True)
class SamePhoto:
    """`photo_id` holds the bytes of a photo of the entry `activity_id`."""

    photo_id: str
    activity_id: str
    day: date


@dataclass(frozen=True, slots=True)
class SamePhotosNeed(Need[tuple[SamePhoto, ...]]):
    """Of these photos, those whose bytes stand in another entry already. What has not arrived yet
    is looked at when it does (`models.same_photos`).
    """

    photos: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"photos:{','.join(self.photos)}"


@dataclass(frozen=True, slots=True)
class VillageFigures:
    """`installs` were logged after `day` by the village's teams. None: nobody entered it."""

    village_id: str
    name: str
    adults: int | None
    vneid_had: int | None
    day: date | None
    installs: int = 0


@dataclass(frozen=True, slots=True)
class VillageNeed(Need["VillageFigures | None"]):
    """The village of a team; None for a team without one."""

    team_id: str

    @property
    def key(self) -> str:
        return f"village-of:{self.team_id}"


@dataclass(frozen=True, slots=True)
class VillagesNeed(Need[tuple[VillageFigures, ...]]):
    """All of them, by name; installs are not counted."""

    @property
    def key(self) -> str:
        return "villages"


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag with the entries that it is about."""

    id: str
    kind: FlagKind
    detail: Detail
    team_id: str
    team_name: str
    raised_at: datetime
    end: FlagEnd | None
    entry: Logged
    other: Logged | None

    @property
    def is_open(self) -> bool:
        return self.end is None


@dataclass(frozen=True, slots=True)
class FlagNeed(Need["FlagRow | None"]):
    flag_id: str

    @property
    def key(self) -> str:
        return flag_key(self.flag_id)


@dataclass(frozen=True, slots=True)
class FlagLine:
    """An open flag in a list."""

    id: str
    kind: FlagKind
    team_name: str
    day: date


@dataclass(frozen=True, slots=True)
class FlagsNeed(Need[tuple[FlagLine, ...]]):
    """Open flags of these teams (empty: of the whole commune), the newest first, at most 40."""

    team_ids: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return "flags"


@dataclass(frozen=True, slots=True)
class FlagCountNeed(Need[int]):
    """How many wait to be looked at, of the whole commune."""

    @property
    def key(self) -> str:
        return "flags"
