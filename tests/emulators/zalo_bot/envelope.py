"""How the platform answers: one envelope, and errors that mostly come with HTTP 200; how it takes
what is asked: by query, form, JSON, the last word winning.
"""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    408: "Request timeout",
    409: "Conflict",
    429: "Quota exceeded",
}


class RefusedError(Exception):
    """The platform says no. `words` are the description, by default those of the code."""

    def __init__(self, code: int, words: str = "") -> None:
        self.code = code
        self.words = words or WORDS.get(code, "Error")
        super().__init__(f"{code} {self.words}")


def taken(result: dict[str, Any] | None) -> web.Response:
    """Without a result the envelope is `{"ok": true}` alone, as of sendChatAction."""
    return web.json_response({"ok": True} if result is None else {"ok": True, "result": result})


def refused(error: RefusedError, http_errors: frozenset[int]) -> web.Response:
    body = {"ok": False, "description": error.words, "error_code": error.code}
    return web.json_response(body, status=error.code if error.code in http_errors else 200)


async def parameters(request: web.Request) -> dict[str, Any]:
    """Raises RefusedError for a body that cannot be read."""
    asked: dict[str, Any] = dict(request.query)
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.post()
        return asked | {name: value for name, value in form.items() if isinstance(value, str)}
    body = await request.read()
    if not body:
        return asked
    try:
        said = json.loads(body)
    except ValueError:
        raise RefusedError(400, "Bad Request: body is no JSON") from None
    if not isinstance(said, dict):
        raise RefusedError(400, "Bad Request: body is no JSON object")
    return asked | said


def needed(asked: dict[str, Any], name: str) -> str:
    """Raises RefusedError where it lacks, is empty or no text."""
    value = asked.get(name)
    if not isinstance(value, str) or not value.strip():
        raise RefusedError(400, f"Bad Request: {name} is required")
    return value
