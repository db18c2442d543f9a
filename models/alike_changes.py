"""What becomes of people who may be one, and the one function that turns it into rows.

Laws: nothing of a row is lost by a merge, so that taking it back restores what was; `merged_into`
always names a person who is not merged themselves; who is one with whom follows from the standing
verdicts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from models.alike_needs import LEARNERS
from models.learner import Learner, LearnerPair, LearnerVerdict

LOOKED_AT = 100
"""How likely a pair is that was judged once: it comes first when it is open again."""


@dataclass(frozen=True, slots=True)
class NotePairs:
    """Pairs that somebody is to look at, each with how likely it is. A pair that is there stays."""

    pairs: tuple[tuple[str, str, int], ...]
    at: datetime
    key: str = LEARNERS


@dataclass(frozen=True, slots=True)
class JudgeLearners:
    """Two people, neither merged, are one (`kept_id` stands for both) or are not (None)."""

    id: str
    one_id: str
    other_id: str
    kept_id: str | None
    by_id: str
    at: datetime
    key: str = LEARNERS


@dataclass(frozen=True, slots=True)
class UndoVerdict:
    """`one_id` and `other_id` are those of the verdict."""

    id: str
    one_id: str
    other_id: str
    by_id: str
    at: datetime
    key: str = LEARNERS


AlikeChange: TypeAlias = NotePairs | JudgeLearners | UndoVerdict


async def apply_alike(connection: AsyncConnection, commune_id: str, change: AlikeChange) -> None:
    match change:
        case NotePairs():
            await _note(connection, commune_id, change)
        case JudgeLearners():
            await _judge(connection, commune_id, change)
        case UndoVerdict():
            await _undo(connection, commune_id, change)


async def _note(connection: AsyncConnection, commune_id: str, change: NotePairs) -> None:
    rows = [
        {
            "commune_id": commune_id,
            "one_id": min(one, other),
            "other_id": max(one, other),
            "score": score,
            "found_at": change.at,
        }
        for one, other, score in change.pairs
    ]
    if rows:
        await connection.execute(insert(LearnerPair).on_conflict_do_nothing(), rows)


async def _judge(connection: AsyncConnection, commune_id: str, change: JudgeLearners) -> None:
    row = {
        "commune_id": commune_id,
        "id": change.id,
        "one_id": min(change.one_id, change.other_id),
        "other_id": max(change.one_id, change.other_id),
        "kept_id": change.kept_id,
        "by_id": change.by_id,
        "at": change.at,
    }
    await connection.execute(insert(LearnerVerdict), row)
    await connection.execute(
        delete(LearnerPair).where(
            LearnerPair.commune_id == commune_id,
            LearnerPair.one_id == row["one_id"],
            LearnerPair.other_id == row["other_id"],
        )
    )
    if change.kept_id is not None:
        await _settle(connection, commune_id, (change.one_id, change.other_id))


async def _undo(connection: AsyncConnection, commune_id: str, change: UndoVerdict) -> None:
    await connection.execute(
        update(LearnerVerdict)
        .where(
            LearnerVerdict.commune_id == commune_id,
            LearnerVerdict.id == change.id,
            LearnerVerdict.undone_at.is_(None),
        )
        .values(undone_by=change.by_id, undone_at=change.at)
    )
    await _settle(connection, commune_id, (change.one_id, change.other_id))
    again = NotePairs(((change.one_id, change.other_id, LOOKED_AT),), change.at)
    await _note(connection, commune_id, again)


async def _settle(connection: AsyncConnection, commune_id: str, ids: Sequence[str]) -> None:
    """Everybody who is, or was, one with these: each with whom the standing verdicts say."""
    everybody = await people_of(connection, commune_id, ids)
    verdicts = (
        await connection.execute(
            select(LearnerVerdict.one_id, LearnerVerdict.other_id, LearnerVerdict.kept_id)
            .where(
                LearnerVerdict.commune_id == commune_id,
                LearnerVerdict.undone_at.is_(None),
                LearnerVerdict.kept_id.is_not(None),
                or_(
                    LearnerVerdict.one_id.in_(everybody),
                    LearnerVerdict.other_id.in_(everybody),
                ),
            )
            .order_by(LearnerVerdict.at, LearnerVerdict.id)
        )
    ).all()
    decided = [(row.one_id, row.other_id, row.kept_id or "") for row in verdicts]
    for id_, root in roots(everybody, decided).items():
        await connection.execute(
            update(Learner)
            .where(Learner.commune_id == commune_id, Learner.id == id_)
            .values(merged_into=None if root == id_ else root)
        )


def roots(ids: Iterable[str], verdicts: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Who stands for whom, by verdicts of two and the one that is kept. A verdict is about two
    people, and so about all who are one with them; the newest one's choice stands.
    """
    found = {id_: id_ for id_ in ids}
    for one, other, kept in verdicts:
        ours, theirs = found.get(one, one), found.get(other, other)
        for id_, root in found.items():
            if root in (ours, theirs):
                found[id_] = kept
    return found


async def people_of(
    connection: AsyncConnection, commune_id: str, ids: Sequence[str]
) -> tuple[str, ...]:
    """The rows that are one with any of these, themselves among them."""
    mine = select(Learner.id, Learner.merged_into).where(
        Learner.commune_id == commune_id, Learner.id.in_(ids)
    )
    persons = {row.merged_into or row.id for row in await connection.execute(mine)}
    rows = await connection.scalars(select(Learner.id).where(_is_one_of(commune_id, persons)))
    return tuple(sorted(rows))


def _is_one_of(commune_id: str, persons: set[str]) -> ColumnElement[bool]:
    return and_(
        Learner.commune_id == commune_id,
        or_(Learner.id.in_(persons), Learner.merged_into.in_(persons)),
    )
