"""Which key this database was made with."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

ONLY = 1


class Installation(Base):
    """One row. A fingerprint says which key it was and nothing about the key."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_fingerprint: Mapped[str]
    created_at: Mapped[datetime]
