"""`/bot<TOKEN>/<method>`: every call of a bot, with what befalls it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.emulators.zalo_bot.envelope import RefusedError, parameters, refused, taken
from tests.emulators.zalo_bot.platform import Platform
from tests.emulators.zalo_bot.world import Account


class Api:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        account = self._platform.of_token(request.match_info["token"])
        self._platform.calls.append((account.name if account else "", method))
        try:
            return await self._answer(request, account, method)
        except RefusedError as error:
            return refused(error, self._platform.rules.http_errors)
        finally:
            if method.startswith("send"):
                self._platform.happens("sent")

    async def _answer(
        self, request: web.Request, account: Account | None, method: str
    ) -> web.StreamResponse:
        asked = await parameters(request)
        fault = self._platform.faults.next(method, str(asked.get("chat_id", "")), asked)
        if fault is not None and not fault.takes:
            return await fault.answer(request)
        if account is None:
            raise RefusedError(401)
        result = await self._done(account, method, asked)
        return taken(result) if fault is None else await fault.answer(request)

    async def _done(
        self, account: Account, method: str, asked: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The result; None where the envelope has none. Raises RefusedError."""
        server = self._platform.server
        match method:
            case "getMe":
                return _described(account)
            case "getUpdates":
                return await self._platform.queue(account).next(asked)
            case "setWebhook":
                result = await server.hooks.set(account, asked)
                self._platform.webhook_is_set(account)
                return result
            case "deleteWebhook":
                return await server.hooks.delete(account)
            case "getWebhookInfo":
                return await server.hooks.info(account)
            case "testWebhook":
                return await server.hooks.test(account)
            case _:
                return await server.sending.take(method, account, asked)


def _described(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "account_name": f"bot.{account.id[:9]}",
        "account_type": "BASIC",
        "can_join_groups": account.can_join_groups,
        "display_name": account.display_name,
    }
