"""A stop that waits for one thing: an answer that comes to nobody would be lost for good."""

from __future__ import annotations

import asyncio
from typing import TypeVar

Result = TypeVar("Result")


async def to_its_end(work: asyncio.Task[Result], stopping: asyncio.Event) -> Result:
    """What `work` gives. Cancelled meanwhile, this sets `stopping`, waits for `work` all the same,
    and only then is cancelled.
    """
    stop: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait({work})
        except asyncio.CancelledError as cancelled:
            stop = cancelled
            stopping.set()
    if stop is not None:
        if not work.cancelled():
            work.exception()  # looked at, so that nobody complains that it was not
        raise stop
    return work.result()
