"""A figure of a week taken apart: what each activity behind it adds.

The parts add up to what `models.tally` counts; only of members trained each person counts once, and
of businesses each business, so there the parts may be more than the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind
from models.logged import Logged, load_logged
from models.needs import Need
from models.tally import GUIDING, HOME_VISITS, RESIDENTS_SESSIONS

INDICATOR = "indicator:"
PEOPLE, MEMBERS = "people", "members"
RESIDENTS_HELD, MEMBERS_HELD, VISITS = "sessions_residents", "sessions_members", "home_visits"
BUSINESSES = "businesses"
VNEID, VNEID_1, VNEID_2, VNEID_UNSAID = "vneid", "vneid_1", "vneid_2", "vneid_unspecified"
FIGURES = (
    PEOPLE, RESIDENTS_HELD, MEMBERS_HELD, VISITS, MEMBERS, BUSINESSES, VNEID, VNEID_1, VNEID_2,
    VNEID_UNSAID,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BehindNeed(Need[tuple[Logged, ...]]):
    """Everything logged for a week, withdrawn or not, by day: of one team, or ("") of all and the
    commune.
    """

    team_id: str
    week: str

    @property
    def key(self) -> str:
        return f"team:{self.team_id}/{self.week}" if self.team_id else f"commune:{self.week}"


async def behind(
    connection: AsyncConnection, commune_id: str, needs: Sequence[BehindNeed]
) -> dict[Need[Any], Any]:
    found: dict[Need[Any], Any] = {}
    for need in needs:
        asked = {"commune": commune_id, "week": need.week}
        if need.team_id:
            rows = await connection.execute(_of_team(), {**asked, "team": need.team_id})
        else:
            rows = await connection.execute(_of_all(), asked)
        logged = await load_logged(connection, commune_id, set(rows.scalars()))
        found[need] = tuple(sorted(logged.values(), key=lambda one: (one.day, one.id)))
    return found


@cache
def _of_all() -> Select[str]:
    return select(Activity.id).where(
        Activity.commune_id == bindparam("commune"), Activity.week == bindparam("week")
    )


@cache
def _of_team() -> Select[str]:
    return _of_all().where(Activity.team_id == bindparam("team"))


def part_of(figure: str, logged: Logged) -> int:
    """What this activity adds to the figure, if it stands; 0 where it adds nothing."""
    return part_of_figures(
        figure,
        logged.kind,
        {
            "sessions": logged.sessions,
            "people": logged.people,
            "vneid_1": logged.vneid[0],
            "vneid_2": logged.vneid[1],
            "vneid_unspecified": logged.vneid[2],
            "indicators": dict(logged.indicators),
            "attendees": len(logged.attendees),
        },
    )


def part_of_figures(figure: str, kind: ActivityKind, figures: Mapping[str, Any]) -> int:
    """The same, of the figures that a revision keeps."""
    if figure.startswith(INDICATOR):
        counted: Mapping[str, int | None] = figures.get("indicators", {})
        return counted.get(figure.removeprefix(INDICATOR)) or 0
    match figure:
        case "people":
            return int(figures.get("people", 0)) if kind in GUIDING else 0
        case "members":
            named = int(figures.get("attendees", 0))
            is_theirs = kind is ActivityKind.MEMBERS_SESSION
            return (named or int(figures.get("people", 0))) if is_theirs else 0
        case "sessions_residents":
            return int(figures.get("sessions", 0)) if kind in RESIDENTS_SESSIONS else 0
        case "sessions_members":
            is_theirs = kind is ActivityKind.MEMBERS_SESSION
            return int(figures.get("sessions", 0)) if is_theirs else 0
        case "home_visits":
            return int(kind in HOME_VISITS)
        case "businesses":
            return int(kind is ActivityKind.BUSINESS)
        case "vneid":
            return sum(int(figures.get(name, 0)) for name in (VNEID_1, VNEID_2, VNEID_UNSAID))
        case _:
            return int(figures.get(figure, 0))


def value_of(figure: str, logged: Iterable[Logged]) -> int:
    """The figure itself, of what stands."""
    standing = [one for one in logged if not one.is_withdrawn]
    if figure == BUSINESSES:
        return len({one.business[0] for one in standing if one.business[0]})
    if figure != MEMBERS:
        return sum(part_of(figure, one) for one in standing)
    held = [one for one in standing if one.kind is ActivityKind.MEMBERS_SESSION]
    named = {person for one in held for person, _ in one.attendees}
    return len(named) + sum(one.people for one in held if not one.attendees)


def figures_of(logged: Iterable[Logged]) -> dict[str, int]:
    """Every figure that is not nought."""
    every = list(logged)
    indicators = dict.fromkeys(f"{INDICATOR}{id_}" for one in every for id_, _ in one.indicators)
    values = {figure: value_of(figure, every) for figure in (*FIGURES, *indicators)}
    return {figure: value for figure, value in values.items() if value}
