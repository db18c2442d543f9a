"""Where each person stands in a dialog, and what falls due in it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EncryptedOrLost, InCommune, OneOf


class TimerState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


class Dialog(InCommune, Base):
    """`owner`: a person's id, or a visitor's "channel:external_id". `state`: the engine's JSON."""

    __tablename__ = "dialog"

    owner: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(EncryptedOrLost)
    updated_at: Mapped[datetime]


class Timer(InCommune, Base):
    """The scheduler only ticks: what it looks for are these rows.

    A late one checks `version` first.
    """

    __tablename__ = "timer"
    __table_args__ = (Index(None, "state", "due_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    kind: Mapped[str]
    version: Mapped[int]
    due_at: Mapped[datetime]
    state: Mapped[TimerState] = mapped_column(OneOf(TimerState), default=TimerState.WAITING)
    payload: Mapped[str] = mapped_column(default="")
