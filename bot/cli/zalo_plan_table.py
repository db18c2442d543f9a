"""The plan of the Zalo bots, to read."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from bot.cli.parser import Words
from bot.cli.zalo_plan_figures import ZaloPlan, accounts_for
from bot.cli.zalo_prices import (
    BEYOND,
    BOT_MESSAGES,
    BOT_USERS,
    BOTS_OF_ACCOUNT,
    MESSAGES_OF_REPORT,
    MONTHS_A_YEAR,
    OA_PLANS,
    REPORTS_A_WEEK,
    UNASKED_A_WEEK,
)
from bot.dialog.text import Text

WIDTH_OF_FILES = 100  # where there is no screen to ask

MOST_NAMES = 8

WAYS = {
    "bots_all": Text("cli.zalo.plan.way.bots_all"),
    "bots_leaders": Text("cli.zalo.plan.way.bots_leaders"),
    "web": Text("cli.zalo.plan.way.web"),
}
OA_NAMES = {plan.key: plan for plan in OA_PLANS}


def show_plan(plan: ZaloPlan, words: Words, console: Console | None = None) -> None:
    out = console or Console(highlight=False, markup=False)
    if not out.is_terminal:
        out.width = WIDTH_OF_FILES
    title = Text(
        "cli.zalo.plan.title", people=plan.people, teams=plan.teams, officers=plan.officers
    )
    out.print(words(title), style="bold")
    if not plan.are_set_up:
        out.print(words(Text("cli.zalo.plan.not_set_up", bots=BOTS_OF_ACCOUNT)))
    out.print(_bots(plan, words))
    for line in _remarks(plan):
        out.print(words(line))
    out.print(_ways(plan, words))


def _bots(plan: ZaloPlan, words: Words) -> Table:
    table = Table(box=SIMPLE)
    for heading in (Text("cli.zalo.plan.bot"), Text("cli.zalo.plan.teams")):
        table.add_column(words(heading))
    for heading in (Text("cli.zalo.plan.people"), Text("cli.zalo.plan.messages")):
        table.add_column(words(heading), justify="right")
    for bot in plan.bots:
        table.add_row(
            bot.name,
            ", ".join(bot.teams) or "-",
            words(Text("cli.zalo.plan.of", count=bot.people, most=BOT_USERS)),
            words(Text("cli.zalo.plan.of", count=bot.messages, most=BOT_MESSAGES)),
            style="bold red" if bot.is_over else None,
        )
    return table


def _remarks(plan: ZaloPlan) -> list[Text]:
    lines: list[Text] = []
    if plan.holds_all:
        lines.append(Text("cli.zalo.plan.holds"))
    if plan.left:
        lines.append(
            Text(
                "cli.zalo.plan.left",
                teams=len(plan.left),
                people=sum(people for _, people in plan.left),
                names=_some([name for name, _ in plan.left]),
            )
        )
    if plan.officers_left:
        lines.append(Text("cli.zalo.plan.officers_left", count=plan.officers_left))
    over = [bot.name for bot in plan.bots if bot.is_over]
    if over:
        lines.append(Text("cli.zalo.plan.over", bots=", ".join(over)))
    if plan.too_large:
        lines.append(Text("cli.zalo.plan.too_large", names=", ".join(plan.too_large)))
    if plan.month is None:
        lines.append(
            Text(
                "cli.zalo.plan.assumed",
                messages=plan.messages,
                reports=REPORTS_A_WEEK,
                each=MESSAGES_OF_REPORT,
                unasked=UNASKED_A_WEEK,
                paid=plan.paid,
            )
        )
    else:
        year, _, month = plan.month.partition("-")
        lines.append(
            Text(
                "cli.zalo.plan.counted",
                month=f"{month}/{year}",
                messages=plan.messages,
                paid=plan.paid,
            )
        )
    return lines


def _some(names: Sequence[str]) -> str:
    """The first few; the rest follows in the same order."""
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown}, …" if len(names) > MOST_NAMES else shown


def _ways(plan: ZaloPlan, words: Words) -> Table:
    table = Table(box=SIMPLE)
    table.add_column(words(Text("cli.zalo.plan.way")))
    for heading in (
        Text("cli.zalo.plan.people"),
        Text("cli.zalo.plan.month_cost"),
        Text("cli.zalo.plan.year_cost"),
    ):
        table.add_column(words(heading), justify="right")
    for way in plan.ways:
        oa = OA_NAMES.get(way.key)
        if oa is not None:
            name = Text("cli.zalo.plan.way.oa", name=oa.name, monthly=oa.monthly, each=BEYOND)
        else:
            name = WAYS[way.key].given(bots=way.bots, accounts=accounts_for(way.bots))
        table.add_row(
            words(name),
            words(Text("cli.zalo.plan.of", count=way.people, most=plan.people)),
            words(Text("cli.zalo.plan.dong", count=round(way.year / MONTHS_A_YEAR))),
            words(Text("cli.zalo.plan.dong", count=way.year)),
        )
    return table
