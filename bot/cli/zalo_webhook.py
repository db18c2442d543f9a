"""`toso zalo webhook`: where Zalo hands the bots' messages over, set and taken away by a person
alone. The product itself never does: one slip at a start would make a bot deaf elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.channels.calls import open_calls
from bot.channels.failures import (
    Misconfigured,
    Refused,
    SendError,
    Throttled,
)
from bot.channels.zalo_bot.api import BAD, BotApi, Done, Failed, send_error
from bot.channels.zalo_bot.polling import webhook_address
from bot.channels.zalo_bot.webhook import hook_path
from bot.cli.parser import Words
from bot.cli.refusal import FAULT, Refusal
from bot.cli.zalo_told import Told
from bot.cli.zalo_webhook_arguments import Verb, ZaloWebhook
from bot.dialog.text import Text
from bot.settings import Settings
from bot.zalo_settings import ZaloBot

TOKENS, SECRET = "TOSO_ZALO_BOT_TOKENS", "TOSO_ZALO_BOT_SECRET"
PUBLIC_URL = "TOSO_PUBLIC_URL"
SET_SECONDS = 60.0
"""Zalo looks whether somebody answers there before it answers itself."""


def run_webhook(command: ZaloWebhook, settings: Settings, words: Words) -> int:
    """0 where all went well for every bot that was meant. Raises Refusal before Zalo is asked."""
    bots = _meant(command, settings)
    if command.verb is Verb.SET and not settings.public_url:
        raise Refusal(Text("cli.zalo.webhook.no_address", name=PUBLIC_URL))
    if command.verb is Verb.SET and not settings.zalo.bot_secret:
        raise Refusal(Text("cli.zalo.webhook.no_secret", name=SECRET))
    told = asyncio.run(_ask(command.verb, bots, settings))
    is_well = all(each.ok for each in told)
    if command.as_json:
        shown = {"ok": is_well, "bots": [_shown(each, words) for each in told]}
        sys.stdout.write(f"{json.dumps(shown, ensure_ascii=False)}\n")
    else:
        from bot.cli.zalo_webhook_table import show_webhooks

        show_webhooks(told, words)
    return 0 if is_well else FAULT


def _meant(command: ZaloWebhook, settings: Settings) -> Sequence[ZaloBot]:
    bots = settings.zalo.bots
    if not bots:
        raise Refusal(Text("cli.zalo.no_bots", name=TOKENS))
    if command.bot is None:
        return bots
    meant = [bot for bot in bots if bot.name == command.bot]
    if not meant:
        names = ", ".join(bot.name for bot in bots)
        raise Refusal(Text("cli.zalo.no_bot", name=command.bot, names=names))
    return meant


async def _ask(verb: Verb, bots: Sequence[ZaloBot], settings: Settings) -> list[Told]:
    told = []
    async with open_calls() as calls:
        for bot in bots:
            api = BotApi(calls, settings.zalo.bot_api, name=bot.name, token=bot.token)
            ours = f"{settings.public_url}{hook_path(bot.name)}" if settings.public_url else ""
            try:
                match verb:
                    case Verb.SET:
                        told.append(await _set(api, ours, settings.zalo.bot_secret))
                    case Verb.DELETE:
                        told.append(await _delete(api))
                    case Verb.INFO:
                        told.append(await _look(api, ours))
            except SendError as error:
                told.append(_failed(bot.name, error))
    return told


async def _set(bot: BotApi, address: str, secret: str) -> Told:
    asked = {"url": address, "secret_token": secret}
    result = await bot.get("setWebhook", asked, seconds=SET_SECONDS)
    look = result.get("verification")
    look = look if isinstance(look, dict) else {}
    outcome, hint = _word(look, "outcome"), _word(look, "hint")
    if look.get("ok") is False:
        text = Text("cli.zalo.webhook.unproven", outcome=outcome or "?")
        return Told(bot.name, False, "unproven", text, address, outcome, hint)  # noqa: FBT003
    text = Text("cli.zalo.webhook.proven") if look else Text("cli.zalo.webhook.is_set")
    return Told(bot.name, True, "set", text, address, outcome, hint)  # noqa: FBT003


async def _delete(bot: BotApi) -> Told:
    """Raises a SendError. That there was none is as good as taken away."""
    match await bot.ask("deleteWebhook", {}):
        case Failed(code=code) as failed if code != BAD:
            raise send_error(failed)
        case Done() | Failed():
            text = Text("cli.zalo.webhook.deleted")
            return Told(bot.name, ok=True, state="deleted", text=text)


async def _look(bot: BotApi, ours: str) -> Told:
    address = await webhook_address(bot)
    if not address:
        return Told(bot.name, ok=True, state="none", text=Text("cli.zalo.webhook.none"))
    text = Text("cli.zalo.webhook.here")
    if ours and address != ours:
        text = Text("cli.zalo.webhook.elsewhere", address=ours)
    state = "elsewhere" if ours and address != ours else "set"
    return Told(bot.name, ok=True, state=state, text=text, address=address)


def _failed(bot: str, error: SendError) -> Told:
    match error:
        case Misconfigured():
            return Told(bot, ok=False, state="token", text=Text("cli.zalo.token_wrong"))
        case Throttled():
            return Told(bot, ok=False, state="throttled", text=Text("cli.zalo.throttled"))
        case Refused(code=code, words=words):
            text = Text("cli.zalo.refused", code=code)
            return Told(bot, ok=False, state="refused", text=text, hint=words)
        case _:
            return Told(bot, ok=False, state="unreachable", text=Text("cli.zalo.unreachable"))


def _word(among: Mapping[str, Any], key: str) -> str:
    value = among.get(key)
    return value if isinstance(value, str) else ""


def _shown(told: Told, words: Callable[[Text], str]) -> dict[str, Any]:
    return {
        "bot": told.bot,
        "ok": told.ok,
        "state": told.state,
        "url": told.address,
        "outcome": told.outcome,
        "hint": told.hint,
        "message": words(told.text),
    }
