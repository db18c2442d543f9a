"""Attachments come in after the message that announced them is committed: fetched, proven to be
pictures, sealed and stored.

Laws: a report never waits for its photo; what cannot come is said once, kindly; a picture is opened
only as far as it takes to know that it is one (a picture of a few kB can claim a billion points);
whatever is wrong with one attachment, the others come in.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.contract import AttachmentLost, Channel, FetchFailed, Inbound, Sender
from bot.dialog import caps
from bot.kernel.clock import Clock
from bot.kernel.errors import traced
from models.attachment import AttachmentState
from models.database import Database, StoreError
from models.parcel import Arrival, Parcel, due_parcels, next_parcel_at, settle_parcels
from models.sealed_file import Sealer

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

HALF = ".part"
"""Behind the name of a photo that is being written."""

MARKER = re.compile(rb"\xff+([^\x00\xff])")
END = 0xD9
BARE = (0x01, *range(0xD0, 0xD9))
"""Markers of a JPEG that no length follows (ITU-T T.81, table B.1): the restarts among them stand
inside the picture's own data.
"""

log = logging.getLogger("toso.fetching")


@dataclass(frozen=True, slots=True)
class Picture:
    mime: str
    suffix: str


class Fetching:
    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        channels: Mapping[str, Channel],
        folder: Path,
        clock: Clock,
        report: Callable[[Inbound], Awaitable[object]],
        fetch_seconds: float = FETCH_SECONDS,
    ) -> None:
        self._database = database
        self._commune = commune_id
        self._channels = channels
        self._folder = folder
        self._clock = clock
        self._report = report
        self._seconds = fetch_seconds
        self._places = asyncio.Semaphore(AT_ONCE)

    async def fetch(self) -> int:
        """One round over what is due now; how many were settled or put off."""
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
        return len(arrivals)

    async def tidy(self) -> None:
        """At the start: what a former run was killed over is removed; its photo is fetched anew."""
        removed = await asyncio.to_thread(_sweep_halves, self._folder)
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
        picture = await asyncio.to_thread(read_picture, data)
        if picture is None:
            return Arrival(parcel, AttachmentState.REFUSED, reason="no_picture")
        digest = hashlib.sha256(data).hexdigest()
        name = f"{parcel.id[:3]}/{parcel.id}.{picture.suffix}"
        await asyncio.to_thread(self._store, self._folder / name, parcel.id, data)
        log.info("attachment", extra={"fields": {"id": parcel.id, "bytes": len(data)}})
        return Arrival(
            parcel,
            AttachmentState.STORED,
            file_name=name,
            mime=picture.mime,
            size=len(data),
            digest=digest,
        )

    def _store(self, path: Path, id_: str, data: bytes) -> None:
        """Whole or not at all: sealed under its id beside its place, synced, then renamed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + HALF)
        with beside.open("wb") as file:
            sealer = Sealer(file, self._database.vault.file_cipher, id_)
            sealer.add(data)
            sealer.finish()
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)


def _sweep_halves(folder: Path) -> int:
    halves = list(folder.glob(f"*/*{HALF}"))
    for path in halves:
        path.unlink(missing_ok=True)
    return len(halves)


def read_picture(data: bytes) -> Picture | None:
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
    return Picture(*found)


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
