"""What was entered of villages, and the installs logged since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.activity import Activity, ActivityState
from models.commune import Team, Village
from models.flag_needs import VillageFigures, VillageNeed, VillagesNeed
from models.needs import Need
from models.weeks import week_of

COLUMNS = (Village.id, Village.name, Village.adults, Village.vneid_had, Village.vneid_day)


async def villages(
    connection: AsyncConnection, commune_id: str, needs: Sequence[VillagesNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(*COLUMNS).where(Village.commune_id == commune_id).order_by(Village.id)
    )
    return dict.fromkeys(needs, tuple(VillageFigures(*row) for row in rows))


async def villages_of(
    connection: AsyncConnection, commune_id: str, needs: Sequence[VillageNeed]
) -> dict[Need[Any], Any]:
    home = and_(Team.commune_id == Village.commune_id, Team.village_id == Village.id)
    rows = await connection.execute(
        select(*COLUMNS, Team.id.label("team"))
        .join(Team, home)
        .where(Village.commune_id == commune_id, Team.id.in_({need.team_id for need in needs}))
    )
    found: dict[str, VillageFigures] = {}
    for row in rows:
        village = VillageFigures(row[0], row.name, row.adults, row.vneid_had, row.vneid_day)
        installs = await _installs(connection, commune_id, village)
        found[row.team] = replace(village, installs=installs)
    return {need: found.get(need.team_id) for need in needs}


async def _installs(connection: AsyncConnection, commune_id: str, village: VillageFigures) -> int:
    """Of weeks as well as of days: the index of a team's entries goes by weeks."""
    if village.day is None:
        return 0
    vneid = Activity.vneid_1 + Activity.vneid_2 + Activity.vneid_unspecified
    teams = select(Team.id).where(
        Team.commune_id == commune_id, Team.village_id == village.village_id
    )
    count = await connection.scalar(
        select(func.sum(vneid)).where(
            Activity.commune_id == commune_id,
            Activity.team_id.in_(teams),
            Activity.week >= week_of(village.day),
            Activity.day > village.day,
            Activity.state == ActivityState.CONFIRMED,
        )
    )
    return count or 0


VILLAGE_LOADERS: dict[type, Callable[..., Any]] = {
    VillagesNeed: villages,
    VillageNeed: villages_of,
}
