"""What taking a list over has shown about people and teams that are there already."""

from __future__ import annotations

from bot.roster.problems import Code, Place, Problem, mask, problem
from models.roster import Outcome


def remarks_on(outcome: Outcome, *, is_sample: bool) -> list[Problem]:
    """Where nobody was asked to leave, those who are not in the list are named one by one."""
    nowhere = Place()
    remarks = [problem(Code.SAMPLE_COMMUNE, nowhere)] if is_sample else []
    remarks += [
        problem(Code.RENAMED, nowhere, phone=mask(each.phone), before=each.before, after=each.after)
        for each in outcome.renamed
    ]
    remarks += [
        problem(
            Code.LEFT_TEAM if outcome.deactivated else Code.NOT_IN_LIST,
            nowhere,
            name=each.name,
            team=each.team,
        )
        for each in outcome.missing
    ]
    remarks += [problem(Code.TEAM_NOT_IN_LIST, nowhere, team=team) for team in outcome.silent_teams]
    return remarks
