"""Every action × every role: one table, held against tasks, guide and what really happens."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.dialog.answers import Answers
from bot.task import Done, Submission, Task
from handlers.menus import MENUS, menu_of
from handlers.permissions import COLUMNS, PERMISSIONS, Scope, roles_of
from handlers.tasks import TASKS
from models.explained import BehindNeed
from models.join_needs import JoinRequestsNeed
from models.load import Known
from models.logged_needs import LoggedNeed
from models.needs import Facts, MissingFactsError, Need, ScribeListNeed, ZeroReportsNeed
from models.people import Role
from tests.handlers.classes import CLASS_DAY, DAY_LOGGED, FOREIGN, ONE_OF_TWO, class_facts
from tests.handlers.logged import ACTIVITY, LOGGED
from tests.handlers.people import ONE, TWO, WEEK, asker, duty, facts, known
from tests.handlers.session.answers import week

TABLE = Path(__file__).parents[2] / "docs" / "roles.md"
ROW = re.compile(r"^\| `(\w+)` \| (.+) \|$", re.MULTILINE)
NAMES = {task.name: task for task in TASKS}
OF_ONE = (Role.MEMBER, Role.LEADER, Role.RAPID)


def test_every_action_has_its_row() -> None:
    assert set(PERMISSIONS) == set(NAMES)


@pytest.mark.parametrize("action", sorted(PERMISSIONS))
def test_task_lets_in_whom_the_table_says(action: str) -> None:
    task = NAMES[action]

    assert (task.roles or frozenset(COLUMNS)) == roles_of(action)


def test_guide_shows_the_same_table() -> None:
    written = {
        name: [cell.strip() for cell in cells.split("|")]
        for name, cells in ROW.findall(TABLE.read_text(encoding="utf-8"))
    }

    assert written == {
        action: [scopes[role].value for role in COLUMNS] for action, scopes in PERMISSIONS.items()
    }


@pytest.mark.parametrize("role", list(Role))
def test_menu_offers_nothing_that_the_role_may_not_do(role: Role) -> None:
    built = {name for name in MENUS[role] if name in NAMES}

    assert {name for name in built if role not in roles_of(name)} == set()
    assert menu_of(frozenset({role}))


class Endless(Facts):
    """Facts of the other team and of this one; what is not prepared is empty."""

    def of(self, need: Need[Any]) -> Any:  # noqa: ANN401  # whatever a need asks for
        try:
            return super().of(need)
        except MissingFactsError:
            return ()

    def require(self, needs: tuple[Need[Any], ...]) -> None:
        for need in needs:
            self.of(need)


OTHERS = replace(LOGGED, team_id=TWO, team_name="Thôn 02", author_id="somebody")
TOLD = {
    **class_facts(),
    LoggedNeed(CLASS_DAY): replace(
        DAY_LOGGED, team_id=TWO, team_name="Thôn 02", author_id="somebody", course_id=FOREIGN
    ),
    **week(team=TWO),
    **week(),
    LoggedNeed(ACTIVITY): OTHERS,
    **{BehindNeed(team, of): (OTHERS,) for team in ("", TWO) for of in (WEEK, "2026-W46")},
    BehindNeed(ONE, WEEK): (),
    BehindNeed(ONE, "2026-W46"): (),
    ZeroReportsNeed((ONE,)): (),
}
ARGUMENTS = {
    "entry": ACTIVITY,
    "session_edit": ACTIVITY,
    "session_withdraw": ACTIVITY,
    "team_week": f"{TWO}/{WEEK}",
    "one_team": f"{TWO}/{WEEK}",
    "week_confirm": f"{TWO}/{WEEK}/0.0.0.0.0.0",
    "zero_report": f"{TWO}/{WEEK}",
    "zero_back": f"{TWO}/{WEEK}",
    "why": f"{TWO}/{WEEK}/people/0",
    "answer": f"given00000000001/{TWO}/done",
    "approve": "request000000001/yes",
    **dict.fromkeys(
        (
            "course",
            "add_learner",
            "add_learners",
            "copy_list",
            "attend",
            "class_days",
            "close_class",
            "learners",
            "qualify",
        ),
        FOREIGN,
    ),
    "attend_edit": CLASS_DAY,
    **dict.fromkeys(
        ("learner", "learner_consent", "learner_skills", "leave_class", "erase_learner"),
        f"{ONE_OF_TWO.id}/{FOREIGN}",
    ),
}


def person_of_one(role: Role) -> Known:
    return known(40, duty(role, ONE if role in OF_ONE else ""))


def outcome(task: Task, by: Known, argument: str) -> tuple[bool, str]:
    """Whether anything would be written, and all that would be said or kept of the other team."""
    told = Endless(facts(TOLD)._answers)
    begun = task.begin(asker(by), argument, told)
    if begun.refusal is not None:
        return False, ""
    done = task.submit(Submission("d", Answers(), begun.context), asker(by), told)
    if isinstance(done, Done):
        return bool(done.changes), repr(done.lines) + repr(begun.context)
    return False, repr(begun.context)


@pytest.mark.parametrize("action", sorted(ARGUMENTS))
@pytest.mark.parametrize("role", OF_ONE)
def test_link_to_another_team_changes_and_tells_nothing(role: Role, action: str) -> None:
    if PERMISSIONS[action][role] is Scope.NONE:
        return
    is_written, said = outcome(NAMES[action], person_of_one(role), ARGUMENTS[action])

    assert not is_written
    assert "Thôn 02" not in said
    assert "Thành viên 002" not in said


def test_lists_of_people_are_asked_for_the_own_teams_only() -> None:
    """CASA #5511: who looks after one team was told of another's people."""
    leader = person_of_one(Role.LEADER)
    for name in ("scribe_list", "approve", "invite", "to_call"):
        asked: list[Need[Any]] = []

        class Watched(Endless):
            def of(self, need: Need[Any], seen: list[Need[Any]] = asked) -> Any:  # noqa: ANN401
                seen.append(need)
                return super().of(need)

        NAMES[name].begin(asker(leader), "", Watched(facts(TOLD)._answers))

        for need in asked:
            if isinstance(need, ScribeListNeed | JoinRequestsNeed):
                assert need.team_ids == (ONE,)
