"""The web chat's memory: each talk line by line (sealed), and the sessions that open pages.

No phone keeps a web talk for us, as the messengers do: a page that is closed, reloaded or without a
network reads here what it missed. Lines of one talk are numbered from 1 in the order of writing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    Index,
    Row,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    column,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Encrypted, InCommune

SEEN_EVERY = timedelta(hours=1)
"""How exactly `WebSession.seen_at` is kept: a page that reconnects all day writes once an hour."""

OURS = "~"
"""In front of every client id that is ours: no page can give one that begins so."""

KEPT_NUMBER = f"{OURS}number"
"""The client id of a line of which only the number is left (`models.web_retention`): no page is
told of it.
"""


class WebLine(InCommune, Base):
    """One line of a talk. `client_id` is the page's own name for what its person sent; for what we
    said it is `OURS` and the outbox's name for it, or null. `words` is the JSON of
    `bot.channels.web.outbound`.
    """

    __tablename__ = "web_log"
    __table_args__ = (
        UniqueConstraint("commune_id", "external_id", "client_id"),
        Index(None, "commune_id", "at"),
    )

    external_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_mine: Mapped[bool]
    words: Mapped[str] = mapped_column(Encrypted)
    at: Mapped[datetime]
    client_id: Mapped[str | None]


class WebSession(InCommune, Base):
    """One browser. `external_id` is the keyed hash of its cookie, never the cookie; `role` is empty
    but in the sample, where the visitor chooses as whom to look.
    """

    __tablename__ = "web_session"

    external_id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class NewLine:
    external_id: str
    is_mine: bool
    words: str
    at: datetime
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    seq: int
    is_mine: bool
    words: str
    at: datetime
    client_id: str | None


async def add_lines(
    connection: AsyncConnection, commune_id: str, lines: Sequence[NewLine]
) -> tuple[int, ...]:
    """The number of each line within its talk; a client id that is there already keeps its own."""
    last = await _last_numbers(connection, commune_id, {line.external_id for line in lines})
    known = await _numbers_of_clients(
        connection,
        commune_id,
        {(line.external_id, line.client_id) for line in lines if line.client_id},
    )
    rows: list[dict[str, object]] = []
    numbers: list[int] = []
    for line in lines:
        key = (line.external_id, line.client_id)
        number = known.get(key)
        if number is None:
            number = last[line.external_id] = last.get(line.external_id, 0) + 1
            if line.client_id:
                known[key] = number
            rows.append(_row(commune_id, line, number))
        numbers.append(number)
    if rows:
        await connection.execute(insert(WebLine), rows)
    return tuple(numbers)


async def lines_after(
    connection: AsyncConnection, commune_id: str, external_id: str, *, seq: int, most: int
) -> tuple[Line, ...]:
    """The first `most` lines after `seq`, in order."""
    wanted = _lines(commune_id, external_id).where(WebLine.seq > seq).order_by(WebLine.seq)
    return _read((await connection.execute(wanted.limit(most))).all())


async def lines_before(
    connection: AsyncConnection, commune_id: str, external_id: str, *, seq: int | None, most: int
) -> tuple[Line, ...]:
    """The last `most` lines before `seq` (of all, where it is None), in order."""
    wanted = _lines(commune_id, external_id).order_by(WebLine.seq.desc())
    if seq is not None:
        wanted = wanted.where(WebLine.seq < seq)
    rows = (await connection.execute(wanted.limit(most))).all()
    return _read(rows[::-1])


async def find_line(
    connection: AsyncConnection, commune_id: str, external_id: str, seq: int
) -> Line | None:
    wanted = _lines(commune_id, external_id).where(WebLine.seq == seq)
    return next(iter(_read((await connection.execute(wanted)).all())), None)


async def find_role(connection: AsyncConnection, commune_id: str, external_id: str) -> str | None:
    """The role of a session; None where it never came before."""
    found: str | None = await connection.scalar(
        select(WebSession.role).where(
            WebSession.commune_id == commune_id, WebSession.external_id == external_id
        )
    )
    return found


async def is_seen(
    connection: AsyncConnection, commune_id: str, external_id: str, now: datetime
) -> bool:
    """Whether the session's row is as fresh as `SEEN_EVERY` asks."""
    seen_at: datetime | None = await connection.scalar(
        select(WebSession.seen_at).where(
            WebSession.commune_id == commune_id, WebSession.external_id == external_id
        )
    )
    return seen_at is not None and now - seen_at < SEEN_EVERY


async def keep_session(
    connection: AsyncConnection,
    commune_id: str,
    external_id: str,
    *,
    now: datetime,
    role: str | None = None,
) -> None:
    """Note that the session was here; with `role`, as whom it looks from now on."""
    is_known = await find_role(connection, commune_id, external_id) is not None
    values = {"seen_at": now} if role is None else {"seen_at": now, "role": role}
    if is_known:
        await connection.execute(
            update(WebSession)
            .where(WebSession.commune_id == commune_id, WebSession.external_id == external_id)
            .values(**values)
        )
        return
    await connection.execute(
        insert(WebSession).values(
            commune_id=commune_id, external_id=external_id, created_at=now, **values
        )
    )


async def _last_numbers(
    connection: AsyncConnection, commune_id: str, external_ids: set[str]
) -> dict[str, int]:
    asked = {"commune": commune_id, "talks": json.dumps(sorted(external_ids))}
    rows = await connection.execute(_last_seq(), asked)
    return {row.talk: row.last for row in rows if row.last is not None}


@cache
def _last_seq() -> Select[str, int | None]:
    """Of each talk asked, a step to the end of its part of the key; a maximum of groups would read
    every line of it.
    """
    asked = func.json_each(bindparam("talks")).table_valued(column("value", String))
    last = (
        select(func.max(WebLine.seq))
        .where(WebLine.commune_id == bindparam("commune"), WebLine.external_id == asked.c.value)
        .correlate(asked)
        .scalar_subquery()
    )
    return select(asked.c.value.label("talk"), last.label("last"))


async def _numbers_of_clients(
    connection: AsyncConnection, commune_id: str, keys: set[tuple[str, str]]
) -> dict[tuple[str, str | None], int]:
    """Two lists instead of pairs, as in `models.load.asked_for`: a line too many is harmless."""
    if not keys:
        return {}
    rows = await connection.execute(
        select(WebLine.external_id, WebLine.client_id, WebLine.seq).where(
            WebLine.commune_id == commune_id,
            WebLine.external_id.in_({external_id for external_id, _ in keys}),
            WebLine.client_id.in_({client_id for _, client_id in keys}),
        )
    )
    return {(row.external_id, row.client_id): row.seq for row in rows}


def _row(commune_id: str, line: NewLine, seq: int) -> dict[str, object]:
    return {
        "commune_id": commune_id,
        "external_id": line.external_id,
        "seq": seq,
        "is_mine": line.is_mine,
        "words": line.words,
        "at": line.at,
        "client_id": line.client_id,
    }


def _lines(commune_id: str, external_id: str) -> Select[int, bool, str, datetime, str | None]:
    return select(WebLine.seq, WebLine.is_mine, WebLine.words, WebLine.at, WebLine.client_id).where(
        WebLine.commune_id == commune_id,
        WebLine.external_id == external_id,
        WebLine.client_id.is_distinct_from(KEPT_NUMBER),
    )


def _read(rows: Sequence[Row[int, bool, str, datetime, str | None]]) -> tuple[Line, ...]:
    return tuple(Line(*row) for row in rows)
