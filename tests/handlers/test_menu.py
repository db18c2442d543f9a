"""The menu by role."""

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.tasks import TASKS
from models.load import Known
from models.people import Role
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    OFFICE,
    ONE,
    RAPID,
    RESIDENT,
    asker,
    duty,
    facts,
    known,
)

MENU = TASKS[0]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (RESIDENT, ["join", "contact", "address"]),
        (
            MEMBER,
            [
                "session",
                "team_week",
                "zero_report",
                "entries",
                "given",
                "installs",
                "support",
                "courses",
                "contact",
                "documents",
                "catch_up",
                "address",
            ],
        ),
        (
            RAPID,
            [
                "session",
                "given",
                "team_week",
                "entries",
                "installs",
                "support",
                "contact",
                "courses",
                "documents",
                "catch_up",
                "address",
            ],
        ),
        (
            LEADER,
            [
                "session",
                "team_week",
                "zero_report",
                "entries",
                "given",
                "installs",
                "support",
                "courses",
                "session_for",
                "scribe_list",
                "flags",
                "invite",
                "contact",
                "documents",
                "catch_up",
                "address",
            ],
        ),
        (
            COORDINATOR,
            [
                "commune_week",
                "one_team",
                "give",
                "assignments",
                "session_commune",
                "session_for",
                "scribe_list",
                "flags",
                "courses",
                "invite",
                "businesses",
                "products",
                "indicators",
                "village_figures",
                "change_member",
                "contact",
                "documents",
                "address",
            ],
        ),
        (OFFICE, ["commune_week", "one_team", "contact", "address"]),
    ],
    ids=["resident", "member", "rapid", "leader", "coordinator", "office"],
)
def test_menu_offers_what_the_role_may_do(person: Known, expected: list[str]) -> None:
    context = MENU.begin(asker(person), "", facts()).context

    assert expected == [named.id for named in context.list_of("tasks")]


def test_roles_add_up() -> None:
    person = known(5, duty(Role.MEMBER, ONE), duty(Role.COORDINATOR))

    offered = [t.id for t in MENU.begin(asker(person), "", facts()).context.list_of("tasks")]

    assert offered.index("session") < offered.index("session_commune")


def test_menu_greets_by_the_given_name() -> None:
    person = known(5, duty(Role.MEMBER, ONE), name="Nguyễn Thị Hoa")

    context = MENU.begin(asker(person), "", facts()).context

    assert Text("menu.ask", name="Hoa") == MENU.flow(context).steps[0].ask


def test_menu_shown_again_does_not_greet_again() -> None:
    context = MENU.begin(asker(MEMBER), "again", facts()).context

    assert Text("menu.again") == MENU.flow(context).steps[0].ask


def test_chosen_task_opens_next() -> None:
    answers = Answers().given("task", Named("team_week", ""))

    done = MENU.submit(Submission("d", answers, Context()), asker(MEMBER), facts())

    assert Done(next_task="team_week") == done


def test_nothing_chosen_shows_the_menu() -> None:
    done = MENU.submit(Submission("d", Answers(), Context()), asker(MEMBER), facts())

    assert Done(next_task="menu") == done


def test_menu_comes_first_and_names_are_unique() -> None:
    names = [task.name for task in TASKS]

    assert names[0] == "menu"
    assert len(set(names)) == len(names)
