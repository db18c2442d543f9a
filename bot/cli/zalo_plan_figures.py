"""Who fits on which bot, what does not fit, and what a month brings and costs: one result, for the
table and for the JSON. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cli.zalo_prices import (
    BEYOND,
    BOT_MESSAGES,
    BOT_USERS,
    BOTS_OF_ACCOUNT,
    MONTHS_A_YEAR,
    OA_PLANS,
    messages_a_month,
    paid_a_month,
)
from bot.shares import assign_bots, bots_needed
from models.month_counts import LineKey, MonthCount
from models.team_sizes import TeamSize

BOT, OA = "zalo_bot", "zalo_oa"


@dataclass(frozen=True, slots=True)
class BotShare:
    name: str
    teams: tuple[str, ...]
    people: int
    messages: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run it, by its `key`. `year` is đồng; `bots` is 0 where there are none."""

    key: str
    year: int
    holds_all: bool
    bots: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class ZaloPlan:
    """`month` is the one that was counted, None where the figures are assumed. `are_set_up` is
    False where no bot is, and the shares are those of one free account.
    """

    people: int
    teams: int
    officers: int
    are_set_up: bool
    bots: tuple[BotShare, ...]
    left: tuple[tuple[str, int], ...]
    officers_left: int
    too_large: tuple[str, ...]
    month: str | None
    messages: int
    paid: int
    ways: tuple[Way, ...]

    @property
    def holds_all(self) -> bool:
        return not (self.left or self.officers_left or any(bot.is_over for bot in self.bots))


def make_plan(
    teams: Sequence[TeamSize],
    officers: frozenset[str],
    names: Sequence[str],
    counted: Mapping[LineKey, MonthCount],
) -> ZaloPlan:
    """`names` are the bots that are set up; `counted` is the last month that is over."""
    bots = names or tuple(f"bot{number}" for number in range(1, BOTS_OF_ACCOUNT + 1))
    shares = assign_bots(teams, bots, most=BOT_USERS, officers=officers)
    everybody = officers.union(*(team.people for team in teams))
    month, messages, paid = _month(counted, len(teams))
    return ZaloPlan(
        people=len(everybody),
        teams=len(teams),
        officers=len(officers),
        are_set_up=bool(names),
        bots=tuple(
            BotShare(
                name=bot,
                teams=(mine := tuple(t.name for t in teams if shares.bot_of.get(t.id) == bot)),
                people=len(shares.people[bot]),
                messages=_of_bot(counted, bot, len(mine)),
                is_over=bot in shares.over,
            )
            for bot in bots
        ),
        left=tuple((team.name, len(team.people)) for team in shares.left),
        officers_left=shares.officers_left,
        too_large=tuple(team.name for team in teams if len(team.people) > BOT_USERS),
        month=month,
        messages=messages,
        paid=paid,
        ways=_ways(teams, officers, everybody, paid),
    )


def _month(counted: Mapping[LineKey, MonthCount], teams: int) -> tuple[str | None, int, int]:
    ours = [count for (channel, _), count in counted.items() if channel in {BOT, OA}]
    if not ours:
        return None, messages_a_month(teams), paid_a_month(teams)
    # On a bot nothing is paid: there it is still not known what an Official Account would cost.
    paid = sum(count.paid for count in ours if count.channel == OA)
    has_oa = any(count.channel == OA for count in ours)
    both_ways = sum(count.both_ways for count in ours)
    return ours[0].month, both_ways, paid if has_oa else paid_a_month(teams)


def _of_bot(counted: Mapping[LineKey, MonthCount], bot: str, teams: int) -> int:
    found = counted.get((BOT, bot))
    return found.both_ways if found else messages_a_month(teams)


def _ways(
    teams: Sequence[TeamSize], officers: frozenset[str], everybody: frozenset[str], paid: int
) -> tuple[Way, ...]:
    led = [replace(team, people=team.leaders) for team in teams]
    leaders = officers.union(*(team.leaders for team in teams))
    is_too_large = any(len(team.people) > BOT_USERS for team in teams)
    return (
        Way(
            "bots_all", 0, not is_too_large, bots_needed(teams, most=BOT_USERS, officers=officers),
            len(everybody),
        ),
        Way(
            "bots_leaders", 0, holds_all=False,
            bots=bots_needed(led, most=BOT_USERS, officers=officers), people=len(leaders),
        ),
        *(
            Way(
                plan.key, plan.year + MONTHS_A_YEAR * BEYOND * max(paid - plan.monthly, 0),
                holds_all=True, people=len(everybody),
            )
            for plan in OA_PLANS
        ),
        Way("web", 0, holds_all=True, people=len(everybody)),
    )  # fmt: skip


def accounts_for(bots: int) -> int:
    """So many personal Zalo accounts make so many bots."""
    return -(-bots // BOTS_OF_ACCOUNT)


def as_json(plan: ZaloPlan) -> dict[str, Any]:
    """The contract of `toso zalo plan --json` (README.md, The Zalo plan)."""
    return {
        "people": plan.people,
        "teams": plan.teams,
        "officers": plan.officers,
        "set_up": plan.are_set_up,
        "holds_all": plan.holds_all,
        "bots": [
            {
                "name": bot.name, "teams": list(bot.teams), "people": bot.people,
                "people_most": BOT_USERS, "messages": bot.messages,
                "messages_most": BOT_MESSAGES, "over": bot.is_over,
            }
            for bot in plan.bots
        ],
        "left": [{"team": name, "people": people} for name, people in plan.left],
        "officers_left": plan.officers_left,
        "too_large": list(plan.too_large),
        "month": {
            "counted": plan.month, "messages": plan.messages, "beyond_48_hours": plan.paid,
        },
        "ways": [
            {
                "way": way.key, "holds_all": way.holds_all, "bots": way.bots,
                "accounts": accounts_for(way.bots), "people": way.people,
                "dong_a_year": way.year, "dong_a_month": round(way.year / MONTHS_A_YEAR),
            }
            for way in plan.ways
        ],
    }  # fmt: skip
