"""Goals as a line or two of a week's page: "16 / 20"."""

from __future__ import annotations

from datetime import date

from bot.dialog.text import Parameter, Text
from handlers.assigning.figures import count_text, shortened
from models.assignment_needs import GivenRow

SHOWN = 3
"""Goals on a week's page; the others are said to be there."""


def goal_lines(goals: tuple[GivenRow, ...], today: date) -> tuple[Text, ...]:
    """Of one team (`TeamGoalsNeed`); nothing where it has none."""
    lines = [_of_team(row, today) for row in goals[:SHOWN]]
    if len(goals) > SHOWN:
        lines.append(Text("goal.more", count=len(goals) - SHOWN))
    return tuple(lines)


def commune_goal_lines(goals: tuple[GivenRow, ...], today: date) -> tuple[Text, ...]:
    """Of all teams together (`CommuneGoalsNeed`); each village's stand in "việc đã giao"."""
    lines = [_of_commune(row, today) for row in goals[:SHOWN] if row.asked]
    if len(goals) > SHOWN:
        lines.append(Text("goal.more_given", count=len(goals) - SHOWN))
    return tuple(lines)


def sum_of(row: GivenRow) -> Text:
    """Of all teams that are asked."""
    counted = sum(team.counted for team in row.asked)
    return count_text(counted, sum(team.goal or 0 for team in row.asked))


def _of_team(row: GivenRow, today: date) -> Text:
    team = row.teams[0]
    count, title = count_text(team.counted, team.goal or 0), shortened(row.title)
    if team.is_reached:
        return Text("goal.reached", title=title, count=count)
    if row.last < today:
        return Text("goal.late", title=title, count=count, last=row.last)
    return Text("goal.line", title=title, count=count, last=row.last)


def _of_commune(row: GivenRow, today: date) -> Text:
    said: dict[str, Parameter] = {
        "title": shortened(row.title),
        "count": sum_of(row),
        "reached": sum(team.is_reached for team in row.asked),
        "teams": len(row.asked),
    }
    if row.last < today:
        return Text("goal.of_teams_late", last=row.last, **said)
    return Text("goal.of_teams", last=row.last, **said)
