"""Doanh nghiệp, hộ kinh doanh that were supported, and what was set up for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class SupportKind(StrEnum):
    """What was set up for a business."""

    QR = "qr"
    INVOICE = "invoice"
    SHOP = "shop"
    OCOP = "ocop"
    OTHER = "other"


class Business(InCommune, Base):
    """One by its folded name and its village: `name_key` and `village_key` are folded."""

    __tablename__ = "business"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id"], ["commune.id"]),
        UniqueConstraint("commune_id", "name_key", "village_key"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    village: Mapped[str]
    name_key: Mapped[str]
    village_key: Mapped[str]
    added_at: Mapped[datetime]


class BusinessSupport(InCommune, Base):
    """What an activity of kind `business` set up for one business: ids in `kinds`, of
    `SupportKind`.
    """

    __tablename__ = "business_support"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id", "activity_id"], ["activity.commune_id", "activity.id"]),
        ForeignKeyConstraint(["commune_id", "business_id"], ["business.commune_id", "business.id"]),
        Index(None, "commune_id", "business_id"),
    )

    activity_id: Mapped[str] = mapped_column(primary_key=True)
    business_id: Mapped[str] = mapped_column(primary_key=True)
    kinds: Mapped[list[Any]] = mapped_column(JSON)
