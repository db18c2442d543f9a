"""What Zalo sells, as data, each with where it was read and when; and what is assumed of a month
that nobody has counted yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.zalo_bot.capabilities import BASIC

BOTS_OF_ACCOUNT = 3
"""Basic, free: 3 bots for each personal Zalo account (zalo-bot-mcp's README and its
docs/assets/quota-basic.png, 2026-08-09; agent-cskh-zalo docs/02, 2026-08).
A plan "Pro" for 129 000 đ a month has been announced for long and is not sold.
"""

BOT_USERS, BOT_MESSAGES = BASIC.users or 0, BASIC.monthly or 0

BEYOND = 55
"""Đồng for a message of an Official Account between 48 hours and 7 days after the person wrote,
once the plan's own are used up (official quote, fetched 2026-09-22).
"""


@dataclass(frozen=True, slots=True)
class OaPlan:
    """Plans of an Official Account since 2026-06-01 (zalo.solutions/oa/pricing, read 2026-07-17).
    Those that cost less have no OpenAPI, and so no chatbot. What a state agency pays is not public.
    """

    key: str
    name: str
    year: int
    monthly: int


OA_PLANS = (
    OaPlan("oa_growth", "Tăng trưởng", 2_500_000, 500),
    OaPlan("oa_full", "Toàn diện", 6_000_000, 2_000),
)

REPORTS_A_WEEK = 3
MESSAGES_OF_REPORT = 6
"""The most that a report takes on a channel that counts, both ways."""

MESSAGES_OF_WEEK = 4
"""The week's page and its confirmation, both ways, and two that nobody asked for."""

UNASKED_A_WEEK = 2
"""A reminder and the week's result; at the worst both beyond 48 hours, and so paid."""

WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12
"""The week is the rhythm in which teams report."""


def messages_a_month(teams: int) -> int:
    weekly = teams * (REPORTS_A_WEEK * MESSAGES_OF_REPORT + MESSAGES_OF_WEEK)
    return -(-weekly * WEEKS_A_YEAR // MONTHS_A_YEAR)


def paid_a_month(teams: int) -> int:
    return -(-teams * UNASKED_A_WEEK * WEEKS_A_YEAR // MONTHS_A_YEAR)
