"""Whom a template may reach by their phone number: who has agreed, and has one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.commune import Commune
from models.people import Person


@dataclass(frozen=True, slots=True)
class Reachable:
    name: str
    phone: str
    unit: str


async def find_reachable(
    connection: AsyncConnection, commune_id: str, person_id: str
) -> Reachable | None:
    """None for who has not agreed, or has taken it back, or has no number."""
    row = (
        await connection.execute(
            select(Person.name, Person.phone, Commune.name.label("unit"))
            .join(Commune, Commune.id == Person.commune_id)
            .where(
                Person.commune_id == commune_id,
                Person.id == person_id,
                Person.consent_version.is_not(None),
                Person.erased_at.is_(None),
                Person.phone.is_not(None),
            )
        )
    ).one_or_none()
    return Reachable(row.name, row.phone or "", row.unit) if row and row.phone else None
