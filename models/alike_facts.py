"""The answers to what is asked about people who may be one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.alike_needs import (
    PAIRS_LISTED,
    VERDICTS_LISTED,
    Candidate,
    CandidatesNeed,
    Judged,
    JudgedNeed,
    Pair,
    PairNeed,
    Pairs,
    PairsNeed,
    Side,
)
from models.commune import Team
from models.course import Course, Enrolment
from models.learner import Consent, Learner, LearnerKey, LearnerPair, LearnerVerdict
from models.needs import Need
from models.people import Person

ONE, OTHER = aliased(Learner), aliased(Learner)


async def candidates(
    connection: AsyncConnection, commune_id: str, needs: Sequence[CandidatesNeed]
) -> dict[Need[Any], Any]:
    """One SELECT for all names of all messages."""
    asked = tuple({key for need in needs for key in need.keys})
    rows = await connection.execute(_candidates(), {"commune": commune_id, "keys": asked})
    found: dict[str, Any] = {}
    keys: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.id, row)
        keys.setdefault(row.id, set()).add(row.key)
    everybody = [
        Candidate(
            id=row.id,
            root=row.merged_into or row.id,
            name=row.name,
            birth=row.birth or "",
            phone=row.phone or "",
            team_id=row.team_id or "",
            keys=frozenset(keys[row.id]),
        )
        for row in found.values()
    ]
    return {need: tuple(one for one in everybody if one.keys & need.keys) for need in needs}


@cache
def _candidates() -> Select[*tuple[Any, ...]]:
    learner = and_(Learner.commune_id == LearnerKey.commune_id, Learner.id == LearnerKey.learner_id)
    return (
        select(
            LearnerKey.key,
            Learner.id,
            Learner.merged_into,
            Learner.name,
            Learner.birth,
            Learner.phone,
            Learner.team_id,
        )
        .join(Learner, learner)
        .where(
            LearnerKey.commune_id == bindparam("commune"),
            LearnerKey.key.in_(bindparam("keys", expanding=True)),
        )
        .order_by(Learner.id)
    )


async def open_pairs(
    connection: AsyncConnection, commune_id: str, needs: Sequence[PairsNeed]
) -> dict[Need[Any], Any]:
    return {need: await _open_pairs(connection, commune_id, need) for need in needs}


async def _open_pairs(connection: AsyncConnection, commune_id: str, need: PairsNeed) -> Pairs:
    where = _is_open(commune_id)
    if not need.is_whole:
        where = and_(where, or_(ONE.team_id.in_(need.team_ids), OTHER.team_id.in_(need.team_ids)))
    waiting = _of_two(LearnerPair, LearnerPair.one_id, LearnerPair.other_id).where(where)
    total = await connection.scalar(select(func.count()).select_from(waiting.subquery()))
    rows = await connection.execute(
        waiting.order_by(LearnerPair.score.desc(), LearnerPair.one_id, LearnerPair.other_id).limit(
            PAIRS_LISTED
        )
    )
    ids = [(row.one_id, row.other_id) for row in rows]
    sides = await _sides(connection, commune_id, {id_ for pair in ids for id_ in pair})
    return Pairs(total or 0, tuple(Pair(sides[one], sides[other]) for one, other in ids))


def _of_two(table: Any, one: Any, other: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401  # attributes of either table
    return (
        select(one.label("one_id"), other.label("other_id"))
        .select_from(table)
        .join(ONE, and_(ONE.commune_id == table.commune_id, ONE.id == one))
        .join(OTHER, and_(OTHER.commune_id == table.commune_id, OTHER.id == other))
    )


def _is_open(commune_id: str) -> ColumnElement[bool]:
    """Both are still on a list, and neither is somebody else by another verdict."""
    is_listed = [
        exists().where(Enrolment.commune_id == side.commune_id, Enrolment.learner_id == side.id)
        for side in (ONE, OTHER)
    ]
    return and_(
        LearnerPair.commune_id == commune_id,
        ONE.merged_into.is_(None),
        OTHER.merged_into.is_(None),
        *is_listed,
    )


async def one_pair(
    connection: AsyncConnection, commune_id: str, needs: Sequence[PairNeed]
) -> dict[Need[Any], Any]:
    ids = {id_ for need in needs for id_ in (need.one_id, need.other_id)}
    sides = await _sides(connection, commune_id, ids)
    return {
        need: Pair(sides[need.one_id], sides[need.other_id])
        if need.one_id in sides and need.other_id in sides
        else None
        for need in needs
    }


async def _sides(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, Side]:
    """Of those who are not merged."""
    team = and_(Team.commune_id == Learner.commune_id, Team.id == Learner.team_id)
    rows = await connection.execute(
        select(
            Learner.id, Learner.name, Learner.birth, Learner.phone, Learner.consent,
            Learner.team_id, Team.name.label("team_name"),
        )
        .outerjoin(Team, team)
        .where(
            Learner.commune_id == commune_id, Learner.id.in_(ids), Learner.merged_into.is_(None)
        )
    )  # fmt: skip
    classes = await _classes(connection, commune_id, ids)
    return {
        row.id: Side(
            id=row.id,
            name=row.name,
            birth=row.birth or "",
            phone=row.phone or "",
            team_id=row.team_id or "",
            team_name=row.team_name or "",
            has_consent=row.consent is not Consent.NONE,
            classes=tuple(classes.get(row.id, ())),
        )
        for row in rows
    }


async def _classes(
    connection: AsyncConnection, commune_id: str, ids: Collection[str]
) -> dict[str, list[str]]:
    course = and_(Course.commune_id == Enrolment.commune_id, Course.id == Enrolment.course_id)
    rows = await connection.execute(
        select(Enrolment.learner_id, Course.topic)
        .join(Course, course)
        .where(
            Enrolment.commune_id == commune_id,
            Enrolment.learner_id.in_(ids),
            Enrolment.left_at.is_(None),
        )
        .order_by(Course.opened_at, Course.id)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(row.topic)
    return found


async def standing_verdicts(
    connection: AsyncConnection, commune_id: str, needs: Sequence[JudgedNeed]
) -> dict[Need[Any], Any]:
    return {need: await _standing(connection, commune_id, need) for need in needs}


async def _standing(
    connection: AsyncConnection, commune_id: str, need: JudgedNeed
) -> tuple[Judged, ...]:
    person = and_(Person.commune_id == LearnerVerdict.commune_id, Person.id == LearnerVerdict.by_id)
    where = and_(LearnerVerdict.commune_id == commune_id, LearnerVerdict.undone_at.is_(None))
    if not need.is_whole:
        where = and_(where, or_(ONE.team_id.in_(need.team_ids), OTHER.team_id.in_(need.team_ids)))
    rows = await connection.execute(
        _of_two(LearnerVerdict, LearnerVerdict.one_id, LearnerVerdict.other_id)
        .outerjoin(Person, person)
        .add_columns(
            LearnerVerdict.id,
            LearnerVerdict.kept_id,
            LearnerVerdict.at,
            ONE.name.label("one_name"),
            ONE.team_id.label("one_team"),
            OTHER.name.label("other_name"),
            OTHER.team_id.label("other_team"),
            Person.name.label("by_name"),
        )
        .where(where)
        .order_by(LearnerVerdict.at.desc(), LearnerVerdict.id.desc())
        .limit(VERDICTS_LISTED)
    )
    return tuple(
        Judged(
            id=row.id,
            one_id=row.one_id,
            one_name=row.one_name,
            one_team=row.one_team or "",
            other_id=row.other_id,
            other_name=row.other_name,
            other_team=row.other_team or "",
            is_same=row.kept_id is not None,
            by_name=row.by_name or "",
            at=row.at,
        )
        for row in rows
    )


ALIKE_LOADERS: dict[type, Callable[..., Any]] = {
    CandidatesNeed: candidates,
    PairsNeed: open_pairs,
    PairNeed: one_pair,
    JudgedNeed: standing_verdicts,
}
