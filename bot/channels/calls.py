"""The one HTTP client with which channels speak to their providers.

Laws: an address may hold a token, a header a secret and a body a person's words, so none of them is
in an exception (not even as its context), a log line or a repr; no redirect is followed, no cookie
kept; no answer is read beyond `ANSWER_BYTES`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, FormData, InvalidURL

from bot.channels.failures import Misconfigured, Unreachable

ANSWER_BYTES = 1_000_000
SERVER_FAULT = 500

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have their names in small letters; `body` is the parsed JSON, None for anything
    that is none.
    """

    status: int
    headers: Headers = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)


class Calls:
    """Each call raises Unreachable where no whole answer came within its `seconds`, and for a
    fault of the server that explains nothing; Misconfigured for an address that is none.

    A call that ends so may have been obeyed all the same.
    """

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def get(
        self,
        url: str,
        *,
        seconds: float,
        query: Mapping[str, str] | None = None,
        headers: Headers | None = None,
    ) -> Answer:
        return await self._call("GET", url, seconds, headers, params=query)

    async def post_json(
        self, url: str, payload: object, *, seconds: float, headers: Headers | None = None
    ) -> Answer:
        # In ASCII: half a surrogate pair, which people do send, has no other form.
        body = json.dumps(payload).encode()
        told = {**(headers or {}), "Content-Type": "application/json"}
        return await self._call("POST", url, seconds, told, data=body)

    async def post_form(
        self, url: str, form: Mapping[str, str], *, seconds: float, headers: Headers | None = None
    ) -> Answer:
        return await self._call("POST", url, seconds, headers, data=dict(form))

    async def post_file(
        self,
        url: str,
        content: bytes,
        *,
        name: str,
        mime: str,
        seconds: float,
        part: str = "file",
        headers: Headers | None = None,
    ) -> Answer:
        """A form with one part: the file."""
        form = FormData(quote_fields=False)  # a name as it is, which people are shown
        form.add_field(part, content, filename=name, content_type=mime)
        return await self._call("POST", url, seconds, headers, data=form)

    async def _call(
        self,
        method: str,
        url: str,
        seconds: float,
        headers: Headers | None,
        **sent: Any,  # noqa: ANN401  # aiohttp's own
    ) -> Answer:
        failure: Unreachable | Misconfigured
        try:
            async with self._session.request(
                method,
                url,
                headers=headers,
                timeout=ClientTimeout(total=seconds),
                allow_redirects=False,
                **sent,
            ) as response:
                raw = await _read(response.content.read)
                if raw is not None:
                    told = {name.lower(): value for name, value in response.headers.items()}
                    answer = Answer(response.status, told, _parsed(raw))
                    if answer.status < SERVER_FAULT or answer.body is not None:
                        return answer
                    failure = Unreachable(f"status {answer.status}")
                else:
                    failure = Unreachable("an answer that is too long")
        except (InvalidURL, UnicodeError):
            failure = Misconfigured("an address that cannot be called")
        except (ClientError, OSError, TimeoutError) as error:
            failure = Unreachable(type(error).__name__)
        # Out here, where the vendor's exception, which quotes the address, is not its context.
        raise failure


@asynccontextmanager
async def open_calls() -> AsyncIterator[Calls]:
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield Calls(session)


async def _read(read: Any) -> bytes | None:  # noqa: ANN401  # aiohttp's own
    """None for more than is read."""
    found = bytearray()
    while chunk := await read(64 * 1024):
        found += chunk
        if len(found) > ANSWER_BYTES:
            return None
    return bytes(found)


def _parsed(raw: bytes) -> Any:  # noqa: ANN401  # whatever JSON holds
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
