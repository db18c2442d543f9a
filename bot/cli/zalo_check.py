"""`toso zalo check`: tries against the real Zalo what a machine can try, and prints what a human
must. It changes nothing, writes to nobody and uses no refresh token.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass, field
from typing import Any

from bot.channels.calls import Calls, open_calls
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.tokens import FixedToken
from bot.cli.parser import Words
from bot.cli.refusal import FAULT, Refusal
from bot.cli.store import open_store, the_commune
from bot.cli.zalo_check_arguments import ZaloCheck
from bot.cli.zalo_tries import (
    Received,
    Tried,
    of_account,
    of_bot,
    of_clock,
    of_door,
    of_secret,
    of_templates,
)
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.kernel.errors import TosoError
from bot.settings import Settings
from bot.zalo_settings import BotMode, ZaloSettings
from models.commune import find_communes
from models.database import Database, StoreError
from models.evidence import Evidence, find_evidence
from models.oa_claims import HeldPair, Whose, find_held_pair
from models.vault import KEY_FILE_NAME, read_vault

CHANNEL = "zalo_oa"
BODY_BYTES = 1_000_000
NO_EVIDENCE = Evidence()

BY_HAND: tuple[Text, ...] = (
    Text("cli.zalo.check.hand.state_agency"),
    Text("cli.zalo.check.hand.buttons"),
    Text("cli.zalo.check.hand.secret"),
    Text("cli.zalo.check.hand.picture"),
    Text("cli.zalo.check.hand.file"),
    Text("cli.zalo.check.hand.sticker"),
    Text("cli.zalo.check.hand.takeover"),
    Text("cli.zalo.check.hand.groups"),
    Text("cli.zalo.check.hand.restart"),
    Text("cli.zalo.check.hand.month"),
    Text("cli.zalo.check.hand.crowd"),
    Text("cli.zalo.check.hand.telegram"),
)
"""What nobody knows of Zalo before it was tried with the commune's own account."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store holds of Zalo; nothing where there is no store, or none with this key."""

    access: str = field(default="", repr=False)
    oa_id: str = ""
    evidence: Evidence = NO_EVIDENCE


def run_zalo_check(
    command: ZaloCheck, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0 unless something was tried and is not well."""
    if not (settings.zalo.bots or settings.zalo.has_oa):
        raise Refusal(Text("cli.zalo.check.nothing_set"))
    received = _received(command)
    settings = settings if command.database is None else settings.on(command.database)
    tried = asyncio.run(_try_all(settings, received, clock or SystemClock()))
    is_well = not any(one.is_fault for one in tried)
    if command.as_json:
        told = {
            "ok": is_well,
            "tried": [_told(one, words) for one in tried],
            "by_hand": [words(text) for text in BY_HAND],
        }
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
    else:
        from bot.cli.zalo_check_table import show_tried

        show_tried(tried, BY_HAND, words)
    return 0 if is_well else FAULT


async def _try_all(
    settings: Settings, received: Received | None, clock: Clock
) -> tuple[Tried, ...]:
    zalo = settings.zalo
    tried: list[Tried] = []
    async with open_calls() as calls:
        if zalo.has_oa or zalo.bot_mode is BotMode.WEBHOOK:  # who asks for messages needs no door
            tried.append(await of_door(calls, settings))
        tried.append(await of_clock(calls, zalo, clock))
        if zalo.has_oa:
            stored = await _stored(settings)
            api = _api(calls, zalo, stored.access, clock) if stored.access else None
            tried += [one async for one in of_account(api, zalo, stored.evidence)]
            tried.append(of_secret(zalo, stored.evidence, received, stored.oa_id))
            tried += of_templates(zalo)
        for bot in zalo.bots:
            asked = BotApi(calls, zalo.bot_api, name=bot.name, token=bot.token)
            tried += [one async for one in of_bot(asked, settings)]
    return tuple(tried)


def _api(calls: Calls, zalo: ZaloSettings, access: str, clock: Clock) -> OaApi:
    return OaApi(
        calls=calls,
        tokens=FixedToken(access),
        clock=clock,
        base=zalo.oa_api,
        app_secret=zalo.app_secret,
    )


async def _stored(settings: Settings) -> Stored:
    """Read as it lies there: neither a migration nor a change of the key is made from here."""
    try:
        database = open_store(settings.database)
    except (Refusal, TosoError):
        return Stored()
    try:
        async with database.read() as connection:
            communes = await find_communes(connection)
            commune_id = the_commune(communes, settings.commune)
            evidence = await find_evidence(connection, commune_id, CHANNEL)
        tokens = await _tokens(database, settings, Whose(commune_id, settings.zalo.app_id))
    except (Refusal, TosoError, StoreError):
        return Stored()
    finally:
        await database.close()
    if tokens is None:
        return Stored(evidence=evidence)
    return Stored(tokens.access, tokens.oa_id, evidence)


async def _tokens(database: Database, settings: Settings, whose: Whose) -> HeldPair | None:
    beside = database.path.parent / KEY_FILE_NAME if database.path else None
    key = settings.key_file or beside
    if key is None:
        return None
    database.unlock(read_vault(key))
    async with database.read() as connection:
        return await find_held_pair(connection, whose)


def _received(command: ZaloCheck) -> Received | None:
    """Raises Refusal for a file that cannot be read, and where one of the two is missing."""
    if command.body is None and not command.signature:
        return None
    if command.body is None or not command.signature:
        raise Refusal(Text("cli.zalo.check.both", body="--body", signature="--signature"))
    try:
        with command.body.open("rb") as file:
            raw = file.read(BODY_BYTES)
    except OSError as error:
        raise Refusal(Text("cli.zalo.check.no_file", path=str(command.body))) from error
    return Received(raw, command.signature)


def _told(tried: Tried, words: Words) -> dict[str, Any]:
    return {
        "name": tried.name,
        "outcome": tried.outcome.value,
        "message": words(tried.text),
        "advice": words(tried.advice) if tried.advice else None,
    }
