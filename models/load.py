"""Reading for the hot path: one SELECT per table for a whole batch of messages, one per kind of
need.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.commune import Team, TeamKind
from models.dialogs import Dialog
from models.mail import Inbox
from models.people import Account, AccountState, Person, PersonRole, Role

AccountKey = tuple[str, str]
"""A channel's name and the id under which it knows somebody."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One role of a person; `team_id` is "" for a role of the whole commune."""

    role: Role
    team_id: str
    team_name: str
    team_kind: TeamKind | None


@dataclass(frozen=True, slots=True)
class Known:
    """A person as every decision sees them. `address` is None until they have said how they are
    called; `consent` is the version of the words that they agreed to.
    """

    id: str
    name: str
    address: str | None
    language: str
    duties: tuple[Duty, ...]
    consent: str | None = None

    def has(self, *roles: Role) -> bool:
        return any(duty.role in roles for duty in self.duties)

    def teams(self, *roles: Role) -> tuple[Duty, ...]:
        """One duty for each team in which the person has one of `roles`, in the teams' order."""
        found: dict[str, Duty] = {}
        for duty in self.duties:
            if duty.role in roles and duty.team_id:
                found.setdefault(duty.team_id, duty)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """`silent_until` is when somebody of the office stops answering by hand, past or future;
    `seen_at` when the person was last heard there.
    """

    person_id: str | None
    shown: str
    silent_until: datetime | None = None
    seen_at: datetime | None = None
    is_turned_away: bool = False


async def load_seen(
    connection: AsyncConnection, commune_id: str, messages: Collection[AccountKey]
) -> set[AccountKey]:
    """Which of these (channel, provider id) were taken before."""
    rows = await connection.execute(_seen(), asked_for(commune_id, messages))
    return {(row.channel, row.provider_id) for row in rows} & set(messages)


async def load_digests(
    connection: AsyncConnection, commune_id: str, messages: Collection[AccountKey]
) -> dict[AccountKey, str]:
    """What of these (channel, provider id) were taken, by the keyed hash of their words."""
    if not messages:
        return {}
    rows = await connection.execute(_digests(), asked_for(commune_id, messages))
    found = {(row.channel, row.provider_id): row.digest for row in rows}
    return {key: found[key] for key in messages if key in found}


async def load_accounts(
    connection: AsyncConnection, commune_id: str, accounts: Collection[AccountKey]
) -> dict[AccountKey, KnownAccount]:
    rows = await connection.execute(_accounts(), asked_for(commune_id, accounts))
    found = {
        (r.channel, r.external_id): KnownAccount(
            r.person_id,
            r.shown,
            r.silent_until,
            r.last_seen_at,
            r.state is AccountState.TURNED_AWAY,
        )
        for r in rows
    }
    return {key: found[key] for key in accounts if key in found}


async def load_last_seen(
    connection: AsyncConnection, commune_id: str, accounts: Collection[AccountKey]
) -> dict[AccountKey, datetime]:
    """When each of these wrote last."""
    rows = await connection.execute(_last_seen(), asked_for(commune_id, accounts))
    found = {(row.channel, row.external_id): row.last_seen_at for row in rows}
    return {key: found[key] for key in accounts if key in found}


async def load_silences(
    connection: AsyncConnection, commune_id: str, accounts: Collection[AccountKey]
) -> dict[AccountKey, datetime]:
    """Until when somebody of the office answers there by hand, past or future."""
    if not accounts:
        return {}
    found = await load_accounts(connection, commune_id, accounts)
    return {key: known.silent_until for key, known in found.items() if known.silent_until}


def asked_for(commune_id: str, keys: Collection[AccountKey]) -> dict[str, Any]:
    """Parameters of a statement about these keys: two lists instead of pairs. A row too many may be
    read, but by the index; a list of several pairs makes SQLite walk the whole commune.
    """
    return {
        "commune": commune_id,
        "channels": tuple({channel for channel, _ in keys}),
        "ids": tuple({id_ for _, id_ in keys}),
    }


