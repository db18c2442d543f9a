"""What flags write: raised with the entry that they are about, settled by whoever looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from models.flag import FlagEnd, FlagKind

Detail: TypeAlias = tuple[tuple[str, int | str], ...]


def flag_key(flag_id: str) -> str:
    return f"flag:{flag_id}"


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """Hangs on the record or the edit that it is about, and is written with it."""

    id: str
    kind: FlagKind
    detail: Detail = ()
    other_id: str | None = None


@dataclass(frozen=True, slots=True)
class SettleFlag:
    flag_id: str
    end: FlagEnd
    by_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class CallRight:
    """Who logged the entry says that it is right; somebody else has still to look."""

    flag_id: str
    by_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class RestoreActivity:
    """What was withdrawn stands again, with `photos` that another entry held meanwhile; the flag
    `reopens`, which the withdrawal had settled, is open again.
    """

    activity_id: str
    revision_id: str
    by_id: str
    at: datetime
    why: str
    channel: str
    photos: tuple[str, ...] = ()
    reopens: str = ""
    key: str = ""
    also: tuple[str, ...] = ()


FlagChange: TypeAlias = SettleFlag | CallRight | RestoreActivity
