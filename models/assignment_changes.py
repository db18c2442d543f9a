"""What giving work writes, and the one function that turns it into rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import Update, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from models.assignment import Assignment, AssignmentState, AssignmentTeam
from models.assignment_needs import ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class GiveAssignment:
    """`teams` are those that it is for, each with its goal. A second one with the same `id` is the
    same assignment, and changes nothing.
    """

    id: str
    title: str
    figure: str | None
    first: date
    last: date
    by_id: str
    at: datetime
    teams: tuple[tuple[str, int | None], ...]
    key: str = ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class AnswerAssignment:
    assignment_id: str
    team_id: str
    state: AssignmentState
    word: str | None
    by_id: str
    at: datetime
    key: str = ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class ChangeGoal:
    assignment_id: str
    team_id: str
    goal: int
    key: str = ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class ExtendAssignment:
    assignment_id: str
    last: date
    key: str = ASSIGNMENTS


@dataclass(frozen=True, slots=True)
class CloseAssignment:
    assignment_id: str
    at: datetime
    key: str = ASSIGNMENTS


AssignmentChange: TypeAlias = (
    GiveAssignment | AnswerAssignment | ChangeGoal | ExtendAssignment | CloseAssignment
)


async def apply_assignment(
    connection: AsyncConnection, commune_id: str, change: AssignmentChange
) -> None:
    match change:
        case GiveAssignment():
            await _give(connection, commune_id, change)
        case AnswerAssignment(assignment_id, team_id, state, word, by_id, at):
            team = _team(commune_id, assignment_id, team_id)
            await connection.execute(team.values(state=state, word=word, by_id=by_id, at=at))
        case ChangeGoal(assignment_id, team_id, goal):
            await connection.execute(_team(commune_id, assignment_id, team_id).values(goal=goal))
        case ExtendAssignment(assignment_id, last):
            await connection.execute(_one(commune_id, assignment_id).values(last=last))
        case CloseAssignment(assignment_id, at):
            await connection.execute(_one(commune_id, assignment_id).values(closed_at=at))


async def _give(connection: AsyncConnection, commune_id: str, change: GiveAssignment) -> None:
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "title": change.title,
        "figure": change.figure,
        "first": change.first,
        "last": change.last,
        "by_id": change.by_id,
        "created_at": change.at,
    }
    kept = await connection.execute(
        upsert(Assignment).values(row).on_conflict_do_nothing(index_elements=["commune_id", "id"])
    )
    if not kept.rowcount:
        return
    teams = [
        {
            "commune_id": commune_id,
            "assignment_id": change.id,
            "team_id": team_id,
            "goal": goal,
            "state": AssignmentState.OPEN,
        }
        for team_id, goal in change.teams
    ]
    await connection.execute(insert(AssignmentTeam), teams)


def _one(commune_id: str, assignment_id: str) -> Update:
    """What was closed stays as it is."""
    return update(Assignment).where(
        Assignment.commune_id == commune_id,
        Assignment.id == assignment_id,
        Assignment.closed_at.is_(None),
    )


def _team(commune_id: str, assignment_id: str, team_id: str) -> Update:
    return update(AssignmentTeam).where(
        AssignmentTeam.commune_id == commune_id,
        AssignmentTeam.assignment_id == assignment_id,
        AssignmentTeam.team_id == team_id,
    )
