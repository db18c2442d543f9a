"""What came in (without its text) and what goes out (sealed)."""

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune, OneOf


class Lane(IntEnum):
    """Order per person holds within a lane; a reply overtakes a waiting reminder or broadcast."""

    REPLY = 0
    REMINDER = 1
    BROADCAST = 2


class OutboxState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    EXPIRED = "expired"


class Inbox(InCommune, Base):
    """One message that was taken.

    Its key is what makes a second arrival count once; it never holds the words.
    """

    __tablename__ = "inbox"

    channel: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime]
    digest: Mapped[str]


class Outbox(InCommune, Base):
    """One message to go.

    `identity` says what it is, so that it is queued once; `cause` is the inbox row's id.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("commune_id", "identity"),
        Index(None, "state", "not_before"),
        Index(None, "commune_id", "channel", "external_id", "state", "finished_at"),
        # Only what still has its words: the sweep that takes them must not read what has none.
        Index(
            "ix_outbox_words_finished_at",
            "commune_id",
            "finished_at",
            sqlite_where=text("message IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    channel: Mapped[str]
    external_id: Mapped[str]
    lane: Mapped[int] = mapped_column(default=Lane.REPLY)
    identity: Mapped[str]
    message: Mapped[str | None] = mapped_column(Encrypted)  # null once its time is over
    state: Mapped[OutboxState] = mapped_column(OneOf(OutboxState), default=OutboxState.WAITING)
    reason: Mapped[str | None]
    not_before: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    provider_id: Mapped[str | None]
    cause: Mapped[str | None]
    said: Mapped[str | None]  # the keyed hash of the words that went out
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
