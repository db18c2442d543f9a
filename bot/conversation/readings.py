"""What the words of a message say by themselves, worked out before it joins a batch, and gone with
it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from bot.channels.contract import FileSent, Inbound, PhotoSent, TextEdited, TextSent
from bot.dialog import caps
from bot.kernel.clock import local
from bot.language.sentences.heard import Heard, Kind
from bot.language.sentences.read import read_message
from bot.language.sentences.secrets import cleared


class Readings:
    """`places` are the names of the commune's villages, as they are written."""

    def __init__(self, places: Collection[str] = ()) -> None:
        self._places = places
        self._by_message: dict[tuple[str, str], Heard] = {}

    @contextmanager
    def of(self, inbound: Inbound) -> Iterator[None]:
        """The reading can be found as long as this lasts. A day such as "hôm nay" is that of the
        moment when the words were sent.
        """
        key = (inbound.channel, inbound.provider_id)
        match inbound.event:
            case TextSent(text=words) | PhotoSent(caption=words) if words:
                said = words[: caps.TYPED_LENGTH]
                self._by_message[key] = read_message(said, local(inbound.at), places=self._places)
            case TextEdited(text=words) | FileSent(name=words):
                # Only what must not be kept: neither is read for what it reports.
                secrets = cleared(words[: caps.TYPED_LENGTH]).secrets
                self._by_message[key] = Heard(Kind.OTHER, secrets=secrets)
            case _:
                pass
        try:
            yield
        finally:
            self._by_message.pop(key, None)

    def find(self, inbound: Inbound) -> Heard | None:
        return self._by_message.get((inbound.channel, inbound.provider_id))
