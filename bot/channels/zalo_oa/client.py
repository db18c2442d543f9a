"""The wire of a Zalo Official Account.

Laws: everything is uploaded before the first word goes, so that what fails there was not half said;
what Zalo has taken of a part is not sent again when that part comes again, as long as this process
lives; what an upload has become is used for everybody who gets the same file, and made anew once
where Zalo no longer knows it (−100). An answer that never came may have been a yes: such a part
comes twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

from bot.channels.contract import (
    ContactForm,
    OutFile,
    Part,
    Receipt,
)
from bot.channels.failures import Refused
from bot.channels.limits import Capabilities
from bot.channels.zalo_oa.api import CodeError, OaApi
from bot.channels.zalo_oa.capabilities import (
    DOCUMENTS,
    FILE_BYTES,
    PICTURE_BYTES,
    PICTURES,
    UPLOADS_LAST,
    ZALO_OA,
)
from bot.channels.zalo_oa.codes import EXPIRED
from bot.channels.zalo_oa.inbound import CHANNEL
from bot.channels.zalo_oa.outbound import Body, contact_body, file_body, picture_body, text_body
from bot.channels.zalo_oa.pictures import fitted
from bot.kernel.clock import Clock

log = logging.getLogger("toso.zalo_oa")

REMEMBERED = 4096
UNCARRIED = "file"
"""The code of what is refused before Zalo is asked."""

UPLOADED = 256
FRESH = UPLOADS_LAST * 6 / 7
"""A day less than Zalo keeps it: what is sent now must still be there when it is opened."""

Kept = TypeVar("Kept")


class Fetch(Protocol):
    async def __call__(self, url: str, *, limit: int) -> bytes:
        """The bytes at an address, at most so many. Raises FetchFailed."""
        ...


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`token` names it in Zalo's keeping."""

    token: str = field(repr=False)
    is_picture: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str


