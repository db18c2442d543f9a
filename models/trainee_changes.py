"""What becomes of a learner: consent, what they have mastered, and that they are forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language.names import given_name
from models.class_list import rows_of_people, write_keys
from models.learner import Consent, Learner, LearnerKey, LearnerPair
from models.learner_kept import ERASED_LEARNER, decade_of


def learner_key(learner_id: str) -> str:
    return f"learner:{learner_id}"


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """The learner agreed, and is from now on kept by this name, year and phone."""

    learner_id: str
    consent: Consent
    name: str
    birth: str | None
    phone: str | None
    by_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class TakeConsentBack:
    """Name and year are cut down to what needs no consent."""

    learner_id: str
    by_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class MarkSkills:
    """What these learners have mastered; `qualified_on` is the day of marking where that is all,
    else null. Who is qualified already keeps the day.
    """

    learner_ids: tuple[str, ...]
    skills: tuple[str, ...]
    qualified_on: date | None
    by_id: str
    at: datetime
    key: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EraseLearner:
    """The name, year and phone go; lists, attendance and what was mastered stay counted."""

    learner_id: str
    key: str = ""


TraineeChange: TypeAlias = RecordConsent | TakeConsentBack | MarkSkills | EraseLearner


async def apply_trainee(
    connection: AsyncConnection, commune_id: str, change: TraineeChange
) -> None:
    match change:
        case RecordConsent():
            await connection.execute(
                update(Learner)
                .where(Learner.commune_id == commune_id, Learner.id == change.learner_id)
                .values(
                    name=change.name,
                    birth=change.birth,
                    phone=change.phone,
                    consent=change.consent,
                    consent_by=change.by_id,
                    consent_at=change.at,
                )
            )
            await write_keys(connection, commune_id, change.learner_id, change.name)
        case TakeConsentBack():
            await _cut_down(connection, commune_id, change)
        case MarkSkills():
            await _mark(connection, commune_id, change)
        case EraseLearner(learner_id):
            await _erase(connection, commune_id, learner_id)


async def _cut_down(connection: AsyncConnection, commune_id: str, change: TakeConsentBack) -> None:
    """Also of the rows that were found to be the same person."""
    same = (Learner.commune_id == commune_id) & (
        (Learner.id == change.learner_id) | (Learner.merged_into == change.learner_id)
    )
    rows = await connection.execute(select(Learner.id, Learner.name, Learner.birth).where(same))
    for row in rows.all():
        name = given_name(row.name)
        await connection.execute(
            update(Learner)
            .where(Learner.commune_id == commune_id, Learner.id == row.id)
            .values(
                name=name,
                birth=decade_of(row.birth),
                phone=None,
                consent=Consent.NONE,
                consent_by=change.by_id,
                consent_at=change.at,
            )
        )
        await write_keys(connection, commune_id, row.id, name)


async def _mark(connection: AsyncConnection, commune_id: str, change: MarkSkills) -> None:
    """A mark that is taken back goes from every row of the person."""
    rows = change.learner_ids
    if change.qualified_on is None:
        rows = await rows_of_people(connection, commune_id, rows)
    mine = (Learner.commune_id == commune_id, Learner.id.in_(rows))
    await connection.execute(update(Learner).where(*mine).values(skills=list(change.skills)))
    if change.qualified_on is None:
        values = {"qualified_on": None, "qualified_by": None}
        await connection.execute(update(Learner).where(*mine).values(**values))
        return
    await connection.execute(
        update(Learner)
        .where(*mine, Learner.qualified_on.is_(None))
        .values(qualified_on=change.qualified_on, qualified_by=change.by_id)
    )


async def _erase(connection: AsyncConnection, commune_id: str, learner_id: str) -> None:
    ids = await rows_of_people(connection, commune_id, (learner_id,))
    await connection.execute(
        delete(LearnerKey).where(
            LearnerKey.commune_id == commune_id, LearnerKey.learner_id.in_(ids)
        )
    )
    await connection.execute(
        delete(LearnerPair).where(
            LearnerPair.commune_id == commune_id,
            LearnerPair.one_id.in_(ids) | LearnerPair.other_id.in_(ids),
        )
    )
    await connection.execute(
        update(Learner)
        .where(Learner.commune_id == commune_id, Learner.id.in_(ids))
        .values(
            name=ERASED_LEARNER,
            birth=None,
            phone=None,
            consent=Consent.NONE,
            consent_by=None,
            consent_at=None,
        )
    )
