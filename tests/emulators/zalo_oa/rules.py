"""What a tester sets: who the Official Account is, what its plan allows, how Zalo behaves.

Every value may be changed while the emulator runs. The defaults are those of a verified business
account (`oa_type` 2) on the plan "Tăng trưởng", as Zalo's own pages told them in 2026.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

HOUR = 3600
DAY = 24 * HOUR


@dataclass(slots=True)
class Rules:
    app_id: str = "123456789"
    app_secret: str = "app-secret"  # of nobody
    oa_secret: str = "oa-secret"  # of nobody
    oa_id: str = "3456789012345678901"
    oa_name: str = "Tổ Số"
    oa_type: int = 2  # 2 is a business, 4 a state agency

    # OAuth
    is_app_active: bool = True
    callback: str = ""  # as the console holds it; empty takes any
    code_challenge: str = ""  # as the console holds it; empty takes the request's own
    code_seconds: int = 600
    access_seconds: int = 25 * HOUR
    refresh_seconds: int = 90 * DAY
    used_code: int = -14014  # a refresh token that was used before
    stale_code: int = -14020  # one that has expired, or whose chain was killed
    punishes_reuse: bool = False  # a used refresh token kills all that came of its consent
    refresh_ends_access: bool = False  # a refresh ends the access token before it
    unknown_access_code: int = -216
    expired_access_code: int = -220
    wants_proof: bool = False  # the header appsecret_proof

    # Sending
    has_openapi: bool = True
    requests_a_minute: int = 100
    free_hours: float = 48
    window_hours: float = 7 * 24
    late_code: int = -230
    plan_messages: int = 500  # left of the plan for messages after the free hours
    paid_messages: int = 0  # left to be charged once the plan's are used up
    message_price: int = 55
    uploads_left: int = 5000
    attachment_seconds: int = 7 * DAY
    looks_at_pictures: bool = True  # fetches the address of a picture, as Zalo does

    # ZBS
    zbs_balance: int = 100_000
    zbs_price: int = 300
    zbs_daily: int = 500  # left of today
    zbs_night_starts: int = 22
    zbs_night_ends: int = 6

    # Webhook
    webhook: str = ""  # empty: nothing is told
    answer_seconds: float = 2.0
    retry_pace: float = 1.0  # how long a second of the retries' schedule lasts
    gives_up: bool = True  # after the fifth retry; else it goes on at the first one's distance
    waits: bool = True  # who acts goes on once the webhook has answered the first time
    keeps_order: bool = False  # what a person did next waits until all before it was taken
    echoes: bool = False  # oa_send_text and its kind for all that the bot itself sends
    admin_on_top: bool = False  # admin_id beside the sender instead of inside it
    ids_as_numbers: bool = False
    media_seconds: int = 7 * DAY


def change(rules: Rules, given: dict[str, Any]) -> None:
    """Raises ValueError, and changes nothing, for a name or a type that is none of the rules'."""
    known = {one.name: type(getattr(rules, one.name)) for one in fields(rules)}
    for name, value in given.items():
        kind = known.get(name)
        is_whole = kind is float and type(value) is int
        if kind is None or not (type(value) is kind or is_whole):
            raise ValueError(f"no such rule: {name}={value!r}")
    for name, value in given.items():
        setattr(rules, name, known[name](value))
