"""Attachments come in after the message that announced them is committed: fetched, proven to be
what was asked for, sealed and stored.

Laws: a report never waits for its photo; what cannot come is said once, kindly; a picture is opened
only as far as it takes to know that it is one (a picture of a few kB can claim a billion points);
whatever is wrong with one attachment, the others come in.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.contract import (
    AttachmentLost,
    Channel,
    Inbound,
    Sender,
)
from bot.channels.failures import FetchFailed
from bot.dialog import caps
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from bot.papers import FileKind, NoPaper, read_list, read_paper
from models.attachment import DOCUMENT, LIST, AttachmentState
from models.database import Database, StoreError
from models.parcel import Arrival, Parcel, due_parcels, next_parcel_at, settle_parcels
from models.received_files import ReceivedFiles
from models.same_photos import flag_same_photos

BATCH = 20
AT_ONCE = 4
"""Photos in memory at one time, each of up to `caps.PHOTO_BYTES`."""

FETCH_SECONDS = 60.0
"""After so long a provider that has not handed a photo over is asked again later."""

RETRIES = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))
MOST_POINTS = 60_000_000
"""Width × height of a picture that is kept: above the largest phone cameras' ordinary pictures (50
million).
"""

OPENED = ("JPEG", "PNG", "WEBP")
FORMATS = {
    "JPEG": ("image/jpeg", "jpg"),
    "MPO": ("image/jpeg", "jpg"),  # a JPEG with a second picture behind it, as many phones make
    "PNG": ("image/png", "png"),
    "WEBP": ("image/webp", "webp"),
}

SHOWN_EVERYWHERE = ("jpg", "png")
NO_PICTURE = "no_picture"

MARKER = re.compile(rb"\xff+([^\x00\xff])")
END = 0xD9
BARE = (0x01, *range(0xD0, 0xD9))
"""Markers of a JPEG that no length follows (ITU-T T.81, table B.1): the restarts among them stand
inside the picture's own data.
"""

log = logging.getLogger("toso.fetching")


class Fetching:
    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        channels: Mapping[str, Channel],
        files: ReceivedFiles,
        clock: Clock,
        report: Callable[[Inbound], Awaitable[object]],
        fetch_seconds: float = FETCH_SECONDS,
    ) -> None:
        self._database = database
        self._commune = commune_id
        self._channels = channels
        self._files = files
        self._clock = clock
        self._report = report
        self._seconds = fetch_seconds
        self._places = asyncio.Semaphore(AT_ONCE)
        self._round = asyncio.Lock()

    async def fetch(self) -> int:
        """One round over what is due now; how many were settled or put off. Of two rounds at one
        time (the last one of a program that ends) the second finds what the first has left.
        """
        async with self._round:
            return await self._fetch_due()

    async def _fetch_due(self) -> int:
        now = self._clock.now()
        async with self._database.read() as connection:
            parcels = await due_parcels(connection, self._commune, now, BATCH)
        if not parcels:
            return 0
        arrivals = await asyncio.gather(*(self._bring(parcel, now) for parcel in parcels))
        for arrival in arrivals:
            await self._tell_kept(arrival, now)
        async with self._database.write() as connection:
            await settle_parcels(connection, self._commune, arrivals)
            came = [one.parcel.id for one in arrivals if one.digest is not None]
            await flag_same_photos(connection, self._commune, came, now)
        return len(arrivals)

    async def tidy(self) -> None:
        """At the start: what a former run was killed over is removed; its photo is fetched anew."""
        removed = await asyncio.to_thread(self._files.sweep_halves)
        if removed:
            log.warning("half-written photos removed", extra={"fields": {"files": removed}})

    async def next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            return await next_parcel_at(connection, self._commune)

    async def _tell_kept(self, arrival: Arrival, now: datetime) -> None:
        """A store that fails is tried again with the row; another fault is that person's alone."""
        try:
            await self._tell(arrival, now)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001  # one person's fault is not the next one's
            fields = {"id": arrival.parcel.id, **traced(error)}
            log.error("lost attachment not told", extra={"fields": fields})  # noqa: TRY400

    async def _tell(self, arrival: Arrival, now: datetime) -> None:
        """Before the row is settled: after a crash in between, the same report is a redelivery."""
        parcel = arrival.parcel
        if arrival.state not in (AttachmentState.REFUSED, AttachmentState.FAILED):
            return
        if parcel.external_id is None:
            return
        await self._report(
            Inbound(
                channel=parcel.channel,
                provider_id=f"lost:{parcel.id}",
                sender=Sender(parcel.external_id),
                event=AttachmentLost(parcel.id, arrival.reason or ""),
                at=now,
            )
        )

    async def _bring(self, parcel: Parcel, now: datetime) -> Arrival:
        channel = self._channels.get(parcel.channel)
        if channel is None:
            return Arrival(parcel, AttachmentState.FAILED, reason="no_channel")
        if not parcel.source:
            log.error("unreadable attachment", extra={"fields": {"id": parcel.id}})
            return Arrival(parcel, AttachmentState.REFUSED, reason="unreadable_source")
        try:
            async with self._places:
                return await self._fetched(parcel, channel)
        except FetchFailed as failed:
            return _failed(parcel, failed, now)
        except Exception as error:  # noqa: BLE001  # a full disk, an adapter's slip: tried again
            fields = {"id": parcel.id, **traced(error)}
            log.error("attachment failed", extra={"fields": fields})  # noqa: TRY400
            return _failed(parcel, FetchFailed("our_fault", lasting=False), now)

    async def _fetched(self, parcel: Parcel, channel: Channel) -> Arrival:
        try:
            async with asyncio.timeout(self._seconds):
                data = await channel.fetch(parcel.source, limit=caps.PHOTO_BYTES)
        except TimeoutError as error:
            raise FetchFailed("silent", lasting=False) from error
        found = await asyncio.to_thread(_prove, data, parcel.wanted)
        if isinstance(found, str):
            return Arrival(parcel, AttachmentState.REFUSED, reason=found)
        digest = hashlib.sha256(data).hexdigest()
        name = await asyncio.to_thread(self._files.keep, parcel.id, found.suffix, data)
        log.info("attachment", extra={"fields": {"id": parcel.id, "bytes": len(data)}})
        return Arrival(
            parcel,
            AttachmentState.STORED,
            file_name=name,
            mime=found.mime,
            size=len(data),
            digest=digest,
        )


