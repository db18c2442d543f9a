"""Sản phẩm OCOP by name: rows 6 and 7 of the yearly table come from this list alone."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class Product(InCommune, Base):
    """It counts from `added_on` on and no more from `removed_on` on; on a sàn from `listed_on` on
    and no more from `unlisted_on` on: what is changed today moves no day of before.
    """

    __tablename__ = "product"
    __table_args__ = (
        ForeignKeyConstraint(["commune_id"], ["commune.id"]),
        UniqueConstraint("commune_id", "name_key"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]
    maker: Mapped[str | None]
    platform: Mapped[str | None]
    added_on: Mapped[date]
    listed_on: Mapped[date | None]
    unlisted_on: Mapped[date | None]
    removed_on: Mapped[date | None]
    by_id: Mapped[str]
    at: Mapped[datetime]
