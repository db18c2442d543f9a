"""The unit, its villages and its teams.

What a unit and a village are called is data (domain, The units).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf


class CommuneKind(StrEnum):
    SPECIAL_ZONE = "đặc khu"
    WARD = "phường"
    RURAL = "xã"


class TeamKind(StrEnum):
    """Only a Tổ is counted among the teams; what a Đội does stands under the commune's own."""

    TO = "to"
    DOI = "doi"


class Commune(Base):
    __tablename__ = "commune"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[CommuneKind] = mapped_column(OneOf(CommuneKind))
    village_word: Mapped[str]
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class CommuneSetting(InCommune, Base):
    """One setting that differs from its default in `models.settings`."""

    __tablename__ = "commune_setting"
    __table_args__ = (ForeignKeyConstraint(["commune_id"], ["commune.id"]),)

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Village(InCommune, Base):
    __tablename__ = "village"
    __table_args__ = (ForeignKeyConstraint(["commune_id"], ["commune.id"]),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    households: Mapped[int | None]
    adults: Mapped[int | None]
    # How many had VNeID at the end of a day, as the office says; later installs come on top.
    vneid_had: Mapped[int | None]
    vneid_day: Mapped[date | None]


class Team(InCommune, Base):
    __tablename__ = "team"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id"], ["commune.id"]),
        ForeignKeyConstraint(["commune_id", "village_id"], ["village.commune_id", "village.id"]),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[TeamKind] = mapped_column(OneOf(TeamKind))
    village_id: Mapped[str | None]
    position: Mapped[int]
    is_active: Mapped[bool] = mapped_column(default=True)
    # Whether the team has a group of its own; null where nobody has said.
    zalo_group: Mapped[bool | None]
    zalo_link: Mapped[str | None]
    # The bot that the team was given to; null where it is filled in by their order.
    zalo_bot: Mapped[str | None]


async def find_communes(connection: AsyncConnection) -> tuple[str, ...]:
    """The ids of every commune of this database, the oldest first."""
    rows = await connection.execute(select(Commune.id).order_by(Commune.created_at, Commune.id))
    return tuple(row.id for row in rows)


async def is_sample(connection: AsyncConnection, commune_id: str) -> bool:
    """Whether the commune is the made-up one; True too where there is no such commune."""
    found: bool | None = await connection.scalar(
        select(Commune.is_sample).where(Commune.id == commune_id)
    )
    return found is not False


async def place_names(connection: AsyncConnection, commune_id: str) -> tuple[str, ...]:
    """The commune's villages as they are called in a sentence: "Bến" of "Thôn Bến". Those that have
    a number instead of a name are left out.
    """
    found = await connection.execute(
        select(Village.name, Commune.village_word)
        .join(Commune, Commune.id == Village.commune_id)
        .where(Village.commune_id == commune_id)
    )
    names = (_without(row.name, row.village_word) for row in found)
    return tuple(sorted(name for name in names if name and not name[0].isdigit()))


def _without(name: str, village_word: str) -> str:
    if name.lower().startswith(f"{village_word.lower()} "):
        return name[len(village_word) :].strip()
    return name.strip()
