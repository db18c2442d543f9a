"""A new commune: its row, what it counts, and the first person who may look after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.kernel.errors import TosoError
from bot.kernel.ids import Ids
from bot.language.fold import clean, fold, lowered
from models.apply import apply
from models.base import Base
from models.changes import Audited
from models.commune import Commune, CommuneKind, CommuneSetting
from models.database import Database
from models.indicator import Indicator
from models.inviting import Invitation, Invitee, invite
from models.people import NO_TEAM, Person, PersonRole, Role
from models.seed import indicator_rows

FIRST_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR)
"""Until a roster is taken over there is nobody else to invite people and to be called for help."""

USUAL_VILLAGE_WORDS = {
    CommuneKind.SPECIAL_ZONE: "thôn",
    CommuneKind.WARD: "tổ dân phố",
    CommuneKind.RURAL: "thôn",
}

_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Founding:
    """What somebody said of their unit. `admin_phone` is normalised."""

    name: str
    kind: CommuneKind
    village_word: str
    admin_name: str
    admin_phone: str


@dataclass(frozen=True, slots=True)
class Founded:
    commune_id: str
    name: str
    administrator: Invitation


@dataclass(frozen=True, slots=True)
class StandingCommune:
    """The commune that a database already holds."""

    name: str
    is_sample: bool


class TakenError(TosoError):
    """Another process was quicker: the database has its commune."""


def bare_name(name: str, kind: CommuneKind) -> str:
    """The name without the kind in front of it; empty where nothing else was said."""
    words = clean(name).split()
    ahead = kind.value.split()
    begins = lowered(" ".join(words[: len(ahead)])) == kind.value
    return " ".join(words[len(ahead) :] if begins else words)


def full_name(name: str, kind: CommuneKind) -> str:
    """As people read it: "đặc khu Cát Hải"."""
    return f"{kind.value} {bare_name(name, kind)}"


def id_of(name: str, kind: CommuneKind) -> str:
    """As "cat-hai"; empty where the name has no letter and no digit of ours."""
    return _BETWEEN.sub("-", fold(bare_name(name, kind))).strip("-")


async def find_standing(connection: AsyncConnection) -> StandingCommune | None:
    row = (
        await connection.execute(
            select(Commune.name, Commune.is_sample).order_by(Commune.created_at, Commune.id)
        )
    ).first()
    return StandingCommune(row.name, row.is_sample) if row else None


async def found_commune(
    database: Database, founding: Founding, *, ids: Ids, now: datetime
) -> Founded:
    """Write it all in one transaction. Raises TakenError where there is a commune already."""
    commune_id = id_of(founding.name, founding.kind)
    person_id = ids.new()
    phone_hash = database.vault.phone_hash(founding.admin_phone)
    administrator = Invitee(person_id, founding.admin_name, founding.admin_phone, phone_hash, None)
    async with database.write() as connection:
        if await find_standing(connection) is not None:
            raise TakenError("the database holds a commune")
        for table, values in _rows(founding, commune_id, administrator, now):
            await connection.execute(insert(table), values)
        told = [Audited(ids.new(), now, None, "commune.founded", commune_id)]
        told += [
            Audited(ids.new(), now, None, "role.given", person_id, _role_detail(role))
            for role in FIRST_ROLES
        ]
        await apply(connection, commune_id, told)
        [invited] = await invite(
            connection, commune_id, [administrator], vault=database.vault, ids=ids, now=now
        )
    return Founded(commune_id, full_name(founding.name, founding.kind), invited)


def _rows(
    founding: Founding, commune_id: str, administrator: Invitee, now: datetime
) -> tuple[tuple[type[Base], list[dict[str, Any]]], ...]:
    here = {"commune_id": commune_id}
    commune = {
        "id": commune_id,
        "name": full_name(founding.name, founding.kind),
        "kind": founding.kind,
        "village_word": founding.village_word,
        "is_sample": False,
        "created_at": now,
    }
    person = {
        "id": administrator.person_id,
        "name": administrator.name,
        "language": "vi",
        "phone": administrator.phone,
        "phone_hash": administrator.phone_hash,
        "created_at": now,
    }
    roles: list[dict[str, Any]] = [
        here | {"person_id": administrator.person_id, "role": role, "team_id": NO_TEAM}
        for role in FIRST_ROLES
    ]
    helper = {"key": "helper_person_id", "value": administrator.person_id}
    return (
        (Commune, [commune]),
        (Indicator, indicator_rows(commune_id)),
        (Person, [here | person]),
        (PersonRole, roles),
        (CommuneSetting, [here | helper]),
    )


def _role_detail(role: Role) -> tuple[tuple[str, str | int], ...]:
    return (("role", role.value), ("team", NO_TEAM))