def _prove(data: bytes, wanted: str | None) -> FileKind | str:
    """What these bytes are, or the reason why they are not taken. A picture may stand for a
    document, but only in the two forms that every phone opens.
    """
    if wanted == LIST:
        listed = read_list(data)
        return listed if isinstance(listed, FileKind) else listed.value
    picture = read_picture(data)
    if wanted != DOCUMENT:
        return picture or NO_PICTURE
    if picture is not None:
        return picture if picture.suffix in SHOWN_EVERYWHERE else NoPaper.OTHER.value
    match read_paper(data):
        case NoPaper() as reason:
            return reason.value
        case FileKind() as kind:
            return kind


def read_picture(data: bytes) -> FileKind | None:
    """What kind of picture these bytes are, or None when they are none that can be shown."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=OPENED) as image:
            if image.width * image.height > MOST_POINTS:
                return None
            found = FORMATS[image.format or ""]
            image.verify()
            if found == FORMATS["JPEG"] and not _has_end(data):
                return None
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        KeyError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return None
    return FileKind(*found)


def _has_end(data: bytes) -> bool:
    """Walks a JPEG from marker to marker, without decoding it: what broke off never comes to its
    end, and `verify` looks at no more than its beginning.
    """
    place = 2
    while found := MARKER.search(data, place):
        place, code = found.end(), found[1][0]
        if code == END:
            return True
        if code not in BARE:
            place += int.from_bytes(data[place : place + 2])
    return False


def _failed(parcel: Parcel, failed: FetchFailed, now: datetime) -> Arrival:
    if failed.lasting:
        return Arrival(parcel, AttachmentState.REFUSED, reason=failed.reason)
    wait = RETRIES[min(parcel.tries, len(RETRIES) - 1)]
    if now + wait > parcel.deadline_at:
        return Arrival(parcel, AttachmentState.FAILED, reason=failed.reason)
    return Arrival(parcel, AttachmentState.PENDING, reason=failed.reason, next_try_at=now + wait)
