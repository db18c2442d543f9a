"""Nothing automated goes out in the quiet hours; what waits goes out at their end."""

from datetime import datetime, time

import pytest

from bot.kernel.clock import from_local
from bot.quiet import after_quiet

NIGHT, AFTER_MIDNIGHT, NOON = (
    (time(21), time(6, 30)),
    (time(0), time(6)),
    (time(12), time(14)),
)
NONE = (time(0), time(0))


@pytest.mark.parametrize(
    ("now", "quiet", "goes_out"),
    [
        ("2026-11-21T20:59:59", NIGHT, "2026-11-21T20:59:59"),
        ("2026-11-21T21:00", NIGHT, "2026-11-22T06:30"),
        ("2026-11-22T03:00", NIGHT, "2026-11-22T06:30"),
        ("2026-11-22T06:30", NIGHT, "2026-11-22T06:30"),
        ("2026-11-22T10:00", AFTER_MIDNIGHT, "2026-11-22T10:00"),
        ("2026-11-22T00:00", AFTER_MIDNIGHT, "2026-11-22T06:00"),
        ("2026-11-22T11:59", NOON, "2026-11-22T11:59"),
        ("2026-11-22T12:00", NOON, "2026-11-22T14:00"),
        ("2026-11-22T14:00", NOON, "2026-11-22T14:00"),
        ("2026-11-22T00:00", NONE, "2026-11-22T00:00"),
    ],
)
def test_what_is_due_in_the_quiet_hours_waits_for_their_end(
    now: str, quiet: tuple[time, time], goes_out: str
) -> None:
    quiet_from, quiet_to = quiet
    moment = from_local(datetime.fromisoformat(now))

    found = after_quiet(moment, quiet_from=quiet_from, quiet_to=quiet_to)

    assert from_local(datetime.fromisoformat(goes_out)) == found
