"""Why an entry is to be looked at, in plain words, and who may settle it."""

from __future__ import annotations

from datetime import date

from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker
from models.flag import FlagKind
from models.flag_needs import FlagRow
from models.people import Role


def kind_name(kind: FlagKind) -> Text:
    match kind:
        case FlagKind.TWICE:
            return Text("flag.kind.twice")
        case FlagKind.SAME_FIGURES:
            return Text("flag.kind.same_figures")
        case FlagKind.OUTLIER:
            return Text("flag.kind.outlier")
        case FlagKind.HASTY:
            return Text("flag.kind.hasty")
        case FlagKind.SAME_PHOTO:
            return Text("flag.kind.same_photo")
        case FlagKind.INSTALLS_LEFT:
            return Text("flag.kind.installs_left")


def reason_line(row: FlagRow) -> Text:
    said = dict(row.detail)
    match row.kind:
        case FlagKind.TWICE if row.other is not None:
            other = row.other
            return Text("flag.twice", name=other.author_name, day=other.day, people=other.people)
        case FlagKind.TWICE:
            return Text("flag.kind.twice")
        case FlagKind.SAME_FIGURES:
            return Text("flag.same_figures", people=said["people"], vneid=said["vneid"])
        case FlagKind.OUTLIER if said["of"] == "week":
            return Text("flag.week", value=said["value"], low=said["low"], high=said["high"])
        case FlagKind.OUTLIER:
            return Text("flag.entry", value=said["value"], low=said["low"], high=said["high"])
        case FlagKind.HASTY if not said["seconds"]:
            return Text("flag.hasty_at_once", people=said["people"])
        case FlagKind.HASTY:
            return Text("flag.hasty", people=said["people"], seconds=said["seconds"])
        case FlagKind.SAME_PHOTO:
            return Text("flag.same_photo", day=date.fromisoformat(str(said["day"])))
        case FlagKind.INSTALLS_LEFT:
            return Text("flag.installs_left", installs=said["installs"], left=said["left"])


def right_by(row: FlagRow) -> str:
    """Who logged the entry and calls it right; "" while nobody does."""
    return str(dict(row.detail).get("right", ""))


def is_own(asker: Asker, row: FlagRow) -> bool:
    """Whether one of the entries is theirs, in a team that they still work in (or nobody's)."""
    teams = {duty.team_id for duty in asker.person.teams(*WORKERS)}
    entries = (row.entry, *((row.other,) if row.other else ()))
    mine = any(asker.person.id in (entry.author_id, entry.for_id) for entry in entries)
    return mine and (not row.team_id or row.team_id in teams)


def may_settle(asker: Asker, row: FlagRow) -> bool:
    """A coordinator every flag, a leader those of the team."""
    if asker.person.has(Role.COORDINATOR):
        return True
    return row.team_id in {duty.team_id for duty in asker.person.teams(Role.LEADER)}


def may_see(asker: Asker, row: FlagRow) -> bool:
    return may_settle(asker, row) or is_own(asker, row)
