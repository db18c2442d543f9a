"""How many messages a channel has carried in a month: what its plan counts, what costs money."""

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InCommune


class ChannelMonth(InCommune, Base):
    """`line` is the bot of a channel that has several, else "". `month` is "2026-11" in local time.

    `paid` are those among `sent` that went beyond the free window; `templates` went by phone
    number, at a price of their own (`cost`, đồng).
    """

    __tablename__ = "channel_month"
    __table_args__ = (ForeignKeyConstraint(["commune_id"], ["commune.id"]),)

    channel: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    received: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    paid: Mapped[int] = mapped_column(default=0)
    templates: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int] = mapped_column(default=0)
