"""What can be tried of Zalo by the machine itself: each point is well, is not, or could not be
tried, and why. Nothing is changed, nobody is written to, and no refresh token is used.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.channels.calls import Calls
from bot.channels.failures import Misconfigured, SendError
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.polling import webhook_address
from bot.channels.zalo_bot.webhook import hook_path
from bot.channels.zalo_oa.api import CodeError, OaApi
from bot.channels.zalo_oa.signature import which_fits
from bot.channels.zalo_oa.webhook import PATH
from bot.dialog.text import Text
from bot.kernel.clock import Clock, local
from bot.settings import Settings
from bot.zalo_settings import BotMode, SendPath, ZaloSettings
from models.evidence import Evidence

SECONDS = 8.0
MOST_APART = timedelta(minutes=5)
BUSINESS, STATE_AGENCY = 2, 4
PLAN_TOO_LOW, WRONG_KIND = -224, -235
NO_SUCH_METHOD = 405


class Outcome(StrEnum):
    OK = "ok"
    NO = "no"
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class Tried:
    """`name` never changes its meaning; `advice` says what to do, where there is something. What
    `is_extra` may be missing: most bots are not let into groups, and serve all the same.
    """

    name: str
    outcome: Outcome
    text: Text
    advice: Text | None = None
    is_extra: bool = False

    @property
    def is_fault(self) -> bool:
        return self.outcome is Outcome.NO and not self.is_extra


@dataclass(frozen=True, slots=True)
class Received:
    """A webhook as it came, to see which secret fits."""

    raw: bytes
    signature: str


async def of_door(calls: Calls, settings: Settings) -> Tried:
    """Whether what Zalo knows of us can be reached, as far as this machine can see."""
    address = settings.public_url
    if not address:
        text = Text("cli.zalo.check.url.none", name="TOSO_PUBLIC_URL")
        return Tried("public_url", Outcome.NO, text, Text("cli.zalo.check.url.set"))
    if not is_public(address):
        text = Text("cli.zalo.check.url.private", address=address)
        return Tried("public_url", Outcome.NO, text, Text("cli.zalo.check.url.set"))
    return await knock(calls, address, _hook(settings))


async def knock(calls: Calls, address: str, path: str) -> Tried:
    """The door takes nothing but messages: whoever looks at it gets 405."""
    try:
        answer = await calls.get(f"{address}{path}", seconds=SECONDS)
    except SendError:
        text = Text("cli.zalo.check.url.silent", address=address)
        return Tried("public_url", Outcome.UNTRIED, text, Text("cli.zalo.check.url.phone"))
    if answer.status != NO_SUCH_METHOD:
        text = Text("cli.zalo.check.url.other", address=address, status=str(answer.status))
        return Tried("public_url", Outcome.NO, text, Text("cli.zalo.check.url.proxy"))
    text = Text("cli.zalo.check.url.well", address=address)
    is_cloudflare = "cloudflare" in answer.headers.get("server", "").lower()
    advice = Text("cli.zalo.check.url.cloudflare") if is_cloudflare else None
    return Tried("public_url", Outcome.OK, text, advice)


async def of_clock(calls: Calls, zalo: ZaloSettings, clock: Clock) -> Tried:
    """By the Date of Zalo's own answer: a clock that is off refuses every webhook."""
    address = zalo.oa_api if zalo.has_oa else zalo.bot_api
    try:
        answer = await calls.get(address, seconds=SECONDS)
    except SendError:
        return Tried("clock", Outcome.UNTRIED, Text("cli.zalo.check.network"))
    told = _moment(answer.headers.get("date", ""))
    if told is None:
        return Tried("clock", Outcome.UNTRIED, Text("cli.zalo.check.clock.silent"))
    apart = abs(clock.now() - told)
    minutes = round(apart / timedelta(minutes=1))
    if apart <= MOST_APART:
        return Tried("clock", Outcome.OK, Text("cli.zalo.check.clock.well"))
    text = Text("cli.zalo.check.clock.off", minutes=minutes)
    return Tried("clock", Outcome.NO, text, Text("cli.doctor.clock.advice"))


async def of_account(api: OaApi | None, zalo: ZaloSettings, sent: Evidence) -> AsyncIterator[Tried]:
    """Which Official Account it is, and whether the path of sending fits its kind."""
    if api is None:
        text = Text("cli.zalo.check.oa.no_token")
        login = Text("cli.zalo.check.oa.log_in", command="toso zalo oa-login")
        yield Tried("oa_account", Outcome.UNTRIED, text, login)
        return
    try:
        account = await api.account()
    except CodeError as error:
        yield _refused(error)
        return
    except Misconfigured:
        text = Text("cli.zalo.check.oa.token_refused")
        advice = Text("cli.zalo.check.oa.doctor", command="toso doctor")
        yield Tried("oa_account", Outcome.NO, text, advice)
        return
    except SendError:
        yield Tried("oa_account", Outcome.UNTRIED, Text("cli.zalo.check.network"))
        return
    words = Text("cli.zalo.check.oa.is", name=account.name, kind=str(account.kind))
    yield Tried("oa_account", Outcome.OK, words)
    if not account.is_verified:
        yield Tried("oa_verified", Outcome.NO, Text("cli.zalo.check.oa.unverified"))
    yield _of_path(account.kind, zalo.send_path, sent)


def _refused(error: CodeError) -> Tried:
    code = str(error.code)
    if error.code == PLAN_TOO_LOW:
        text = Text("cli.zalo.check.oa.plan", code=code)
        return Tried("oa_account", Outcome.NO, text, Text("cli.zalo.check.oa.buy"))
    text = Text("cli.zalo.check.oa.code", code=code)
    return Tried("oa_account", Outcome.NO, text)


