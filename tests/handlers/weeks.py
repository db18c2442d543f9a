"""A commune's week in figures, made by hand."""

from models.figures import CommunePart, Sessions, Tally, TeamPart, TeamState, Vneid
from tests.handlers.people import MONDAY, SUNDAY


def part(number: int, people: int = 0, *, zero: bool = False) -> TeamPart:
    """A team with `people` guided: active if there are any."""
    idle = TeamState.ZERO if zero else TeamState.SILENT
    state = TeamState.ACTIVE if people else idle
    name = f"Thôn {number:02}"
    return TeamPart(f"thon-{number:02}", name, state, int(people > 0), people, people // 2)


def tally(*teams: TeamPart) -> Tally:
    return Tally(
        first=MONDAY,
        last=SUNDAY,
        sessions=Sessions(members=1, residents=2),
        home_visits=3,
        people_guided=37,
        members_trained=9,
        vneid=Vneid(3, 2, 1),
        indicators={},
        commune=CommunePart(Sessions(0, 0), 0, 0),
        by_team=teams,
    )
