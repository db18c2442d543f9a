"""People, what they may do, and the accounts by which channels know them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    and_,
    case,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune, OneOf

NO_TEAM = ""
"""`PersonRole.team_id` of a role that belongs to the whole commune: a key column cannot be null."""


ERASED_NAME = "Người đã xóa tên"
"""What stands in the place of the name of somebody who asked to be forgotten. A name, not a text:
it is stored.
"""

WITHDRAWN_NAME = "Người không nêu tên"
"""What is shown in the place of the name of somebody who has taken their consent back."""


class Role(StrEnum):
    RESIDENT = "resident"
    MEMBER = "member"
    LEADER = "leader"
    RAPID = "rapid"
    COORDINATOR = "coordinator"
    OFFICE = "office"
    ADMINISTRATOR = "administrator"


class AccountState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"
    TURNED_AWAY = "turned_away"  # wrote to a bot that has no room for more people


class Person(InCommune, Base):
    """`phone_hash` (Vault.phone_hash), unique in the commune, is the only way to search a phone."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("commune_id", "phone_hash"),
        ForeignKeyConstraint(["commune_id"], ["commune.id"]),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[
        str | None
    ]  # how the person is spoken to: "bác", "cô" …; null until it is known
    language: Mapped[str] = mapped_column(default="vi")
    phone: Mapped[str | None] = mapped_column(Encrypted)
    phone_hash: Mapped[str | None]
    birth_year: Mapped[str | None] = mapped_column(Encrypted)
    consent_version: Mapped[str | None]
    consent_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    # When the person asked to be forgotten: the row stays, for what it counted, without a name.
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class PersonRole(InCommune, Base):
    """A person may hold several roles and belong to several teams."""

    __tablename__ = "person_role"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "team_id"),
    )

    person_id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(OneOf(Role), primary_key=True)
    team_id: Mapped[str] = mapped_column(primary_key=True, default=NO_TEAM)


class Account(InCommune, Base):
    """A person as one channel knows them.

    Never a phone: in the terminal `external_id` is the keyed hash.
    """

    __tablename__ = "account"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "person_id"),
    )

    channel: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str | None]
    shown: Mapped[str] = mapped_column(default="")  # the list that a number typed here answers
    state: Mapped[AccountState] = mapped_column(OneOf(AccountState), default=AccountState.ACTIVE)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    # Until then somebody of the office answers by hand, and we keep silent.
    silent_until: Mapped[datetime | None]


def is_withdrawn(person: type[Person] = Person) -> ColumnElement[bool]:
    """Whether the person had agreed and has taken it back: who never agreed has no moment."""
    return and_(person.consent_version.is_(None), person.consent_at.is_not(None))


def shown_name(person: type[Person] = Person) -> ColumnElement[str]:
    """The person's name as others may see it. Who reads names for others asks for this."""
    return case((is_withdrawn(person), WITHDRAWN_NAME), else_=person.name)
