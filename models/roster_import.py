"""Taking over a commune's list in one transaction: as a whole, or not at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.kernel.ids import Ids
from models.adjustment import Cause
from models.audit import Audit
from models.commune import Commune, TeamKind
from models.database import Database
from models.people import NO_TEAM
from models.roster import Outcome, Roster
from models.roster_plan import make_plan
from models.roster_rows import load_standing, load_teams, write_plan
from models.roster_standing import Plan, RoleRow
from models.standing import adjust_closed_weeks


@dataclass(frozen=True, slots=True)
class KnownTeam:
    name: str
    kind: TeamKind


@dataclass(frozen=True, slots=True)
class Ground:
    """What a list is checked against before anything is planned."""

    teams: tuple[KnownTeam, ...]
    is_sample: bool


async def load_ground(database: Database, commune_id: str) -> Ground:
    async with database.read() as connection:
        teams = await load_teams(connection, commune_id)
        is_sample = await connection.scalar(
            select(Commune.is_sample).where(Commune.id == commune_id)
        )
    return Ground(tuple(KnownTeam(team.name, team.kind) for team in teams), bool(is_sample))


async def preview_roster(
    database: Database,
    commune_id: str,
    roster: Roster,
    *,
    ids: Ids,
    deactivate_missing: bool = False,
) -> Outcome:
    """What `import_roster` would do now. Nothing is written."""
    hashes = _hashes(database, roster)
    async with database.read() as connection:
        standing = await load_standing(connection, commune_id)
    _, outcome = make_plan(
        roster,
        standing,
        hashes=hashes,
        new_id=ids.new,
        deactivate_missing=deactivate_missing,
    )
    return outcome


async def import_roster(
    database: Database,
    commune_id: str,
    roster: Roster,
    *,
    ids: Ids,
    now: datetime,
    source: str,
    by_id: str | None = None,
    deactivate_missing: bool = False,
) -> Outcome:
    """Add and change what the list says.

    `source` is a fingerprint of the file, for the audit: the name of a file is people's words.
    With `deactivate_missing` whoever the list leaves out of a team that it names loses the roles in
    that team; the person stays, with all that they have recorded. Raises StoreError when the store
    fails: then nothing has changed.
    """
    hashes = _hashes(database, roster)
    async with database.write() as connection:
        standing = await load_standing(connection, commune_id)
        plan, outcome = make_plan(
            roster,
            standing,
            hashes=hashes,
            new_id=ids.new,
            deactivate_missing=deactivate_missing,
        )
        await write_plan(connection, commune_id, plan, now=now)
        rows = _audit(
            commune_id, plan, outcome, ids=ids, common={"at": now, "by_id": by_id}, source=source
        )
        await connection.execute(insert(Audit), rows)
        await adjust_closed_weeks(connection, commune_id, Cause.ROSTER, now, by_id)
    return outcome


def _hashes(database: Database, roster: Roster) -> dict[str, str]:
    vault = database.vault
    return {member.phone: vault.phone_hash(member.phone) for member in roster.members}


def _audit(
    commune_id: str,
    plan: Plan,
    outcome: Outcome,
    *,
    ids: Ids,
    common: dict[str, Any],
    source: str,
) -> list[dict[str, Any]]:
    def row(action: str, subject: str, detail: dict[str, Any]) -> dict[str, Any]:
        mine = {"action": action, "subject": subject, "detail": detail}
        return {"commune_id": commune_id, "id": ids.new(), **common, **mine}

    def of_role(action: str, role: RoleRow) -> dict[str, Any]:
        return row(action, role.person_id, {"role": role.role.value, "team": role.team_id})

    figures = {
        "source": source,
        "teams": asdict(outcome.teams),
        "villages": asdict(outcome.villages),
        "members": asdict(outcome.members),
        "left_alone": 0 if outcome.deactivated else len(outcome.missing),
        "ended": len(plan.ended_roles),
    }
    # Who may see and correct everybody's work is worth a line of its own.
    given = [role for role in plan.new_roles if role.team_id == NO_TEAM]
    return [
        row("roster.imported", commune_id, figures),
        *(of_role("role.given", role) for role in given),
        *(of_role("role.changed", role) for role in plan.changed_roles),
        *(of_role("role.ended", role) for role in plan.ended_roles),
    ]
