"""What was given, made by hand."""

from datetime import date, timedelta
from typing import Any

from models.assignment import AssignmentState
from models.assignment_needs import (
    LISTED_AFTER,
    AskedTeam,
    AskedTeamsNeed,
    AssignmentNeed,
    AssignmentsNeed,
    CommuneGoalsNeed,
    GivenNeed,
    GivenRow,
    GivenTeam,
    TeamGoalsNeed,
)
from models.commune import TeamKind
from models.needs import Need
from tests.handlers.people import COORDINATOR, NAMES, ONE, TODAY, TWO

TITLE = "Vận động bà con cài VNeID"
LAST = date(2026, 11, 30)
SINCE = TODAY - LISTED_AFTER
TASK, GOAL = "given00000000001", "given00000000002"
DOI = "doi"

TEAMS = (
    AskedTeam(ONE, "Thôn 01", TeamKind.TO, is_led=True),
    AskedTeam(TWO, "Thôn 02", TeamKind.TO, is_led=False),
    AskedTeam(DOI, "Đội phản ứng nhanh", TeamKind.DOI, is_led=True),
)


def given_team(team_id: str = ONE, **more: Any) -> GivenTeam:  # noqa: ANN401  # any column
    values = {
        "goal": None,
        "state": AssignmentState.OPEN,
        "word": "",
        "counted": 0,
        "is_active": True,
        "kind": TeamKind.TO,
        "name": NAMES.get(team_id, "Đội phản ứng nhanh"),
        **more,
    }
    return GivenTeam(team_id=team_id, **values)


def given_row(*teams: GivenTeam, **more: Any) -> GivenRow:  # noqa: ANN401  # any column
    """A task; a goal of VNeID where its first team has a goal."""
    teams = teams or (given_team(),)
    is_goal = teams[0].goal is not None
    values = {
        "id": GOAL if is_goal else TASK,
        "title": TITLE,
        "figure": "vneid" if is_goal else "",
        "figure_label": "",
        "figure_unit": "",
        "first": TODAY - timedelta(days=10),
        "last": LAST,
        "by_id": COORDINATOR.id,
        "is_closed": False,
        **more,
    }
    return GivenRow(teams=teams, **values)


def goal_row(*counted: int, goal: int = 20, **more: Any) -> GivenRow:  # noqa: ANN401
    """A goal for as many teams, thon-01 and on, with what each has logged."""
    teams = (
        given_team(f"thon-{place:02}", name=f"Thôn {place:02}", goal=goal, counted=count)
        for place, count in enumerate(counted, start=1)
    )
    return given_row(*teams, **more)


def given_facts(*rows: GivenRow, teams: tuple[str, ...] = (ONE,)) -> dict[Need[Any], Any]:
    """For the members of `teams`, and for coordinators."""
    every = [GOAL, TASK, "", "None"]
    return {
        AskedTeamsNeed(): TEAMS,
        AssignmentsNeed(SINCE): tuple(row for row in rows if not row.is_closed),
        GivenNeed(teams, SINCE): tuple(
            row for row in rows if not row.is_closed and row.team(teams[0])
        ),
        TeamGoalsNeed(ONE, TODAY): tuple(row for row in rows if row.figure),
        CommuneGoalsNeed(TODAY): tuple(row for row in rows if row.figure),
        **{AssignmentNeed(id_): None for id_ in every},
        **{AssignmentNeed(row.id): row for row in rows},
    }
