"""A phone number that is shown without being told: enough to know one's own by."""

from __future__ import annotations

SHOWN_BEFORE, SHOWN_AFTER = 2, 3
DOT = "•"


def masked(phone: str) -> str:
    """09•••••002 for 0912000002."""
    hidden = len(phone) - SHOWN_BEFORE - SHOWN_AFTER
    if hidden <= 0:
        return DOT * len(phone)
    return f"{phone[:SHOWN_BEFORE]}{DOT * hidden}{phone[-SHOWN_AFTER:]}"
