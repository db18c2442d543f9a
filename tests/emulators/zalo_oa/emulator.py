"""The Official Account of Zalo on loopback: everything of it built once, and the server around it.

async with ZaloOaEmulator().running() as address:
    ...  # the application's four addresses of Zalo are all `address`
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa.acts import Acts
from tests.emulators.zalo_oa.control import Control
from tests.emulators.zalo_oa.faults import Faults, Handler
from tests.emulators.zalo_oa.files import Media, Uploads
from tests.emulators.zalo_oa.moments import Moments
from tests.emulators.zalo_oa.people import Line, People, User
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.sending import Rate, Sending
from tests.emulators.zalo_oa.tokens import Tokens
from tests.emulators.zalo_oa.vendor import MOST_BODY, Vendor, as_json
from tests.emulators.zalo_oa.webhook import Webhook
from tests.emulators.zalo_oa.zbs import Zbs

LOOPBACK = "127.0.0.1"
LOOK_SECONDS = 5.0
CLOSING_SECONDS = 0.2


class ZaloOaEmulator:
    def __init__(self, rules: Rules | None = None, clock: MovedClock | None = None) -> None:
        self.rules = rules or Rules()
        self.clock = clock or MovedClock()
        self.faults = Faults()
        self.people = People()
        self.tokens = Tokens(self.rules, self.clock)
        self.uploads = Uploads(self.rules, self.clock)
        self.media = Media(self.rules, self.clock)
        self.moments = Moments()
        self.webhook = Webhook(self.rules, self.clock, self.moments)
        self.acts = Acts(self.rules, self.clock, self.people, self.media, self.webhook)
        self.zbs = Zbs(self.rules, self.clock, self.people)
        self.rate = Rate(self.rules, self.clock)
        self.sending = Sending(
            rules=self.rules,
            clock=self.clock,
            people=self.people,
            uploads=self.uploads,
            look=self._look,
            echo=self.acts.echo,
        )
        self.calls: list[str] = []
        """Method and path of every call of Zalo's addresses, in order."""
        self._client: ClientSession | None = None

    def user(self, id_: str) -> User:
        return self.people.user(id_)

    def sent(self, id_: str) -> list[Line]:
        """What was sent to a person, in order."""
        return self.people.user(id_).ours()

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[str]:
        """Its address without a slash at the end; port 0 takes a free one. Deliveries that are
        still to be tried again when it ends are given up.
        """
        failure: BaseException | None = None
        async with ClientSession() as client, asyncio.TaskGroup() as group:
            self._client = client
            self.webhook.open(group)
            runner = web.AppRunner(
                self._application(), access_log=None, shutdown_timeout=CLOSING_SECONDS
            )
            try:
                await runner.setup()
                await web.TCPSite(runner, LOOPBACK, port).start()
                self.media.base = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
                yield self.media.base
            except BaseException as error:  # noqa: BLE001  # raised below, outside the group, as it is
                failure = error
            self.faults.end()
            await self.webhook.close()
            await runner.cleanup()
        if failure is not None:
            raise failure

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[self._befall], client_max_size=MOST_BODY)
        vendor = Vendor(
            rules=self.rules,
            tokens=self.tokens,
            people=self.people,
            uploads=self.uploads,
            media=self.media,
            sending=self.sending,
            zbs=self.zbs,
            rate=self.rate,
        )
        app.add_routes(vendor.routes())
        app.add_routes(Control(self).routes())
        return app

    @web.middleware
    async def _befall(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/_emulator/"):
            return await handler(request)
        self.calls.append(f"{request.method} {request.path}")
        is_json = request.content_type == "application/json"
        asked = as_json(await request.read()) if is_json else None
        fault = self.faults.take(request.path, asked)
        response = await (fault.answer(request, handler) if fault else handler(request))
        self.moments.happen("sent")
        return response

    async def _look(self, address: str) -> bytes | None:
        if self._client is None:
            return None
        try:
            async with self._client.get(
                address, timeout=ClientTimeout(total=LOOK_SECONDS)
            ) as response:
                return await response.read() if response.status == 200 else None
        except (ClientError, TimeoutError, OSError):
            return None
