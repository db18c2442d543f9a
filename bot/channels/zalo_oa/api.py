"""The OpenAPI of an Official Account: each call with the token of the moment, its answer read.

Laws: a refused token is renewed once, and the call made once more; HTTP 200 says nothing, `error`
does; after an answer that says that the minute is used up nothing is asked until it is over, so
that Zalo need not refuse; neither token nor a person's words are in anything that is raised.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.channels.calls import Answer, Calls
from bot.channels.failures import (
    Misconfigured,
    SendError,
    Throttled,
    Unreachable,
    harmless,
)
from bot.channels.zalo_oa.capabilities import MESSAGE_SECONDS, UPLOAD_SECONDS
from bot.channels.zalo_oa.codes import MINUTE, RATE_LIMIT, RENEW, send_error
from bot.channels.zalo_oa.tokens import Tokens
from bot.kernel.clock import Clock

TOO_MANY, UNAUTHORISED, FORBIDDEN = 429, 401, 403
REMAIN = "x-ratelimit-remain"

log = logging.getLogger("toso.zalo_oa")

Asked = Callable[[str, Mapping[str, str]], Awaitable[Answer]]
"""Makes one call: to the address, with the headers."""


class CodeError(Exception):
    """Zalo said no, with a number of its own and a few words. `meaning` is what follows for a
    message on the Official Account.
    """

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"code {code}")
        self.code = code
        self.words = harmless(words)

    @property
    def meaning(self) -> SendError:
        return send_error(self.code, self.words)


@dataclass(frozen=True, slots=True)
class Account:
    """Which Official Account we speak for. `kind` is Zalo's `oa_type`: 2 a business, 4 a state
    agency; 0 where it did not say.
    """

    id: str
    name: str
    kind: int
    is_verified: bool
    package: str = ""


class OaApi:
    def __init__(
        self, *, calls: Calls, tokens: Tokens, clock: Clock, base: str, app_secret: str
    ) -> None:
        self._calls = calls
        self._tokens = tokens
        self._clock = clock
        self._base = base
        self._secret = app_secret
        self._rests_until: datetime | None = None

    async def post(self, path: str, body: Mapping[str, Any], *, base: str = "") -> dict[str, Any]:
        """The `data` of the answer. Raises CodeError, or a SendError for all else."""

        async def ask(url: str, headers: Mapping[str, str]) -> Answer:
            return await self._calls.post_json(url, body, seconds=MESSAGE_SECONDS, headers=headers)

        return await self._ask(f"{base or self._base}{path}", ask)

    async def get(self, path: str, data: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """As `post`; what is asked goes as JSON in the address (`?data=`)."""
        query = {"data": json.dumps(data)} if data else None

        async def ask(url: str, headers: Mapping[str, str]) -> Answer:
            return await self._calls.get(url, query=query, seconds=MESSAGE_SECONDS, headers=headers)

        return await self._ask(f"{self._base}{path}", ask)

    async def upload(self, path: str, content: bytes, *, name: str, mime: str) -> dict[str, Any]:
        """As `post`."""

        async def ask(url: str, headers: Mapping[str, str]) -> Answer:
            return await self._calls.post_file(
                url, content, name=name, mime=mime, seconds=UPLOAD_SECONDS, headers=headers
            )

        return await self._ask(f"{self._base}{path}", ask)

    async def account(self) -> Account:
        """Raises as `post`."""
        data = await self.get("/v2.0/oa/getoa")
        kind = data.get("oa_type")
        return Account(
            id=str(data.get("oa_id") or data.get("oaid") or ""),
            name=str(data.get("name") or ""),
            kind=int(kind) if isinstance(kind, str | int) and str(kind).isdecimal() else 0,
            is_verified=data.get("is_verified") in (True, "true", 1),
            package=str(data.get("package_name") or ""),
        )

    async def user_name(self, user: str) -> str:
        """As the person is called on Zalo; "" where Zalo does not say. Raises as `post`."""
        data = await self.get("/v3.0/oa/user/detail", {"user_id": user})
        return str(data.get("display_name") or "")

    async def quota(self, user: str) -> dict[str, Any]:
        """What may still be sent to this person, in Zalo's words. Raises as `post`."""
        return await self.post("/v3.0/oa/quota/message", {"user_id": user})

    async def _ask(self, url: str, ask: Asked) -> dict[str, Any]:
        self._rest()
        token = await self._tokens.token()
        try:
            return self._read(await ask(url, self._headers(token)))
        except CodeError as error:
            if error.code not in RENEW:
                raise
        newer = await self._tokens.renew(token)
        return self._read(await ask(url, self._headers(newer)))

    def _headers(self, token: str) -> dict[str, str]:
        """The proof is asked for where somebody has switched that on (−242), else not looked at."""
        proof = hmac.new(self._secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        return {"access_token": token, "appsecret_proof": proof}

    def _rest(self) -> None:
        until, now = self._rests_until, self._clock.now()
        if until is None:
            return
        left = (until - now).total_seconds()
        if 0 < left <= MINUTE:  # else the clock was set back
            raise Throttled(left)
        self._rests_until = None

    def _read(self, answer: Answer) -> dict[str, Any]:
        body = answer.body
        code = _code(body.get("error")) if isinstance(body, dict) else None
        if _is_used_up(answer, code):
            self._rests_until = self._clock.now() + timedelta(seconds=MINUTE)
        if code is None:
            raise _without_code(answer.status)
        if code == 0:
            data = body.get("data")
            return data if isinstance(data, dict) else {}
        log.warning("zalo said no", extra={"fields": {"code": code}})
        raise CodeError(code, str(body.get("message") or ""))


def _is_used_up(answer: Answer, code: int | None) -> bool:
    """What stands beside another refusal is not believed: it need not speak of the minute."""
    if code == 0:
        return answer.headers.get(REMAIN, "").strip() == "0"
    return code == RATE_LIMIT or answer.status == TOO_MANY


def _without_code(status: int) -> SendError:
    """A page of a proxy, or JSON that is not Zalo's."""
    if status == TOO_MANY:
        return Throttled(MINUTE)
    if status in (UNAUTHORISED, FORBIDDEN):
        return Misconfigured(f"status {status}")
    return Unreachable(f"status {status}")


def _code(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    return None
