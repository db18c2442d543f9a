"""Entries that were read out of a file and wait to be sent off by whoever sent it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from models.errand import READ_ENTRIES, Errand, ErrandState
from models.needs import Need


@dataclass(frozen=True, slots=True)
class ReadList:
    """`lines` are still to be sent; `person_id` is the only one who may."""

    errand_id: str
    person_id: str
    lines: str


@dataclass(frozen=True, slots=True)
class ReadListNeed(Need["ReadList | None"]):
    errand_id: str

    @property
    def key(self) -> str:
        return read_list_key(self.errand_id)


@dataclass(frozen=True, slots=True)
class SameListNeed(Need["ReadList | None"]):
    """What this person's file of these very bytes was read as, the first time."""

    person_id: str
    digest: str

    @property
    def key(self) -> str:
        return f"lists:{self.person_id}"


def read_list_key(errand_id: str) -> str:
    return f"errand:{errand_id}"


async def read_lists(
    connection: AsyncConnection, commune_id: str, needs: Sequence[ReadListNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(Errand.id, Errand.person_id, Errand.kept).where(
            Errand.commune_id == commune_id,
            Errand.id.in_({need.errand_id for need in needs}),
            Errand.kind == READ_ENTRIES,
            Errand.kept.is_not(None),
        )
    )
    found = {row.id: ReadList(row.id, row.person_id, row.kept) for row in rows}
    return {need: found.get(need.errand_id) for need in needs}


async def same_lists(
    connection: AsyncConnection, commune_id: str, needs: Sequence[SameListNeed]
) -> dict[Need[Any], Any]:
    rows = await connection.execute(
        select(Errand.id, Errand.person_id, Errand.kept, Errand.argument)
        .where(
            Errand.commune_id == commune_id,
            Errand.person_id.in_({need.person_id for need in needs}),
            Errand.kind == READ_ENTRIES,
            Errand.state == ErrandState.DONE,
            Errand.kept.is_not(None),
        )
        .order_by(Errand.created_at.desc(), Errand.id.desc())
    )
    found = {
        (row.person_id, row.argument.get("digest")): ReadList(row.id, row.person_id, row.kept)
        for row in rows
    }
    return {need: found.get((need.person_id, need.digest)) for need in needs}


READ_LIST_LOADERS: dict[type, Callable[..., Any]] = {
    ReadListNeed: read_lists,
    SameListNeed: same_lists,
}
