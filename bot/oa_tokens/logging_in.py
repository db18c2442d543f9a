"""A code that an administrator has consented to becomes the pair that stands in the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.channels.calls import Calls
from bot.channels.failures import SendError
from bot.kernel.clock import Clock
from bot.oa_tokens.consent import Granted
from bot.oa_tokens.oauth import OAuth
from bot.oa_tokens.refresher import CHANNEL
from models.database import Database
from models.oa_claims import Whose, find_pair_standing, log_in

ABOUT = "/v2.0/oa/getoa"
ABOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """`name` is "" where Zalo did not tell it; `freed` letters had waited for this."""

    oa_id: str
    name: str
    expires_at: datetime
    freed: int


class OtherAccountError(Exception):
    """The consent was given for another Official Account than the one whose people are known here:
    to it they would all be strangers. The code was not used.
    """

    def __init__(self, before: str, now: str) -> None:
        super().__init__(f"{now} instead of {before}")
        self.before = before
        self.now = now


async def log_in_by_code(
    granted: Granted,
    *,
    verifier: str,
    database: Database,
    whose: Whose,
    oauth: OAuth,
    calls: Calls,
    api: str,
    clock: Clock,
    may_be_other: bool = False,
) -> LoggedIn:
    """Raises what `OAuth.exchange` raises, OtherAccountError, or StoreError."""
    async with database.read() as connection:
        standing = await find_pair_standing(connection, whose)
    before = standing.oa_id if standing else ""
    if before and granted.oa_id and before != granted.oa_id and not may_be_other:
        raise OtherAccountError(before, granted.oa_id)
    pair = await oauth.exchange(granted.code, verifier)
    oa_id = granted.oa_id or before
    async with database.write() as connection:
        freed = await log_in(connection, whose, pair, oa_id=oa_id, channel=CHANNEL, now=clock.now())
    return LoggedIn(oa_id, await _name(calls, api, pair.access), pair.expires_at, freed)


async def _name(calls: Calls, api: str, token: str) -> str:
    """Only to be shown: what it cannot tell is no failure."""
    try:
        answer = await calls.get(
            f"{api}{ABOUT}", headers={"access_token": token}, seconds=ABOUT_SECONDS
        )
    except SendError:
        return ""
    match answer.body:
        case {"data": {"name": str(name)}}:
            return name
        case _:
            return ""
