"""What a goal can count, and how it is said: "20 lượt cài VNeID", "16 / 20"."""

from __future__ import annotations

from bot.dialog.answers import Named
from bot.dialog.text import Label, Text
from models.assignment_needs import GivenRow, GivenTeam
from models.goals import FIGURES, PEOPLE, SESSIONS, VNEID
from models.needs import IndicatorRow

NOTHING = "none"
SHORT = 60
"""Characters of a title where it stands in a line with more."""


def figure_choices(indicators: tuple[IndicatorRow, ...]) -> tuple[Named, ...]:
    return (
        Named(NOTHING, Text("button.no_figure")),
        Named(VNEID, Text("button.figure_vneid")),
        Named(PEOPLE, Text("button.figure_people")),
        Named(SESSIONS, Text("button.figure_sessions")),
        *(Named(row.id, row.label) for row in indicators if row.id not in FIGURES),
    )


def amount(goal: int, figure: str, label: Label, unit: str) -> Text:
    """`label` and `unit` are those of an indicator."""
    match figure:
        case "people":
            return Text("goal.of_people", goal=goal)
        case "sessions":
            return Text("goal.of_sessions", goal=goal)
        case "vneid":
            return Text("goal.of_vneid", goal=goal)
        case _:
            return Text("goal.of_indicator", goal=goal, unit=unit, label=label)


def goal_of(row: GivenRow, team: GivenTeam) -> Text | None:
    """What this team is to reach; None where nothing is counted."""
    if not row.figure or team.goal is None:
        return None
    return amount(team.goal, row.figure, row.figure_label, row.figure_unit)


def count_text(counted: int, goal: int) -> Text:
    return Text("goal.count", counted=counted, goal=goal)


def shortened(title: str, most: int = SHORT) -> str:
    if len(title) <= most:
        return title
    kept, _, _ = title[:most].rpartition(" ")
    return f"{kept or title[: most - 1]}…"
