"""Who may ask what of the web chat: session, own page, rates; and the answer to who may not.

Law: nothing behind the gate sees the address of a caller, only its keyed hash.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from aiohttp import web

from bot.channels.contract import Sender
from bot.channels.web import words as say
from bot.channels.web.guard import is_own_page, network_of
from bot.channels.web.inbound import Said
from bot.channels.web.log import WebLog
from bot.channels.web.rates import PER_ADDRESS, PER_TALK, Rates
from bot.channels.web.sessions import Session, SessionIdentity, read_token, session_key
from bot.dialog.text import Text
from bot.kernel.clock import Clock

TALK_LENGTH = 12


class RefusedError(Exception):
    """An answer that is not 200, with the words for the person."""

    def __init__(self, status: int, words: Text, *, retry_after: float = 0) -> None:
        super().__init__(words.id)
        self.status = status
        self.words = words
        self.retry_after = retry_after


class Gate:
    def __init__(
        self,
        *,
        web_log: WebLog,
        identity: SessionIdentity,
        keyed_hash: Callable[[str], str],
        browser_hash: Callable[[str], str],
        clock: Clock,
        trusts_proxy: bool,
    ) -> None:
        self._log = web_log
        self._identity = identity
        self._hash = keyed_hash
        self._browser_hash = browser_hash
        self._clock = clock
        self._trusts_proxy = trusts_proxy
        self._by_talk = Rates(PER_TALK)
        self._by_address = Rates(PER_ADDRESS)

    async def admit(self, request: web.Request, types: tuple[str, ...]) -> Session:
        """The session of a request that changes something. Raises RefusedError."""
        if not is_own_page(request.headers, host=self._host(request)):
            raise RefusedError(403, say.FOREIGN)
        if not request.content_type.startswith(types):
            raise RefusedError(415, say.MALFORMED)
        session = await self.session(request)
        now = self._clock.now()
        wait = max(
            self._by_talk.wait(session.key, now),
            self._by_address.wait(self.address_hash(request), now),
        )
        if wait:
            raise RefusedError(429, say.BUSY, retry_after=wait)
        return session

    async def session(self, request: web.Request) -> Session:
        """Raises RefusedError for a page without a cookie of ours."""
        token = self.find_token(request)
        if token is None:
            raise RefusedError(401, say.LOST)
        return await self.session_of(token)

    async def session_of(self, token: str) -> Session:
        key = session_key(token, self._browser_hash)
        return Session(key, await self._log.role(key) if self._identity.roles else "")

    def find_token(self, request: web.Request) -> str | None:
        return read_token(request.cookies, is_secure=self.is_secure(request))

    def sender(self, session: Session) -> Sender:
        return self._identity.sender(session)

    def caller(self, request: web.Request, session: Session) -> Sender:
        """The sender with whence this very request came, for what counts tries."""
        return replace(self.sender(session), address_hash=self.address_hash(request))

    def talk(self, session: Session) -> str:
        """What a page calls its talk: enough to tell two talks of one browser apart."""
        return self.sender(session).external_id[:TALK_LENGTH]

    def check_talk(self, session: Session, said: Said) -> None:
        """What was typed as one person of the sample is not said as another."""
        if said.talk not in ("", self.talk(session)):
            raise RefusedError(409, say.LOST)

    def is_secure(self, request: web.Request) -> bool:
        return request.secure or self._forwarded(request, "Proto") == "https"

    def _host(self, request: web.Request) -> str:
        return self._forwarded(request, "Host") or request.host

    def address_hash(self, request: web.Request) -> str:
        """All that leaves this class of a caller's address. Empty where there is none."""
        address = self._forwarded(request, "For") or request.remote or ""
        return self._hash(f"address:{network_of(address)}") if address else ""

    def _forwarded(self, request: web.Request, what: str) -> str:
        """The last value: the one that our own proxy added."""
        if not self._trusts_proxy:
            return ""
        return request.headers.get(f"X-Forwarded-{what}", "").rpartition(",")[2].strip()


async def read_json(request: web.Request) -> object:
    """Raises RefusedError for what is no JSON, or too much of it."""
    try:
        value: object = json.loads(await request.read())
    except (ValueError, RecursionError, web.HTTPRequestEntityTooLarge) as error:
        raise RefusedError(400, say.MALFORMED) from error
    return value


def answer(value: dict[str, object], *, status: int = 200) -> web.Response:
    response = web.json_response(value, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
