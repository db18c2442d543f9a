"""Another key for everything: what is sealed is sealed anew, what is a keyed hash becomes that of
the new key.

Laws: every `Encrypted` column is found by its type; every column that holds a keyed hash stands in
`models.keyed` (a test knows every text column and asks for the new ones). A hash whose
plain value is kept is worked out again. One whose plain value is kept nowhere is never left as it
was: it is emptied, or becomes the new key's hash of the old hash, which still tells two apart and
says nothing to whoever has the old key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    type_coerce,
    update,
)

from bot.kernel.errors import TosoError
from bot.kernel.ids import Ids
from models.audit import Audit
from models.base import Encrypted
from models.commune import Commune
from models.file_code import FileCode
from models.installation import Installation
from models.join import JoinCode, JoinTry
from models.keyed import EMPTIED, NAMES, PHONES, sealed_columns
from models.people import Account, Person
from models.tables import schema
from models.vault import Vault

AT_ONCE = 500

Tell: TypeAlias = Callable[[int, int], None]

_HEXADECIMAL = re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-z])")
_EDIT = re.compile(r"(?<=:edited:)[0-9a-f]{32}(?![0-9a-z])")
_RESIDENTS = ("resident:", "new:")
"""What a terminal puts in front of a name before it is hashed (`bot.channels.terminal.inbound`)."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """`codes` are open invitation codes that ended; `unopened` values that no key opens: they stay
    as they are, as lost as before.
    """

    values: int
    hashes: int
    codes: int
    unopened: int


def rotate(
    connection: Connection, old: Vault, new: Vault, *, ids: Ids, now: datetime, tell: Tell
) -> Rotated:
    """Every row, in the transaction of this connection."""
    done = _Rotation(connection, old, new, tell).run(now)
    detail = {"values": done.values, "hashes": done.hashes, "codes": done.codes}
    connection.execute(
        insert(Audit),
        [
            {"commune_id": commune, "id": ids.new(), "at": now, "by_id": None,
             "action": "key.rotated", "subject": new.fingerprint, "detail": detail}
            for commune in connection.scalars(select(Commune.id))
        ],
    )  # fmt: skip
    return done


class _Rotation:
    def __init__(self, connection: Connection, old: Vault, new: Vault, tell: Tell) -> None:
        self._connection = connection
        self._old = old
        self._new = new
        self._tell = tell
        self._values = self._hashes = self._unopened = 0
        self._renamed: dict[str, str] = {}

    def run(self, now: datetime) -> Rotated:
        self._renamed = self._accounts()
        work = self._work()
        total = sum(self._count(table) for table in work)
        done = 0
        for table, columns in work.items():
            for number in self._rewrite(table, columns):
                done += number
                self._tell(done, total)
        codes = self._end_codes(now)
        self._connection.execute(delete(JoinTry))
        self._connection.execute(delete(FileCode))
        self._connection.execute(update(Installation).values(key_fingerprint=self._new.fingerprint))
        return Rotated(self._values, self._hashes, codes, self._unopened)

    def _work(self) -> dict[Table, tuple[Column[Any], ...]]:
        """Of each table the columns that change in place."""
        work = dict(sealed_columns())
        tables = schema().tables
        for name, column in sorted(NAMES | set(EMPTIED) | PHONES):
            work[tables[name]] = (*work.get(tables[name], ()), tables[name].columns[column])
        return work

    def _count(self, table: Table) -> int:
        return self._connection.scalar(select(func.count()).select_from(table)) or 0

    def _rewrite(self, table: Table, columns: tuple[Column[Any], ...]) -> Iterator[int]:
        """By the rows' own numbers: what was written is not read again."""
        row_id = literal_column("rowid", Integer)
        bare = [
            type_coerce(column, LargeBinary).label(column.name)
            if isinstance(column.type, Encrypted)
            else column
            for column in columns
        ]
        after = 0
        while True:
            rows = self._connection.execute(
                select(row_id.label("row_id"), *bare)
                .select_from(table)
                .where(row_id > after)
                .order_by(row_id)
                .limit(AT_ONCE)
            ).all()
            if not rows:
                return
            changes = [
                {"row_number": row.row_id, **changed}
                for row in rows
                if (changed := self._changed(table, columns, dict(row._mapping)))  # noqa: SLF001  # SQLAlchemy's own public name
            ]
            for names in {tuple(sorted(change)) for change in changes}:
                put = update(table).where(row_id == bindparam("row_number"))
                put = put.values(
                    {
                        name: bindparam(f"new_{name}", type_=_bare_type(table.columns[name]))
                        for name in names
                        if name != "row_number"
                    }
                )
                self._connection.execute(
                    put,
                    [
                        {(n if n == "row_number" else f"new_{n}"): v for n, v in change.items()}
                        for change in changes
                        if tuple(sorted(change)) == names
                    ],
                )
            after = rows[-1].row_id
            yield len(rows)

    def _changed(
        self, table: Table, columns: tuple[Column[Any], ...], row: dict[str, Any]
    ) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        for column in columns:
            key, before = (table.name, column.name), row[column.name]
            if before is None:
                continue
            after: bytes | str | None
            if isinstance(column.type, Encrypted):
                after = self._sealed(before)
            elif key in EMPTIED:
                after = EMPTIED[key]
            elif key in PHONES:
                after = self._phone(row.get("phone"))
            else:
                after = self._name(before)
            if after != before:
                changed[column.name] = after
                self._hashes += not isinstance(column.type, Encrypted)
        return changed

    def _sealed(self, before: bytes) -> bytes:
        try:
            data = self._old.cipher.unseal(before)
        except TosoError:
            self._unopened += 1
            return before
        self._values += 1
        return self._new.cipher.seal(data)

    def _phone(self, sealed: bytes | None) -> str | None:
        """None where the number itself is lost: nobody would be found by the old hash."""
        try:
            return self._new.phone_hash(self._old.cipher.decrypt(sealed)) if sealed else None
        except TosoError:
            return None

    def _name(self, before: str) -> str:
        after = _EDIT.sub(lambda found: self._unknown(found[0]), before)
        return _HEXADECIMAL.sub(lambda found: self._renamed.get(found[0], found[0]), after)

    def _unknown(self, old_hash: str) -> str:
        return self._new.keyed_hash(f"of another key:{old_hash}")

    def _accounts(self) -> dict[str, str]:
        """The new name of every account whose name is a hash of this house's making."""
        people = self._connection.execute(
            select(
                Account.external_id,
                Person.name,
                type_coerce(Person.phone, LargeBinary).label("phone"),
            )
            .outerjoin(
                Person,
                (Person.commune_id == Account.commune_id) & (Person.id == Account.person_id),
            )
            .where(Account.channel == "terminal")
        )
        return {row.external_id: self._renaming(row) for row in people}

    def _renaming(self, row: Any) -> str:  # noqa: ANN401  # a row of three columns
        phone = self._opened(row.phone)
        if phone and self._old.phone_hash(phone) == row.external_id:
            return self._new.phone_hash(phone)
        for prefix in _RESIDENTS:
            if row.name and self._old.keyed_hash(f"{prefix}{row.name}") == row.external_id:
                return self._new.keyed_hash(f"{prefix}{row.name}")
        return self._unknown(row.external_id)

    def _opened(self, sealed: bytes | None) -> str:
        try:
            return self._old.cipher.decrypt(sealed) if sealed else ""
        except TosoError:
            return ""

    def _end_codes(self, now: datetime) -> int:
        is_open = (JoinCode.used_at.is_(None), JoinCode.expires_at > now)
        count = self._connection.scalar(select(func.count()).where(*is_open)) or 0
        self._connection.execute(update(JoinCode).where(*is_open).values(expires_at=now))
        self._connection.execute(update(JoinCode).values(code_hash=""))
        return count


def _bare_type(column: Column[Any]) -> Any:  # noqa: ANN401  # a type of SQLAlchemy's
    return LargeBinary() if isinstance(column.type, Encrypted) else column.type
