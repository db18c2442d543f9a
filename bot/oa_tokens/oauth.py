"""Zalo's OAuth v4 for Official Accounts: a code or a refresh token becomes a pair
(https://docs.zaloplatforms.com/docs/OA, "Xác thực và ủy quyền", read 2026-11-22).

Codes: -14002 the app is not active, -14003 the address of the callback is another than the
console's, -14014 and -14020 the refresh token was used before or has expired (seen by others, not
documented).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.channels.calls import Answer, Calls
from bot.channels.failures import Unreachable
from models.oa_claims import Pair

PATH = "/v4/oa/access_token"

ANSWER_SECONDS = 30.0
"""Long, for whoever gives up too early loses the pair; and well within a claim."""

LIFE_SECONDS = 90_000  # 25 hours, where the answer does not say
MARGIN = timedelta(seconds=60)
"""An access token counts as over so long before it is: what is on its way must still arrive."""

APP_INACTIVE, BAD_REDIRECT = -14002, -14003
DEAD_REFRESH = (-14014, -14020)


class OAuthRefusedError(Exception):
    """Zalo has said no, by a code of its own; of the code or token asked with nothing was used."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with {code}")
        self.code = code

    @property
    def is_dead(self) -> bool:
        """Whether it is the refresh token that Zalo takes no more."""
        return self.code in DEAD_REFRESH


class OAuth:
    def __init__(
        self,
        calls: Calls,
        *,
        address: str,
        app_id: str,
        app_secret: str,
        now: Callable[[], datetime],
    ) -> None:
        self._calls = calls
        self._url = f"{address}{PATH}"
        self._app_id = app_id
        self._secret = app_secret
        self._now = now

    async def exchange(self, code: str, verifier: str) -> Pair:
        """Raises as `refresh` does; here Unreachable means that a new code is needed."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return await self._ask(form)

    async def refresh(self, token: str) -> Pair:
        """Raises OAuthRefusedError; Unreachable where it may or may not have been used."""
        return await self._ask({"grant_type": "refresh_token", "refresh_token": token})

    async def _ask(self, form: Mapping[str, str]) -> Pair:
        answer = await self._calls.post_form(
            self._url,
            {**form, "app_id": self._app_id},
            headers={"secret_key": self._secret},
            seconds=ANSWER_SECONDS,
        )
        return pair_of(answer, self._now())


def pair_of(answer: Answer, now: datetime) -> Pair:
    """What an answer means: the pair, or an exception of the above. Pure."""
    body = answer.body if isinstance(answer.body, dict) else {}
    match body:
        case {"access_token": str(access), "refresh_token": str(refresh)} if access and refresh:
            life = timedelta(seconds=_seconds(body.get("expires_in")))
            return Pair(access, refresh, now + life - MARGIN)
        case {"error": code} if _whole(code):
            raise OAuthRefusedError(_whole(code))
        case _:
            # Also a pair of which half is missing: nobody knows what became of the token.
            raise Unreachable(f"an answer without tokens, status {answer.status}")


def _seconds(given: Any) -> int:  # noqa: ANN401  # of a foreign JSON; documented as a string
    return _whole(given) if _whole(given) > MARGIN.seconds else LIFE_SECONDS


def _whole(given: Any) -> int:  # noqa: ANN401  # of a foreign JSON
    """0 for what is no whole number; 0 is no error either."""
    try:
        return 0 if isinstance(given, bool) else int(given)
    except (TypeError, ValueError, OverflowError):
        return 0
