"""How a person of the roster becomes an account: personal codes, tries at them, requests to be let
in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune, OneOf

CODE_LENGTH = 6
CODE_LIFE = timedelta(days=7)
REQUEST_LIFE = timedelta(days=7)
TRY_WINDOW = timedelta(hours=1)
TRIES_PER_PHONE = 5
TRIES_PER_ADDRESS = 20
"""Wrong tries within `TRY_WINDOW`. Right ones are free: a whole village may join from one room."""

CONSENT_VERSION = "2026-12"
"""Of the words that a person agrees to. Who agreed to older ones is asked again, once."""


class JoinState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class JoinCode(InCommune, Base):
    """At most one code for each person: a new one ends the old one.

    `code_hash` is `models.join_changes.code_hash`: the digits themselves are shown once and kept
    nowhere.
    """

    __tablename__ = "join_code"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
    )

    person_id: Mapped[str] = mapped_column(primary_key=True)
    code_hash: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class JoinTry(InCommune, Base):
    """One try that failed, by the hash of the number that was typed and by where it came from."""

    __tablename__ = "join_try"
    __table_args__ = (
        Index(None, "commune_id", "phone_hash"),
        Index(None, "commune_id", "address"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    phone_hash: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]


class JoinRequest(InCommune, Base):
    """Somebody says that they are `person_id`, and has no code: a leader or coordinator decides."""

    __tablename__ = "join_request"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "person_id"], ["person.commune_id", "person.id"]),
        Index(None, "commune_id", "state"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str]
    channel: Mapped[str]
    external_id: Mapped[str]
    asked_by: Mapped[str]  # the resident's record that this account had when it asked
    asked_at: Mapped[datetime]
    state: Mapped[JoinState] = mapped_column(OneOf(JoinState), default=JoinState.OPEN)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]
