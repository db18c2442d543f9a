"""How far goals have come: what teams logged between the first and the last day, by the definitions
of `models.tally`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityKind, ActivityState
from models.assignment import Assignment, AssignmentTeam
from models.indicator import ActivityIndicator
from models.tally import GUIDING, RESIDENTS_SESSIONS
from models.weeks import week_of

PEOPLE, SESSIONS, VNEID = "people", "sessions", "vneid"
FIGURES = (PEOPLE, SESSIONS, VNEID)
"""What can be a goal beside an indicator, whose id is the figure's name."""

HELD = RESIDENTS_SESSIONS | {ActivityKind.MEMBERS_SESSION}

Counted = dict[tuple[str, str], int]
"""By assignment and team."""


async def counted(
    connection: AsyncConnection,
    commune_id: str,
    *,
    assignments: Collection[str],
    teams: Collection[str],
    first: date,
    last: date,
) -> Counted:
    """Of all these together, by one statement. `first` and `last` hold all of their days."""
    if not assignments or not teams:
        return {}
    asked = {
        "commune": commune_id,
        "assignments": tuple(assignments),
        "teams": tuple(teams),
        "first_week": week_of(first),
        "last_week": week_of(last),
    }
    rows = await connection.execute(_counted(), asked)
    return {(row.id, row.team_id): row.total for row in rows}


@cache
def _counted() -> Select[*tuple[Any, ...]]:
    """Weeks stand beside the days, for the index is of weeks."""
    given = and_(
        AssignmentTeam.commune_id == Assignment.commune_id,
        AssignmentTeam.assignment_id == Assignment.id,
    )
    held = and_(
        Activity.commune_id == AssignmentTeam.commune_id,
        Activity.team_id == AssignmentTeam.team_id,
        Activity.week.between(bindparam("first_week"), bindparam("last_week")),
        Activity.day.between(Assignment.first, Assignment.last),
        Activity.state == ActivityState.CONFIRMED,
    )
    inside = and_(
        ActivityIndicator.commune_id == Activity.commune_id,
        ActivityIndicator.activity_id == Activity.id,
        ActivityIndicator.indicator_id == Assignment.figure,
    )
    return (
        select(Assignment.id, AssignmentTeam.team_id, func.sum(_value()).label("total"))
        .select_from(Assignment)
        .join(AssignmentTeam, given)
        .join(Activity, held)
        .outerjoin(ActivityIndicator, inside)
        .where(
            Assignment.commune_id == bindparam("commune"),
            Assignment.id.in_(bindparam("assignments", expanding=True)),
            AssignmentTeam.team_id.in_(bindparam("teams", expanding=True)),
        )
        .group_by(Assignment.id, AssignmentTeam.team_id)
    )


def _value() -> Any:  # noqa: ANN401  # an SQL expression
    figure = Assignment.figure
    return case(
        (figure == PEOPLE, case((Activity.kind.in_(GUIDING), Activity.people), else_=0)),
        (figure == SESSIONS, case((Activity.kind.in_(HELD), Activity.sessions), else_=0)),
        (figure == VNEID, Activity.vneid_1 + Activity.vneid_2 + Activity.vneid_unspecified),
        else_=func.coalesce(ActivityIndicator.value, 0),
    )
