"""The wire of the web chat: what goes out is written into the talk's log, what comes in is a photo
that was uploaded before.
"""

from __future__ import annotations

from bot.channels.contract import Part, Receipt
from bot.channels.limits import Capabilities
from bot.channels.web.capabilities import WEB
from bot.channels.web.inbound import CHANNEL
from bot.channels.web.log import WebLog
from bot.channels.web.uploads import Uploads


class WebChannel:
    """Never fails for a page that is closed: the line waits in the log for its next visit."""

    name = CHANNEL

    def __init__(self, log: WebLog, uploads: Uploads) -> None:
        self._log = log
        self._uploads = uploads

    @property
    def capabilities(self) -> Capabilities:
        return WEB

    async def send(self, external_id: str, part: Part) -> Receipt:
        return Receipt(str(await self._log.say(external_id, part)))

    async def fetch(self, source: str, *, limit: int) -> bytes:
        """The bytes of an upload. Raises FetchFailed; every failure lasts."""
        return await self._uploads.read(source, limit=limit)