class ZaloOaChannel:
    """`open_file` gives the bytes of a file of ours by its stored name (`ReceivedFiles.read`).
    `form_picture` is an address at which Zalo finds the picture that its form for a name and a
    number must have; without one there is no form, and people type.
    """

    name = CHANNEL

    def __init__(
        self,
        *,
        api: OaApi,
        send_path: str,
        open_file: Callable[[str], bytes],
        fetch: Fetch,
        clock: Clock,
        capabilities: Capabilities = ZALO_OA,
        form_picture: str = "",
    ) -> None:
        self._api = api
        self._capabilities = replace(capabilities, contact_form=bool(form_picture))
        self._form_picture = form_picture
        self._path = send_path
        self._open = open_file
        self._fetch = fetch
        self._clock = clock
        self._taken: _Lately[str] = _Lately(REMEMBERED)
        self._said: _Lately[bool] = _Lately(REMEMBERED)
        self._uploading: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._uploads: _Lately[Uploaded] = _Lately(UPLOADED)

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    async def send(self, external_id: str, part: Part) -> Receipt:
        """Raises a SendError."""
        try:
            for file in part.files:
                await self._uploaded_or_link(file)
            return await self._send(external_id, part)
        except CodeError as error:
            raise error.meaning from None

    def has_said(self, message_id: str) -> bool:
        """Whether this process sent it, of late."""
        return bool(message_id) and self._said.get(message_id) is not None

    async def fetch(self, source: str, *, limit: int) -> bytes:
        """Raises FetchFailed."""
        return await self._fetch(source, limit=limit)

    async def _send(self, to: str, part: Part) -> Receipt:
        """Files first, and the words with their buttons last, where people look for what to do;
        words without buttons stand above what they tell of.
        """
        receipt = ""
        text, files = part.text, part.files
        if text and not part.buttons:
            if len(files) == 1 and files[0].mime in PICTURES and part.form is None:
                return Receipt(await self._send_file(to, files[0], part, text))
            receipt = await self._say(to, (part.letter, "text"), text_body(to, text))
        for file in files:
            receipt = await self._send_file(to, file, part)
        if part.form is not None:
            receipt = await self._send_form(to, part.form, part.letter) or receipt
        if part.buttons:
            body = text_body(to, text, part.buttons)
            receipt = await self._say(to, (part.letter, "text"), body)
        return Receipt(receipt)

    async def _send_file(self, to: str, file: OutFile, part: Part, text: str = "") -> str:
        place = (part.letter, file.path)
        uploaded = await self._uploaded_or_link(file)
        try:
            return await self._say(to, place, _file_body(to, uploaded, text))
        except CodeError as error:
            if error.code != EXPIRED:
                raise
        self._uploads.forget(file.path)
        uploaded = await self._uploaded_or_link(file)
        return await self._say(to, place, _file_body(to, uploaded, text))

    async def _send_form(self, to: str, form: ContactForm, letter: str) -> str:
        """A form that Zalo refuses stops nothing: its question can be answered by typing."""
        body = contact_body(to, form.title, form.words, self._form_picture)
        try:
            return await self._say(to, (letter, "form"), body)
        except CodeError as error:
            if not isinstance(error.meaning, Refused):
                raise
            log.warning("form refused", extra={"fields": {"code": error.code}})
            return ""

    async def _say(self, to: str, place: tuple[str, str], body: Body) -> str:
        """Zalo's id of the message; that of before where it has it already. `place` says which
        letter's it is, "" for one that never stood in the outbox, and which of its messages.
        """
        letter, key = place[0], "\n".join((to, *place))
        if letter and (before := self._taken.get(key)) is not None:
            return before
        data = await self._api.post(self._path, body)
        id_ = str(data.get("message_id") or data.get("msg_id") or "")
        self._said.keep(id_, value=True)
        if letter:
            self._taken.keep(key, id_)
        return id_

    async def _uploaded_or_link(self, file: OutFile) -> Uploaded | Link:
        """What is too large to be uploaded goes as the address at which the world finds it."""
        try:
            return await self._upload(file)
        except Refused as refused:
            if refused.code != UNCARRIED or not file.url:
                raise
        return Link(file.name, file.url)

    async def _upload(self, file: OutFile) -> Uploaded:
        """Of many who get the same file at once, one uploads it: a month holds 5 000 uploads."""
        lock = self._uploading.setdefault(file.path, asyncio.Lock())
        async with lock:
            return await self._upload_once(file)

    async def _upload_once(self, file: OutFile) -> Uploaded:
        now = self._clock.now()
        before = self._uploads.get(file.path)
        if before is not None and before.at <= now < before.at + FRESH:
            return before
        content, mime = await self._content(file)
        is_picture = mime in PICTURES
        kind, key = ("image", "attachment_id") if is_picture else ("file", "token")
        data = await self._api.upload(
            f"/v2.0/oa/upload/{kind}", content, name=_name(file, mime), mime=mime
        )
        token = data.get(key)
        if not isinstance(token, str) or not token:
            raise Refused("upload", f"no {key} in the answer")
        uploaded = Uploaded(token, is_picture, now)
        self._uploads.keep(file.path, uploaded)
        return uploaded

    async def _content(self, file: OutFile) -> tuple[bytes, str]:
        """Raises Refused for what Zalo would not take; nothing is asked of it then."""
        try:
            data = await asyncio.to_thread(self._open, file.path)
        except FileNotFoundError:
            raise Refused(UNCARRIED, "no longer there") from None
        if file.mime.startswith("image/"):
            picture = await asyncio.to_thread(fitted, data, PICTURE_BYTES)
            if picture is None:
                raise Refused(UNCARRIED, "no picture that could be made small enough")
            return picture
        if file.mime not in DOCUMENTS:
            raise Refused(UNCARRIED, "a kind that is not carried")
        if len(data) > FILE_BYTES:
            raise Refused(UNCARRIED, "larger than is carried")
        return data, file.mime


class _Lately(Generic[Kept]):
    """The newest of what was kept, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, key: str) -> Kept | None:
        return self._kept.get(key)

    def keep(self, key: str, value: Kept) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def forget(self, key: str) -> None:
        self._kept.pop(key, None)


def _file_body(to: str, uploaded: Uploaded | Link, text: str) -> Body:
    if isinstance(uploaded, Link):
        return text_body(to, "\n".join(filter(None, (text, uploaded.name, uploaded.url))))
    if uploaded.is_picture:
        return picture_body(to, attachment_id=uploaded.token, text=text)
    return file_body(to, uploaded.token)


def _name(file: OutFile, mime: str) -> str:
    """Zalo looks at how a name ends, and a picture may have become a JPEG."""
    return file.name if mime == file.mime else f"{PurePath(file.name).stem or 'anh'}.jpg"
