"""What every table shares: the base, the commune in front of the key, three column types."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import DateTime, LargeBinary, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from bot.kernel.errors import TosoError

CIPHER_ATTRIBUTE = "toso_cipher"
"""Where `Encrypted` finds its cipher on an engine's dialect: two databases in one process keep two
keys apart.
"""


class TextCipher(Protocol):
    def encrypt(self, text: str) -> bytes: ...

    def decrypt(self, sealed: bytes) -> str: ...


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC without a zone: on SQLite text order is time order."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


class Encrypted(TypeDecorator[str]):
    """Text that the file never shows.

    Equal texts give different bytes: a sealed column cannot be searched.

    Raises TosoError when the database was opened without its key.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _cipher(dialect).encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).decrypt(value)


class EncryptedOrLost(Encrypted):
    """The same, but a value that does not open reads as "", which none that was stored is: of rows
    that are read together one must not fail all. Whoever reads it says so in the log.
    """

    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        cipher = _cipher(dialect)
        try:
            return None if value is None else cipher.decrypt(value)
        except TosoError:
            return ""


class OneOf(TypeDecorator[StrEnum]):
    """A member of a StrEnum, stored as its text: a new member needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        return None if value is None else self.choices(value)


class Base(DeclarativeBase):
    """Text has no length in the schema: the caps are the dialogs', which can say so kindly."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012  # SQLAlchemy's own declarative word


class InCommune:
    """A table of one commune's rows.

    The commune is the first part of the key (architecture, law 9).
    """

    commune_id: Mapped[str] = mapped_column(primary_key=True, sort_order=-1)


def _cipher(dialect: Dialect) -> TextCipher:
    cipher: Any = getattr(dialect, CIPHER_ATTRIBUTE, None)
    if cipher is None:
        raise TosoError("a sealed column was touched without the key", notice="key.missing")
    found: TextCipher = cipher
    return found
