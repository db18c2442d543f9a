"""Flags made by hand."""

from dataclasses import replace
from datetime import timedelta

from models.flag import FlagEnd, FlagKind
from models.flag_changes import Detail
from models.flag_needs import FlagRow
from models.logged import Logged
from tests.handlers.logged import LOGGED
from tests.handlers.people import NAMES, NOW, ONE, person_id

FLAG = "flag000000000001"
OTHER = replace(
    LOGGED,
    id="activity00000002",
    people=14,
    vneid=(1, 0, 0),
    groups=(("fishermen", 2),),
    indicators=(("dvc", 3),),
    photos=("photo00000000002",),
    place="nhà văn hóa thôn",
    note="mất điện",
    author_id=person_id(3),
    author_name="Thành viên 003",
    confirmed_at=NOW - timedelta(hours=3),
)
DETAILS: dict[FlagKind, Detail] = {
    FlagKind.TWICE: (("day", "2026-11-16"), ("people", 14)),
    FlagKind.SAME_FIGURES: (("people", 15), ("vneid", 3)),
    FlagKind.OUTLIER: (("of", "entry"), ("value", 15), ("low", 2), ("high", 4)),
    FlagKind.HASTY: (("seconds", 7), ("people", 60)),
    FlagKind.SAME_PHOTO: (("day", "2026-11-16"),),
    FlagKind.INSTALLS_LEFT: (("installs", 9), ("left", 5)),
}


def flag_row(
    kind: FlagKind = FlagKind.TWICE,
    *,
    entry: Logged = LOGGED,
    other: Logged | None = OTHER,
    end: FlagEnd | None = None,
    detail: Detail | None = None,
) -> FlagRow:
    return FlagRow(
        id=FLAG,
        kind=kind,
        detail=DETAILS[kind] if detail is None else detail,
        team_id=ONE,
        team_name=NAMES[ONE],
        raised_at=NOW,
        end=end,
        entry=entry,
        other=other if kind in (FlagKind.TWICE, FlagKind.SAME_PHOTO) else None,
    )
