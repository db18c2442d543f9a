"""An address of ours at which a provider hands messages over. Pure: who serves it is no concern
here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

BODY_BYTES = 1_000_000
"""No message of a provider is longer; a file or photo comes as an address."""


@dataclass(frozen=True, slots=True)
class Hook:
    """`take` gets the headers (names in small letters) and the raw body, at most `BODY_BYTES`, and
    returns the HTTP status: 200 once everything is committed, and for what changes nothing.
    """

    path: str
    take: Callable[[Mapping[str, str], bytes], Awaitable[int]]
