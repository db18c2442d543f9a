"""What the operator sets for Zalo: bots of the Bot Platform, and one Official Account.

Addresses of Zalo: https://docs.zaloplatforms.com/docs/BOT and …/docs/OA (read 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from bot.kernel.errors import TosoError

BOT_API = "https://bot-api.zaloplatforms.com"
OA_API = "https://openapi.zalo.me"
OAUTH = "https://oauth.zaloapp.com"
ZBS_API = "https://business.openapi.zalo.me"
MONTHLY = 500
"""Messages a month beyond the free window in the plan "Tăng trưởng"."""

ZALO_SETTINGS = {
    "TOSO_ZALO_BOT_TOKENS": "Bots of the Bot Platform by your names: `hp1=123:abc,hp2=456:def`.",
    "TOSO_ZALO_BOT_SECRET": "Secret of 8 to 256 letters that comes with every webhook of a bot.",
    "TOSO_ZALO_BOT_MODE": "How a bot's messages come: webhook (the default) or polling.",
    "TOSO_ZALO_BOT_API": f"Address of the Bot Platform; `{BOT_API}` when it is not set.",
    "TOSO_ZALO_OA_APP_ID": "Id of the app that speaks for the Official Account.",
    "TOSO_ZALO_OA_APP_SECRET": "Secret of that app.",
    "TOSO_ZALO_OA_SECRET": "OA Secret Key of its webhook; the app's secret when it is not set.",
    "TOSO_ZALO_OA_SEND": "v3 (the default), or v2 for an Official Account of a state agency.",
    "TOSO_ZALO_OA_MONTHLY": f"Messages a month in its plan beyond 48 hours; {MONTHLY} if not set.",
    "TOSO_ZALO_OA_API": f"Address of the OA OpenAPI; `{OA_API}` when it is not set.",
    "TOSO_ZALO_OAUTH": f"Address at which consent is given; `{OAUTH}` when it is not set.",
    "TOSO_ZALO_ZBS_TEMPLATES": "ZBS templates by kind of message: reminder=12345; none if not set.",
    "TOSO_ZALO_ZBS_API": f"Address of ZBS; `{ZBS_API}` when it is not set.",
}

NAME = re.compile(r"[a-z0-9_-]{1,20}")
TOKEN = re.compile(r"[^\s,=/]{3,}")
SECRET = re.compile(r"[A-Za-z0-9_.-]{8,256}")
LISTED = re.compile(r"[,;\s]+")


class BotMode(StrEnum):
    WEBHOOK = "webhook"
    POLLING = "polling"


class SendPath(StrEnum):
    V3 = "v3"
    V2 = "v2"


@dataclass(frozen=True, slots=True)
class ZaloBot:
    """`name` is the operator's own and stands in every account of this bot: it must not change."""

    name: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ZaloSettings:
    bots: tuple[ZaloBot, ...] = ()
    bot_secret: str = field(default="", repr=False)
    bot_mode: BotMode = BotMode.WEBHOOK
    bot_api: str = BOT_API
    app_id: str = ""
    app_secret: str = field(default="", repr=False)
    oa_secret: str = field(default="", repr=False)
    send_path: SendPath = SendPath.V3
    monthly: int = MONTHLY
    oa_api: str = OA_API
    oauth: str = OAUTH
    templates: tuple[tuple[str, str], ...] = ()
    zbs_api: str = ZBS_API

    @property
    def has_oa(self) -> bool:
        return bool(self.app_id and self.app_secret)


def read_zalo(given: Mapping[str, str]) -> ZaloSettings:
    """From the values by name, "" where none is set. Raises TosoError for one that cannot be."""
    return ZaloSettings(
        bots=_bots(given["TOSO_ZALO_BOT_TOKENS"]),
        bot_secret=_secret(given["TOSO_ZALO_BOT_SECRET"]),
        bot_mode=BotMode(_one_of("TOSO_ZALO_BOT_MODE", given, BotMode, BotMode.WEBHOOK)),
        bot_api=read_address("TOSO_ZALO_BOT_API", given["TOSO_ZALO_BOT_API"]) or BOT_API,
        app_id=given["TOSO_ZALO_OA_APP_ID"],
        app_secret=given["TOSO_ZALO_OA_APP_SECRET"],
        oa_secret=given["TOSO_ZALO_OA_SECRET"] or given["TOSO_ZALO_OA_APP_SECRET"],
        send_path=SendPath(_one_of("TOSO_ZALO_OA_SEND", given, SendPath, SendPath.V3)),
        monthly=_number("TOSO_ZALO_OA_MONTHLY", given["TOSO_ZALO_OA_MONTHLY"], MONTHLY),
        oa_api=read_address("TOSO_ZALO_OA_API", given["TOSO_ZALO_OA_API"]) or OA_API,
        oauth=read_address("TOSO_ZALO_OAUTH", given["TOSO_ZALO_OAUTH"]) or OAUTH,
        templates=_pairs("TOSO_ZALO_ZBS_TEMPLATES", given["TOSO_ZALO_ZBS_TEMPLATES"]),
        zbs_api=read_address("TOSO_ZALO_ZBS_API", given["TOSO_ZALO_ZBS_API"]) or ZBS_API,
    )


def read_address(name: str, text: str) -> str:
    """Without a slash at its end; "" where none is set. Raises TosoError for what is no address."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if not is_whole or parts.query or parts.fragment or parts.username:
        raise _wrong(name)
    return text.rstrip("/")


def _bots(text: str) -> tuple[ZaloBot, ...]:
    name = "TOSO_ZALO_BOT_TOKENS"
    bots = tuple(ZaloBot(*pair) for pair in _pairs(name, text))
    if any(not NAME.fullmatch(bot.name) or not TOKEN.fullmatch(bot.token) for bot in bots):
        raise _wrong(name)
    if len({bot.token for bot in bots}) < len(bots):
        raise _wrong(name)
    return bots


def _pairs(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """`a=1,b=2`; neither half may be empty, and no name may come twice."""
    pairs = []
    for written in filter(None, LISTED.split(text)):
        key, mark, value = written.partition("=")
        if not (key and mark and value):
            raise _wrong(name)
        pairs.append((key, value))
    if len({key for key, _ in pairs}) < len(pairs):
        raise _wrong(name)
    return tuple(pairs)


def _secret(text: str) -> str:
    if text and not SECRET.fullmatch(text):
        raise _wrong("TOSO_ZALO_BOT_SECRET")
    return text


def _one_of(name: str, given: Mapping[str, str], among: type[StrEnum], default: str) -> str:
    value = given[name].lower() or default
    if value not in set(among):
        raise _wrong(name)
    return value


def _number(name: str, text: str, default: int) -> int:
    if not text:
        return default
    if not text.isdecimal():
        raise _wrong(name)
    return int(text)


def _wrong(name: str) -> TosoError:
    """Never with the value: it may be a secret."""
    return TosoError(f"{name} cannot be read", notice="cli.settings.unreadable", about=name)
