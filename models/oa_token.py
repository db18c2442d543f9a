"""The pair of tokens by which we speak for an Official Account of Zalo.

The refresh token may be used once: who uses it and loses the answer locks the commune out until a
human consents anew (https://docs.zaloplatforms.com/docs/OA, "Xác thực", read 2026-11-22).
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune, OneOf


class TokenState(StrEnum):
    GOOD = "good"
    REFRESHING = "refreshing"  # the refresh token may have been used up: its answer is not here yet
    LOST = "lost"  # only a new consent helps


class OaToken(InCommune, Base):
    """One row for each Official Account, and the pair before it. `obtained_at` is when the present
    pair came; `refresher` names who is at it since `refreshing_at`.
    """

    __tablename__ = "oa_token"
    __table_args__ = (ForeignKeyConstraint(["commune_id"], ["commune.id"]),)

    app_id: Mapped[str] = mapped_column(primary_key=True)
    oa_id: Mapped[str]
    access: Mapped[str] = mapped_column(Encrypted)
    refresh: Mapped[str] = mapped_column(Encrypted)
    former_access: Mapped[str | None] = mapped_column(Encrypted)
    former_refresh: Mapped[str | None] = mapped_column(Encrypted)
    obtained_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[TokenState] = mapped_column(OneOf(TokenState), default=TokenState.GOOD)
    refresher: Mapped[str | None]
    refreshing_at: Mapped[datetime | None]
    alarmed_at: Mapped[datetime | None]
