"""Zalo's addresses: OAuth, the OpenAPI of an Official Account, and ZBS."""

from __future__ import annotations

import html
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.emulators.clock import milliseconds
from tests.emulators.zalo_oa.errors import INVALID, PLAN_TOO_LOW, PROOF, ZaloError
from tests.emulators.zalo_oa.faults import hang_up
from tests.emulators.zalo_oa.files import MOST_BYTES, Media, MediumFault, Uploads
from tests.emulators.zalo_oa.people import People
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.sending import Rate, Sending
from tests.emulators.zalo_oa.signature import secret_proof
from tests.emulators.zalo_oa.tokens import BAD_CODE, BAD_REFRESH, Pair, Tokens
from tests.emulators.zalo_oa.zbs import Zbs

Data = dict[str, Any]
Call = Callable[[web.Request], Awaitable[Data]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CONSENT = """<!doctype html><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Zalo (máy thử)</title>
<h1>Cho phép ứng dụng dùng OA «{oa}»?</h1>
<form method="post"><button>Cho phép</button></form>"""
PAGE_OF_ERROR = "/v4/permission/error"


@dataclass(slots=True)
class Vendor:
    rules: Rules
    tokens: Tokens
    people: People
    uploads: Uploads
    media: Media
    sending: Sending
    zbs: Zbs
    rate: Rate

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/v4/oa/permission", self._show_consent),
            web.post("/v4/oa/permission", self._allow),
            web.get(PAGE_OF_ERROR, self._show_error),
            web.post("/v4/oa/access_token", self._give_tokens),
            web.post("/v3.0/oa/message/cs", self._open(self._send_v3)),
            web.post("/v2.0/oa/message", self._open(self._send_v2)),
            web.post("/v2.0/oa/upload/{kind:image|gif|file}", self._open(self._upload)),
            web.get("/v2.0/oa/getoa", self._open(self._describe)),
            web.get("/v3.0/oa/user/detail", self._open(self._show_user)),
            web.get("/v3.0/oa/user/getlist", self._open(self._list_users)),
            web.post("/v3.0/oa/quota/message", self._open(self._show_quota)),
            web.post("/message/template", self._open(self._send_template)),
            web.get("/media/{token}", self._show_medium),
        ]

    def _open(self, call: Call) -> Handler:
        """An API call: who may, how many a minute, and HTTP 200 whatever comes of it."""

        async def answer(request: web.Request) -> web.StreamResponse:
            headers = {"X-RateLimit-Limit": str(self.rules.requests_a_minute)}
            try:
                self._admit(request)
                left = self.rate.count()
                data = await call(request)
            except ZaloError as error:
                headers["X-RateLimit-Remain"] = "0"
                told: Data = {"error": error.code, "message": str(error)}
            else:
                headers["X-RateLimit-Remain"] = str(left)
                told = {"error": 0, "message": "Success", "data": data}
            return web.json_response(told, headers=headers)

        return answer

    def _admit(self, request: web.Request) -> None:
        access = request.headers.get("access_token", "")
        self.tokens.admit(access)
        if not self.rules.has_openapi:
            raise ZaloError(PLAN_TOO_LOW)
        proof = secret_proof(access_token=access, app_secret=self.rules.app_secret)
        if self.rules.wants_proof and request.headers.get("appsecret_proof") != proof:
            raise ZaloError(PROOF)

    # OAuth

    async def _show_consent(self, request: web.Request) -> web.StreamResponse:
        self._refuse_consent(request)
        page = CONSENT.format(oa=html.escape(self.rules.oa_name))
        return web.Response(text=page, content_type="text/html")

    async def _allow(self, request: web.Request) -> web.StreamResponse:
        self._refuse_consent(request)
        asked = request.query
        raise web.HTTPFound(
            self.tokens.allow(
                redirect=asked["redirect_uri"],
                challenge=asked["code_challenge"],
                state=asked.get("state", ""),
            )
        )

    def _refuse_consent(self, request: web.Request) -> None:
        asked = request.query
        try:
            self.tokens.refuse_consent(
                app_id=asked.get("app_id", ""),
                redirect=asked.get("redirect_uri", ""),
                challenge=asked.get("code_challenge", ""),
            )
        except ZaloError as error:
            raise web.HTTPFound(f"{PAGE_OF_ERROR}?error_code={error.code}") from error

    async def _show_error(self, request: web.Request) -> web.StreamResponse:
        code = html.escape(request.query.get("error_code", ""))
        return web.Response(text=f"<h1>{code}</h1>", content_type="text/html")

    async def _give_tokens(self, request: web.Request) -> web.StreamResponse:
        given = await request.post()
        form = {name: value for name, value in given.items() if isinstance(value, str)}
        try:
            pair = self._exchange(form, request.headers.get("secret_key", ""))
        except ZaloError as error:
            words = str(error)
            return web.json_response(
                {
                    "error": error.code,
                    "error_name": words,
                    "error_reason": words,
                    "error_description": words,
                }
            )
        return web.json_response(
            {
                "access_token": pair.access,
                "refresh_token": pair.refresh,
                "expires_in": str(self.rules.access_seconds),
            }
        )

    def _exchange(self, form: dict[str, str], secret: str) -> Pair:
        app_id = form.get("app_id", "")
        match form.get("grant_type"):
            case "authorization_code":
                return self.tokens.take_code(
                    app_id=app_id,
                    secret=secret,
                    code=form.get("code", ""),
                    verifier=form.get("code_verifier", ""),
                )
            case "refresh_token":
                return self.tokens.take_refresh(
                    app_id=app_id, secret=secret, refresh=form.get("refresh_token", "")
                )
            case other:
                raise ZaloError(BAD_REFRESH if other is None else BAD_CODE, "grant_type")

    # OpenAPI

    async def _send_v3(self, request: web.Request) -> Data:
        return await self.sending.send(await _json(request), version=3)

    async def _send_v2(self, request: web.Request) -> Data:
        return await self.sending.send(await _json(request), version=2)

    async def _upload(self, request: web.Request) -> Data:
        kind = request.match_info["kind"]
        if request.content_type != "multipart/form-data":
            raise ZaloError(INVALID, "file")
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == "file":
                data = bytes(await part.read())
                id_ = self.uploads.keep(kind, part.filename or "", data)
                return {"token" if kind == "file" else "attachment_id": id_}
        raise ZaloError(INVALID, "file")

    async def _describe(self, request: web.Request) -> Data:  # noqa: ARG002  # one shape for all
        return {
            "oa_id": self.rules.oa_id,
            "name": self.rules.oa_name,
            "oa_type": self.rules.oa_type,
            "is_verified": True,
            "num_follower": sum(one.is_follower for one in self.people.users.values()),
            "package_name": "Tăng trưởng",
        }

    async def _show_user(self, request: web.Request) -> Data:
        user = self.people.users.get(str(_asked(request).get("user_id")))
        if user is None:
            raise ZaloError(INVALID, "user_id")
        info = {"name": user.name, "phone": int(user.phone)} if user.phone else {}
        return {
            "user_id": user.id,
            "display_name": user.name,
            "user_is_follower": user.is_follower,
            "avatar": "",
            "shared_info": info,
        }

    async def _list_users(self, request: web.Request) -> Data:
        asked = _asked(request)
        first, count = int(asked.get("offset", 0)), int(asked.get("count", 50))
        users = [{"user_id": one} for one in self.people.users]
        return {"total": len(users), "users": users[first : first + min(count, 50)]}

    async def _show_quota(self, request: web.Request) -> Data:
        body = await _json(request)
        user = self.people.users.get(str(body.get("user_id")) if isinstance(body, dict) else "")
        if user is None:
            raise ZaloError(INVALID, "user_id")
        last = user.last_interaction
        return {
            "last_interaction": milliseconds(last) if last else 0,
            "cs_reply": self.sending.quota(user),
        }

    async def _send_template(self, request: web.Request) -> Data:
        return await self.zbs.send(await _json(request))

    async def _show_medium(self, request: web.Request) -> web.StreamResponse:
        """Public, without a token, for a time."""
        token = request.match_info["token"]
        found = self.media.find(token)
        if found is None:
            raise web.HTTPNotFound
        match self.media.fault(token):
            case None:
                return web.Response(body=found.data, content_type=found.mime)
            case MediumFault.BROKEN:
                return web.Response(status=500)
            case MediumFault.FALSE:
                return web.Response(text="<html>no picture</html>", content_type="text/html")
            case MediumFault.CUT:
                response = web.StreamResponse()
                response.content_length = len(found.data)
                await response.prepare(request)
                await response.write(found.data[: len(found.data) // 2])
                return hang_up(request)


async def _json(request: web.Request) -> object:
    given = as_json(await request.read())
    if given is None:
        raise ZaloError(INVALID, "body is no JSON")
    return given


def as_json(body: bytes) -> object:
    try:
        given: object = json.loads(body)
    except ValueError:
        return None
    return given


def _asked(request: web.Request) -> Data:
    try:
        given = json.loads(request.query.get("data", ""))
    except ValueError as error:
        raise ZaloError(INVALID, "data") from error
    if not isinstance(given, dict):
        raise ZaloError(INVALID, "data")
    return given


MOST_BODY = 2 * max(MOST_BYTES.values())
