"""Whether a webhook came from Zalo, and in time. Pure.

The mark is plain SHA-256, no HMAC, over the app's id, the raw body, the body's own timestamp and
the OA Secret Key (https://docs.zaloplatforms.com/docs/OA, "Webhook", read 2026-11-22). A few
projects put the OA's id in front instead. That is not taken here: the documents name the app's id,
and a body that fits only the other way is told from a wrong key by `which_fits`, so that an
operator sees what is amiss and nobody has a second door.

A body that comes again is no fault: Zalo repeats for an hour what it got no 200 for, with the same
mark, and the inbox counts it once.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import islice

HEADER = "x-zevent-signature"
OLDEST = timedelta(hours=2)
"""Twice the hour in which Zalo repeats: what is older was kept by somebody else."""

FURTHEST_AHEAD = timedelta(minutes=5)
"""So far two clocks may differ."""

MAC = re.compile(r"(?:mac=)?([0-9a-f]{64})")
MILLISECONDS = re.compile(r"[0-9]{10,16}")
WRITTEN = re.compile(rb'"timestamp"\s*:\s*"?([0-9]{10,16})')
"""Where the body may say when it is from. Within somebody's words the quotes have a backslash."""

MOST_WRITTEN = 32


class Verdict(StrEnum):
    GOOD = "good"
    MISSING = "missing"
    WRONG = "wrong"
    STALE = "stale"
    AHEAD = "ahead"


def is_signed(raw: bytes, header: str, *, app_id: str, secret: str) -> bool:
    """Whether the mark fits any moment that is written in the body, which is not taken apart for
    that: anybody may send a megabyte, and as JSON it can cost us a second in which nobody is heard.
    """
    given = mac_of(header)
    if not given or not secret:
        return False
    found = {match[1] for match in islice(WRITTEN.finditer(raw), MOST_WRITTEN)}
    return any(
        hmac.compare_digest(given, sign(raw, moment.decode(), app_id, secret)) for moment in found
    )


def verify(
    raw: bytes, header: str, *, timestamp: object, app_id: str, secret: str, now: datetime
) -> Verdict:
    """`timestamp` is the one that stands in the body, as JSON gave it."""
    given = mac_of(header)
    if not given:
        return Verdict.MISSING
    if not secret or not hmac.compare_digest(given, sign(raw, timestamp, app_id, secret)):
        return Verdict.WRONG
    at = moment_of(timestamp)
    if at is None:
        return Verdict.WRONG  # signed, yet without a moment: not what Zalo documents
    if at < now - OLDEST:
        return Verdict.STALE
    return Verdict.AHEAD if at > now + FURTHEST_AHEAD else Verdict.GOOD


def sign(raw: bytes, timestamp: object, app_id: str, secret: str) -> str:
    written = timestamp if isinstance(timestamp, str | int) else ""
    signed = (app_id.encode(), raw, _bytes(str(written)), secret.encode())
    return hashlib.sha256(b"".join(signed)).hexdigest()


def mac_of(header: str) -> str:
    """The hex digits of the header; "" where it holds none."""
    found = MAC.fullmatch(header.strip().lower())
    return found[1] if found else ""


def moment_of(timestamp: object) -> datetime | None:
    """Milliseconds since 1970, as a number or in quotes; None for what is no moment."""
    if isinstance(timestamp, bool) or not isinstance(timestamp, str | int):
        return None
    written = str(timestamp).strip()
    if not MILLISECONDS.fullmatch(written):
        return None
    try:
        return datetime.fromtimestamp(int(written) / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def which_fits(
    raw: bytes, header: str, *, timestamp: object, ids: Iterable[str], secrets: Iterable[str]
) -> tuple[int, int] | None:
    """Which of the `ids` in front and which of the `secrets` behind make this mark, by their
    places; None where no pair does. For whoever looks for what is amiss, never for the door.
    """
    given = mac_of(header)
    secrets = tuple(secrets)
    for place, id_ in enumerate(ids):
        for other, secret in enumerate(secrets):
            if hmac.compare_digest(given, sign(raw, timestamp, id_, secret)):
                return place, other
    return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # halves of signs, which JSON can hold