def _of_path(kind: int, path: SendPath, sent: Evidence) -> Tried:
    name, setting = "oa_send_path", "TOSO_ZALO_OA_SEND"
    if sent.sent_at is not None:
        text = Text("cli.zalo.check.path.sent", path=path.value, day=local(sent.sent_at).date())
        return Tried(name, Outcome.OK, text)
    wanted = SendPath.V2 if kind == STATE_AGENCY else SendPath.V3
    if kind not in (BUSINESS, STATE_AGENCY):
        text = Text("cli.zalo.check.path.unknown", kind=str(kind))
        return Tried(name, Outcome.UNTRIED, text, Text("cli.zalo.check.path.try"))
    if path is not wanted:
        text = Text("cli.zalo.check.path.other", kind=str(kind), path=path.value)
        advice = Text("cli.zalo.check.path.set", name=setting, value=wanted.value)
        return Tried(name, Outcome.NO, text, advice)
    text = Text("cli.zalo.check.path.fits", kind=str(kind), path=path.value)
    return Tried(name, Outcome.UNTRIED, text, Text("cli.zalo.check.path.try"))


def of_secret(zalo: ZaloSettings, heard: Evidence, received: Received | None, oa_id: str) -> Tried:
    """Which secret Zalo signs with is known only from something that it has signed."""
    name = "oa_secret"
    if received is not None:
        return _of_received(zalo, received, oa_id)
    if heard.heard_at is not None:
        text = Text("cli.zalo.check.secret.heard", day=local(heard.heard_at).date())
        return Tried(name, Outcome.OK, text)
    text = Text("cli.zalo.check.secret.untried")
    return Tried(name, Outcome.UNTRIED, text, Text("cli.zalo.check.secret.write"))


def _of_received(zalo: ZaloSettings, received: Received, oa_id: str) -> Tried:
    try:
        body = json.loads(received.raw)
    except (ValueError, RecursionError):
        body = None
    timestamp = body.get("timestamp") if isinstance(body, dict) else None
    fitting = which_fits(
        received.raw,
        received.signature,
        timestamp=timestamp,
        ids=(zalo.app_id, oa_id),
        secrets=(zalo.oa_secret, zalo.app_secret),
    )
    match fitting:
        case (0, 0):
            return Tried("oa_secret", Outcome.OK, Text("cli.zalo.check.secret.fits"))
        case (0, 1):
            text = Text("cli.zalo.check.secret.app_fits")
            unset = Text("cli.zalo.check.secret.unset", name="TOSO_ZALO_OA_SECRET")
            return Tried("oa_secret", Outcome.NO, text, unset)
        case (1, _):
            text = Text("cli.zalo.check.secret.oa_id")
            return Tried("oa_secret", Outcome.NO, text, Text("cli.zalo.check.secret.report"))
        case _:
            text = Text("cli.zalo.check.secret.none_fits")
            look = Text("cli.zalo.check.secret.copy", name="TOSO_ZALO_OA_SECRET")
            return Tried("oa_secret", Outcome.NO, text, look)


async def of_bot(bot: BotApi, settings: Settings) -> AsyncIterator[Tried]:
    name = f"bot_{bot.name}"
    try:
        identity = await bot.identity()
        address = await webhook_address(bot)
    except Misconfigured:
        text = Text("cli.zalo.check.bot.token", bot=bot.name)
        yield Tried(name, Outcome.NO, text)
        return
    except SendError:
        yield Tried(name, Outcome.UNTRIED, Text("cli.zalo.check.network"))
        return
    shown = identity.names[0] if identity.names else bot.name
    yield Tried(
        name,
        Outcome.OK,
        Text("cli.zalo.check.bot.is", bot=bot.name, name=shown, link=identity.link),
    )
    yield _of_groups(bot.name, can_join=identity.can_join_groups)
    yield _of_webhook(bot.name, address, settings)


def _of_groups(bot: str, *, can_join: bool) -> Tried:
    name = f"bot_{bot}_groups"
    if can_join:
        text = Text("cli.zalo.check.bot.groups", bot=bot)
        return Tried(name, Outcome.OK, text, Text("cli.zalo.check.bot.groups_try"))
    text = Text("cli.zalo.check.bot.no_groups", bot=bot)
    return Tried(name, Outcome.NO, text, is_extra=True)


def _of_webhook(bot: str, address: str, settings: Settings) -> Tried:
    name = f"bot_{bot}_webhook"
    polls = settings.zalo.bot_mode is BotMode.POLLING
    wanted = "" if polls else f"{settings.public_url}{hook_path(bot)}"
    if address == wanted:
        return Tried(name, Outcome.OK, Text("cli.zalo.check.bot.webhook", bot=bot))
    verb = "delete" if polls else "set"
    text = Text("cli.zalo.check.bot.no_webhook", bot=bot)
    do = Text("cli.zalo.check.bot.do", command=f"toso zalo webhook {verb} --bot {bot}")
    return Tried(name, Outcome.NO, text, do)


def of_templates(zalo: ZaloSettings) -> Iterator[Tried]:
    """A template that is sent costs money: that is for a human to decide."""
    if zalo.templates:
        count = len(zalo.templates)
        yield Tried("zbs", Outcome.UNTRIED, Text("cli.zalo.check.zbs", count=count))


def is_public(address: str) -> bool:
    """Whether somebody outside could mean the same by it: https, and no address of a home."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https":
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan"))


def _hook(settings: Settings) -> str:
    zalo = settings.zalo
    return PATH if zalo.has_oa or not zalo.bots else hook_path(zalo.bots[0].name)


def _moment(date: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(date)
    except ValueError:
        return None
    return told if told.tzinfo else None
