"""Who may refresh the pair of tokens, and what became of it.

Laws: a refresh token is used only by whoever has claimed it, and the claim is committed before the
provider hears of it; a claim that is fresh is nobody else's, however many processes there are; the
new pair is committed before anybody speaks with it; an answer is kept as long as the refresh token
that it was given for still stands here, whoever has claimed it since.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.fates import free_misconfigured
from models.oa_token import OaToken, TokenState

CLAIM = timedelta(seconds=60)
"""Longer than any answer is waited for: an older claim is of one who was killed or hangs."""

DUE_PART = 0.8
"""At this part of its life a pair is refreshed: at 20 of 25 hours."""


@dataclass(frozen=True, slots=True)
class Pair:
    """As the provider gave it. `expires_at` is the access token's."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PairStanding:
    """What is known of the pair without its tokens. `is_claimed` says that somebody is at it."""

    oa_id: str
    obtained_at: datetime
    expires_at: datetime
    state: TokenState
    refresher: str | None
    refreshing_at: datetime | None
    alarmed_at: datetime | None

    @property
    def due_at(self) -> datetime:
        return self.obtained_at + (self.expires_at - self.obtained_at) * DUE_PART

    def is_claimed(self, now: datetime) -> bool:
        """A clock that was set back makes no claim last longer."""
        if self.refresher is None or self.refreshing_at is None:
            return False
        return abs(now - self.refreshing_at) <= CLAIM


@dataclass(frozen=True, slots=True)
class HeldPair(PairStanding):
    access: str = field(repr=False)
    refresh: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Whose:
    """The row of one Official Account."""

    commune_id: str
    app_id: str


async def find_pair_standing(connection: AsyncConnection, whose: Whose) -> PairStanding | None:
    """It needs no key."""
    row = (await connection.execute(_select(whose, *_STANDING))).one_or_none()
    return None if row is None else PairStanding(**row._mapping)  # noqa: SLF001  # SQLAlchemy's own public name


async def find_held_pair(connection: AsyncConnection, whose: Whose) -> HeldPair | None:
    columns = (*_STANDING, OaToken.access, OaToken.refresh)
    row = (await connection.execute(_select(whose, *columns))).one_or_none()
    return None if row is None else HeldPair(**row._mapping)  # noqa: SLF001  # SQLAlchemy's own public name


async def claim(
    connection: AsyncConnection, whose: Whose, seen: HeldPair, *, refresher: str, now: datetime
) -> bool:
    """Whether the pair that was `seen` is now this one's to refresh."""
    standing = await _locked(connection, whose)
    if standing is None or standing.access != seen.access:
        return False
    if standing.state is TokenState.LOST or standing.is_claimed(now):
        return False
    await _put(
        connection, whose, state=TokenState.REFRESHING, refresher=refresher, refreshing_at=now
    )
    return True


async def keep(
    connection: AsyncConnection, whose: Whose, pair: Pair, *, used: str, now: datetime
) -> bool:
    """False where another pair stands here since: somebody has consented anew."""
    standing = await _locked(connection, whose)
    if standing is None or standing.refresh != used:
        return False
    await _put(connection, whose, **_fresh(pair, now), **_former(standing))
    return True


async def give_back(
    connection: AsyncConnection, whose: Whose, *, refresher: str, now: datetime, is_unused: bool
) -> None:
    """The claim ends without a pair. Where nobody knows whether the refresh token was used
    (`is_unused` is False), the row says so until the next try.
    """
    state = TokenState.GOOD if is_unused else TokenState.REFRESHING
    await connection.execute(
        update(OaToken)
        .where(*_is(whose), OaToken.refresher == refresher, OaToken.state != TokenState.LOST)
        .values(state=state, refresher=None, refreshing_at=now)
    )


async def lose(connection: AsyncConnection, whose: Whose, *, used: str) -> bool:
    """The provider takes this refresh token no more. True once for each loss."""
    standing = await _locked(connection, whose)
    if standing is None or standing.refresh != used or standing.state is TokenState.LOST:
        return False
    await _put(connection, whose, state=TokenState.LOST, refresher=None, refreshing_at=None)
    return True


async def end_access(connection: AsyncConnection, whose: Whose, access: str, now: datetime) -> None:
    """Of a lost pair the access token was refused as well: nobody need try it again."""
    standing = await _locked(connection, whose)
    if standing is not None and standing.access == access and standing.state is TokenState.LOST:
        await _put(connection, whose, expires_at=min(now, standing.expires_at))


async def mark_alarmed(connection: AsyncConnection, whose: Whose, now: datetime) -> None:
    await _put(connection, whose, alarmed_at=now)


async def log_in(
    connection: AsyncConnection,
    whose: Whose,
    pair: Pair,
    *,
    oa_id: str,
    channel: str,
    now: datetime,
) -> int:
    """The pair of a new consent, in place of any other; what waited for it on `channel` goes out.
    How many letters that are.
    """
    standing = await _locked(connection, whose)
    if standing is None:
        row = {"commune_id": whose.commune_id, "app_id": whose.app_id, "oa_id": oa_id}
        await connection.execute(insert(OaToken).values(**row, **_fresh(pair, now)))
    else:
        await _put(connection, whose, oa_id=oa_id, **_fresh(pair, now), **_former(standing))
    return await free_misconfigured(connection, whose.commune_id, now, channel)


_STANDING = (
    OaToken.oa_id,
    OaToken.obtained_at,
    OaToken.expires_at,
    OaToken.state,
    OaToken.refresher,
    OaToken.refreshing_at,
    OaToken.alarmed_at,
)


def _fresh(pair: Pair, now: datetime) -> dict[str, Any]:
    return {
        "access": pair.access,
        "refresh": pair.refresh,
        "obtained_at": now,
        "expires_at": pair.expires_at,
        "state": TokenState.GOOD,
        "refresher": None,
        "refreshing_at": None,
        "alarmed_at": None,
    }


def _former(standing: HeldPair) -> dict[str, Any]:
    return {"former_access": standing.access, "former_refresh": standing.refresh}


def _is(whose: Whose) -> tuple[Any, Any]:
    return (OaToken.commune_id == whose.commune_id, OaToken.app_id == whose.app_id)


def _select(whose: Whose, *columns: Any) -> Any:  # noqa: ANN401  # columns of SQLAlchemy's
    return select(*columns).where(*_is(whose))


async def _locked(connection: AsyncConnection, whose: Whose) -> HeldPair | None:
    """The row, nobody else's until this transaction ends. SQLite has one writer anyway."""
    columns = (*_STANDING, OaToken.access, OaToken.refresh)
    row = (await connection.execute(_select(whose, *columns).with_for_update())).one_or_none()
    return None if row is None else HeldPair(**row._mapping)  # noqa: SLF001  # SQLAlchemy's own public name


async def _put(connection: AsyncConnection, whose: Whose, **values: Any) -> None:  # noqa: ANN401
    await connection.execute(update(OaToken).where(*_is(whose)).values(**values))
