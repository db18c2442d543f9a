"""setWebhook, deleteWebhook, getWebhookInfo and testWebhook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.emulators.zalo_bot.addresses import check_hook
from tests.emulators.zalo_bot.envelope import RefusedError, needed
from tests.emulators.zalo_bot.pushing import Pusher
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.world import Account, Webhook, milliseconds

SECRETS = range(8, 257)
HINTS = {
    401: "The server wants the secret token of an empty request.",
    403: "The server or what stands before it refuses requests of Zalo.",
    404: "There is nothing at this path.",
    None: "Nobody answers at this url.",
}


class Hooks:
    def __init__(self, rules: Rules, now: Callable[[], datetime], pusher: Pusher) -> None:
        self._rules = rules
        self._now = now
        self._pusher = pusher

    async def set(self, account: Account, asked: dict[str, Any]) -> dict[str, Any]:
        """The address is kept whether or not anybody answers there."""
        url, secret = needed(asked, "url"), needed(asked, "secret_token")
        if len(secret) not in SECRETS:
            raise RefusedError(400, "Bad Request: secret_token must have 8 to 256 characters")
        check_hook(url, trusts_loopback=self._rules.trusts_loopback)
        account.webhook = Webhook(url, secret, milliseconds(self._now()))
        return {**_info(account.webhook), "verification": await self._verified(url)}

    async def delete(self, account: Account) -> dict[str, Any]:
        if account.webhook is None:
            raise RefusedError(400, "Bad Request: no webhook is set")
        account.webhook = None
        return {"url": "", "updated_at": milliseconds(self._now())}

    async def info(self, account: Account) -> dict[str, Any]:
        if account.webhook is None:
            raise RefusedError(404)
        return _info(account.webhook)

    async def test(self, account: Account) -> dict[str, Any]:
        if not self._rules.tests_webhook:
            raise RefusedError(400, "Bad Request: no such method")
        if account.webhook is None:
            raise RefusedError(404)
        return {"url": account.webhook.url, **await self._verified(account.webhook.url)}

    async def _verified(self, url: str) -> dict[str, Any]:
        status = await self._pusher.probe(url)
        if status is not None and 200 <= status < 300:
            return {"ok": True, "status_code": status, "outcome": "webhook.ok", "hint": ""}
        outcome = "webhook.unreachable" if status is None else f"webhook.http.{status}"
        hint = HINTS.get(status, f"The server answers {status}.")
        return {"ok": False, "status_code": status or 0, "outcome": outcome, "hint": hint}


def _info(hook: Webhook) -> dict[str, Any]:
    return {"url": hook.url, "updated_at": hook.updated_at}
