"""When automated messages may go out. Replies to a person never ask here (architecture, law 6)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.kernel.clock import LOCAL_ZONE, from_local, local


def after_quiet(now: datetime, *, quiet_from: time, quiet_to: time) -> datetime:
    """`now`, or the end of the quiet hours that it falls into; both UTC. The hours are local."""
    here = local(now)
    if quiet_to <= here.time() < quiet_from:
        return now
    day = here.date() if here.time() < quiet_to else here.date() + timedelta(days=1)
    return from_local(datetime.combine(day, quiet_to, LOCAL_ZONE))
