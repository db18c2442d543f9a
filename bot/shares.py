"""Which team belongs to which bot of a channel that has several, each with room for so many people.

Laws: pure; a team stays together; whoever belongs to several teams of one bot takes one place; what
a list has given stays given, even where it is too much; the rest is filled in in the teams' order,
each to the first bot that has room for all of its people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from models.team_sizes import TeamSize


@dataclass(frozen=True, slots=True)
class Shares:
    """`bot_of` by team; `people` by bot, the officers among them; `left` found no room, as teams in
    order, and `officers_left` as people. `over` are bots to which a list gave more than they hold.
    """

    bot_of: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left: tuple[TeamSize, ...] = ()
    officers_left: int = 0
    over: tuple[str, ...] = ()


def assign_bots(
    teams: Sequence[TeamSize],
    bots: Sequence[str],
    *,
    most: int,
    officers: Collection[str] = (),
) -> Shares:
    """Places are kept first for those whom the list gave a bot, then for the officers, who chase
    the teams and must be reachable, on the first bots that have room.
    """
    people: dict[str, set[str]] = {bot: set() for bot in bots}
    bot_of: dict[str, str] = {}
    for team in teams:
        if team.bot in people:
            bot_of[team.id] = team.bot
            people[team.bot] |= team.people
    over = tuple(bot for bot in bots if len(people[bot]) > most)
    waiting = sorted(set(officers).difference(*people.values()))
    for bot in bots:
        room = max(most - len(people[bot]), 0)
        people[bot] |= set(waiting[:room])
        waiting = waiting[room:]
    left: list[TeamSize] = []
    for team in teams:
        if team.id in bot_of:
            continue
        found = next((bot for bot in bots if len(people[bot] | team.people) <= most), None)
        if found is None:
            left.append(team)
        else:
            bot_of[team.id] = found
            people[found] |= team.people
    return Shares(
        bot_of=bot_of,
        people={bot: frozenset(them) for bot, them in people.items()},
        left=tuple(left),
        officers_left=len(waiting),
        over=over,
    )


def bots_needed(teams: Sequence[TeamSize], *, most: int, officers: Collection[str] = ()) -> int:
    """So many bots hold everybody; None of the lists' own wishes counts. A team of more people than
    one bot holds is left out: nothing holds it.
    """
    fitting = [TeamSize(team.id, team.name, team.people) for team in teams]
    fitting = [team for team in fitting if len(team.people) <= most]
    count = 0
    while True:
        bots = [str(number) for number in range(count)]
        shares = assign_bots(fitting, bots, most=most, officers=officers)
        if not shares.left and not shares.officers_left:
            return count
        count += 1
