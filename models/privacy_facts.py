"""The answers to what a person's own data asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.activity import Activity, ActivityState
from models.commune import Team
from models.dialogs import Dialog
from models.load import load_people_by_phone
from models.needs import Need
from models.people import NO_TEAM, Account, Person, PersonRole, Role
from models.privacy_needs import (
    InTheWay,
    InTheWayNeed,
    OwnAccount,
    OwnData,
    OwnDataNeed,
    OwnReport,
    OwnReportsNeed,
    PhoneOwnerNeed,
)
from models.scribe import ScribeRequest


async def own_data(
    connection: AsyncConnection, commune_id: str, needs: Sequence[OwnDataNeed]
) -> dict[Need[Any], Any]:
    """One person at a time: nobody asks for it often."""
    return {need: await _own_data(connection, commune_id, need.person_id) for need in needs}


async def _own_data(connection: AsyncConnection, commune_id: str, person_id: str) -> OwnData:
    reports = (
        select(func.count())
        .where(
            Activity.commune_id == commune_id,
            Activity.author_id == person_id,
            Activity.state == ActivityState.CONFIRMED,
        )
        .scalar_subquery()
    )
    requests = (
        select(func.count())
        .where(
            ScribeRequest.commune_id == commune_id,
            ScribeRequest.person_id == person_id,
            ScribeRequest.closed_at.is_(None),
        )
        .scalar_subquery()
    )
    row = (
        await connection.execute(
            select(
                Person.phone,
                Person.birth_year,
                Person.joined_at,
                Person.consent_at,
                Person.created_at,
                reports.label("reports"),
                requests.label("requests"),
                Dialog.state.label("thread"),
            )
            .outerjoin(
                Dialog, and_(Dialog.commune_id == Person.commune_id, Dialog.owner == Person.id)
            )
            .where(Person.commune_id == commune_id, Person.id == person_id)
        )
    ).one_or_none()
    if row is None:
        return OwnData("", "", None, None, None, 0, 0, (), "")
    accounts = await connection.execute(
        select(Account.channel, Account.created_at, Account.last_seen_at)
        .where(Account.commune_id == commune_id, Account.person_id == person_id)
        .order_by(Account.created_at)
    )
    return OwnData(
        phone=row.phone or "",
        birth_year=row.birth_year or "",
        joined_at=row.joined_at,
        consent_at=row.consent_at,
        created_at=row.created_at,
        reports=row.reports,
        scribe_requests=row.requests,
        accounts=tuple(OwnAccount(*account) for account in accounts),
        thread=row.thread or "",
    )


async def own_reports(
    connection: AsyncConnection, commune_id: str, needs: Sequence[OwnReportsNeed]
) -> dict[Need[Any], Any]:
    found: dict[Need[Any], Any] = {}
    for need in needs:
        rows = await connection.execute(
            select(Activity.day, Activity.kind, Activity.people, Activity.place, Activity.state)
            .where(Activity.commune_id == commune_id, Activity.author_id == need.person_id)
            .order_by(Activity.day.desc(), Activity.id.desc())
            .offset(need.skip)
            .limit(need.most)
        )
        found[need] = tuple(
            OwnReport(
                row.day, row.kind, row.people, row.place or "",
                row.state is ActivityState.WITHDRAWN,
            )
            for row in rows
        )  # fmt: skip
    return found


async def in_the_way(
    connection: AsyncConnection, commune_id: str, needs: Sequence[InTheWayNeed]
) -> dict[Need[Any], Any]:
    return {need: await _in_the_way(connection, commune_id, need.person_id) for need in needs}


async def _in_the_way(connection: AsyncConnection, commune_id: str, person_id: str) -> InTheWay:
    duty = aliased(PersonRole)
    of_commune = (PersonRole.commune_id == commune_id, duty.commune_id == commune_id)
    administrators = set(
        await connection.scalars(
            select(PersonRole.person_id).where(
                PersonRole.commune_id == commune_id, PersonRole.role == Role.ADMINISTRATOR
            )
        )
    )
    others = exists().where(
        *of_commune, duty.team_id == PersonRole.team_id, duty.person_id != person_id
    )
    leads_too = exists().where(
        *of_commune,
        duty.team_id == PersonRole.team_id,
        duty.person_id != person_id,
        duty.role == Role.LEADER,
    )
    teams = await connection.scalars(
        select(Team.name)
        .join(
            PersonRole,
            and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id),
        )
        .where(
            PersonRole.commune_id == commune_id,
            PersonRole.person_id == person_id,
            PersonRole.role == Role.LEADER,
            PersonRole.team_id != NO_TEAM,
            Team.is_active,
            others,
            ~leads_too,
        )
        .order_by(Team.position)
    )
    return InTheWay(administrators == {person_id}, tuple(teams))


async def phone_owners(
    connection: AsyncConnection, commune_id: str, needs: Sequence[PhoneOwnerNeed]
) -> dict[Need[Any], Any]:
    found = await load_people_by_phone(connection, commune_id, {need.phone_hash for need in needs})
    return {need: found.get(need.phone_hash, "") for need in needs}


PRIVACY_LOADERS: dict[type, Any] = {
    OwnDataNeed: own_data,
    OwnReportsNeed: own_reports,
    InTheWayNeed: in_the_way,
    PhoneOwnerNeed: phone_owners,
}