@cache  # asked for every batch: building it anew takes longer than SQLite takes to answer
def _seen() -> Select[str, str]:
    return select(Inbox.channel, Inbox.provider_id).where(
        Inbox.commune_id == bindparam("commune"),
        Inbox.channel.in_(bindparam("channels", expanding=True)),
        Inbox.provider_id.in_(bindparam("ids", expanding=True)),
    )


@cache
def _digests() -> Select[str, str, str]:
    return select(Inbox.channel, Inbox.provider_id, Inbox.digest).where(
        Inbox.commune_id == bindparam("commune"),
        Inbox.channel.in_(bindparam("channels", expanding=True)),
        Inbox.provider_id.in_(bindparam("ids", expanding=True)),
    )


@cache
def _accounts() -> Select[*tuple[Any, ...]]:
    return select(
        Account.channel,
        Account.external_id,
        Account.person_id,
        Account.shown,
        Account.silent_until,
        Account.state,
        Account.last_seen_at,
    ).where(
        Account.commune_id == bindparam("commune"),
        Account.channel.in_(bindparam("channels", expanding=True)),
        Account.external_id.in_(bindparam("ids", expanding=True)),
    )


@cache
def _last_seen() -> Select[str, str, datetime]:
    return select(Account.channel, Account.external_id, Account.last_seen_at).where(
        Account.commune_id == bindparam("commune"),
        Account.channel.in_(bindparam("channels", expanding=True)),
        Account.external_id.in_(bindparam("ids", expanding=True)),
    )


async def load_people_by_phone(
    connection: AsyncConnection, commune_id: str, phone_hashes: Collection[str]
) -> dict[str, str]:
    """Person ids by phone hash."""
    if not phone_hashes:
        return {}
    asked = {"commune": commune_id, "hashes": tuple(phone_hashes)}
    rows = await connection.execute(_by_phone(), asked)
    return {row.phone_hash or "": row.id for row in rows}


@cache
def _by_phone() -> Select[str | None, str]:
    return select(Person.phone_hash, Person.id).where(
        Person.commune_id == bindparam("commune"),
        Person.phone_hash.in_(bindparam("hashes", expanding=True)),
    )


async def load_people(
    connection: AsyncConnection, commune_id: str, person_ids: Collection[str]
) -> dict[str, Known]:
    if not person_ids:
        return {}
    asked = {"commune": commune_id, "people": tuple(person_ids)}
    rows = await connection.execute(_people(), asked)
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return {
        person_id: Known(
            id=person_id,
            name=group[0].name,
            address=group[0].address,
            language=group[0].language,
            duties=tuple(
                Duty(row.role, row.team_id, row.team_name or "", row.team_kind)
                for row in group
                if row.role is not None
            ),
            consent=group[0].consent_version,
        )
        for person_id, group in grouped.items()
    }


@cache  # asked twice for every batch: building it anew takes longer than SQLite takes to answer
def _people() -> Select[*tuple[Any, ...]]:
    duty = and_(PersonRole.commune_id == Person.commune_id, PersonRole.person_id == Person.id)
    team = and_(Team.commune_id == PersonRole.commune_id, Team.id == PersonRole.team_id)
    return (
        select(
            Person.id,
            Person.name,
            Person.address,
            Person.language,
            Person.consent_version,
            PersonRole.role,
            PersonRole.team_id,
            Team.name.label("team_name"),
            Team.kind.label("team_kind"),
        )
        .outerjoin(PersonRole, duty)
        .outerjoin(Team, team)
        .where(
            Person.commune_id == bindparam("commune"),
            Person.id.in_(bindparam("people", expanding=True)),
        )
        .order_by(Person.id, Team.position)
    )


async def load_threads(
    connection: AsyncConnection, commune_id: str, owners: Collection[str]
) -> dict[str, str]:
    asked = {"commune": commune_id, "owners": tuple(owners)}
    rows = await connection.execute(_threads(), asked)
    return {row.owner: row.state for row in rows}


@cache
def _threads() -> Select[str, str]:
    return select(Dialog.owner, Dialog.state).where(
        Dialog.commune_id == bindparam("commune"),
        Dialog.owner.in_(bindparam("owners", expanding=True)),
    )
