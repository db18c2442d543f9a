"""What a channel with several bots asks for: who they know, and whose team belongs to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.needs import Need
from models.people import Account, AccountState
from models.team_sizes import TeamSize, officers, team_sizes


@dataclass(frozen=True, slots=True)
class LineCountsNeed(Need[Mapping[str, int]]):
    """How many accounts each line of the channel knows, those it had no room for left out."""

    channel: str

    @property
    def key(self) -> str:
        return f"lines:{self.channel}"


@dataclass(frozen=True, slots=True)
class TeamBots:
    teams: tuple[TeamSize, ...]
    officers: frozenset[str]


@dataclass(frozen=True, slots=True)
class TeamBotsNeed(Need[TeamBots]):
    @property
    def key(self) -> str:
        return "team_bots"


async def _line_counts(
    connection: AsyncConnection, commune_id: str, needs: Sequence[LineCountsNeed]
) -> dict[Need[Any], Any]:
    line = func.substr(Account.external_id, 1, func.instr(Account.external_id, "/"))
    rows = await connection.execute(
        select(Account.channel, line.label("line"), func.count().label("accounts"))
        .where(
            Account.commune_id == commune_id,
            Account.channel.in_([need.channel for need in needs]),
            Account.state != AccountState.TURNED_AWAY,
        )
        .group_by(Account.channel, line)
    )
    found: dict[str, dict[str, int]] = {need.channel: {} for need in needs}
    for row in rows:
        found[row.channel][row.line.rstrip("/")] = row.accounts
    return {need: found[need.channel] for need in needs}


async def _team_bots(
    connection: AsyncConnection, commune_id: str, needs: Sequence[TeamBotsNeed]
) -> dict[Need[Any], Any]:
    found = TeamBots(
        await team_sizes(connection, commune_id), await officers(connection, commune_id)
    )
    return dict.fromkeys(needs, found)


LINE_LOADERS = {LineCountsNeed: _line_counts, TeamBotsNeed: _team_bots}
