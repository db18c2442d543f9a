"""What the doctor says of the pair of tokens of the Official Account. It needs no key."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.cli.checkup import Check, State
from bot.dialog.text import Text
from bot.settings import Settings
from models.commune import find_communes
from models.database import Database
from models.oa_claims import CLAIM, PairStanding, Whose, find_pair_standing
from models.oa_token import TokenState

NAME = "oa_token"
LATE = timedelta(hours=22)
"""Refreshed at 20 hours, over at 25: in between something keeps it from being refreshed."""

NEARLY_OVER = timedelta(days=80)
"""A refresh token lasts three months, used or not."""

LOGIN = "toso zalo oa-login"


async def find_oa(database: Database, settings: Settings) -> PairStanding | None:
    async with database.read() as connection:
        communes = await find_communes(connection)
        wanted = settings.commune or next(iter(communes), "")
        return await find_pair_standing(connection, Whose(wanted, settings.zalo.app_id))


def check_oa(standing: PairStanding | None, now: datetime) -> Check:
    again = Text("cli.doctor.oa.advice", command=LOGIN)
    if standing is None:
        return Check(NAME, State.WARNING, Text("cli.doctor.oa.none"), again)
    if standing.state is TokenState.LOST:
        return Check(NAME, State.FAILED, Text("cli.doctor.oa.lost"), again)
    age = now - standing.obtained_at
    hours = max(round(age / timedelta(hours=1)), 0)
    if age > NEARLY_OVER:
        return Check(NAME, State.FAILED, Text("cli.doctor.oa.old", count=age.days), again)
    if age > LATE:
        late = Text("cli.doctor.oa.late", count=hours)
        return Check(NAME, State.WARNING, late, Text("cli.doctor.oa.late_advice"))
    if _is_broken_off(standing, now):
        broken = Text("cli.doctor.oa.broken_off")
        return Check(NAME, State.WARNING, broken, Text("cli.doctor.oa.late_advice"))
    return Check(NAME, State.OK, Text("cli.doctor.oa.well", count=hours))


def _is_broken_off(standing: PairStanding, now: datetime) -> bool:
    since = standing.refreshing_at
    is_open = standing.state is TokenState.REFRESHING
    return is_open and (since is None or abs(now - since) > CLAIM)
