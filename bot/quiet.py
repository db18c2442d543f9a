"""When automated messages may go out. Replies to a person never ask here (architecture, law 6)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.kernel.clock import from_local, local


def after_quiet(now: datetime, *, quiet_from: time, quiet_to: time) -> datetime:
    """`now`, or the end of the quiet hours that it falls into; both UTC. The hours are local."""
    here = local(now)
    at = here.time()
    if quiet_from <= quiet_to:
        is_quiet = quiet_from <= at < quiet_to
    else:  # over midnight
        is_quiet = at >= quiet_from or at < quiet_to
    if not is_quiet:
        return now
    day = here.date() if at < quiet_to else here.date() + timedelta(days=1)
    return from_local(datetime.combine(day, quiet_to))
