"""A personal code as people read it and as programs do."""

from __future__ import annotations

from bot.dialog.text import Parameter
from bot.kernel.clock import local
from models.inviting import Invitation


def code_words(invitation: Invitation) -> str:
    """Two groups of three: easier to read out over the telephone."""
    code = invitation.code
    return f"{code[:3]} {code[3:]}"


def until(invitation: Invitation) -> dict[str, Parameter]:
    """The local hour `at` and the `day` on which the code ends, for a text."""
    end = local(invitation.expires_at)
    return {"at": end.strftime("%H:%M"), "day": end.date()}


def until_json(invitation: Invitation) -> str:
    """In UTC: "2026-11-28T02:00:00Z"."""
    return f"{invitation.expires_at:%Y-%m-%dT%H:%M:%SZ}"
